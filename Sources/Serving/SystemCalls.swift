// The calls of the kernel that are left to a process which serves: to read and write what is open, to
// get memory and to end. Everything else, files, sockets, processes, signals to others, shared memory,
// tracing, is answered with EPERM. Linux filters calls by a small program of its own (seccomp, BPF);
// elsewhere the limits of Confinement.swift are all there is.

#if os(Linux)
  import Glibc

  /// The filter.
  enum SystemCalls {
    /// An instruction: what, where to jump if it holds or not, and a number.
    private struct Instruction {
      let code: UInt16
      let jumpIfTrue, jumpIfFalse: UInt8
      let number: UInt32
    }

    /// A program, as the kernel takes it.
    private struct Program {
      let length: UInt16
      let start: UnsafePointer<Instruction>?
    }

    #if arch(x86_64)
      private static let architecture: UInt32 = 0xC000_003E
      private static let thread: UInt32 = 234  // tgkill
      /// read, write, close, lseek, mmap, mprotect, munmap, brk, rt_sigaction, rt_sigprocmask,
      /// rt_sigreturn, writev, sched_yield, mremap, madvise, getpid, exit, gettimeofday, sigaltstack,
      /// gettid, futex, clock_gettime, exit_group, getrandom.
      private static let allowed: [UInt32] = [
        0, 1, 3, 8, 9, 10, 11, 12, 13, 14, 15, 20, 24, 25, 28, 39, 60, 96, 131, 186, 202, 228, 231,
        318,
      ]
    #else
      private static let architecture: UInt32 = 0xC000_00B7
      private static let thread: UInt32 = 131
      /// The same calls, in their order.
      private static let allowed: [UInt32] = [
        63, 64, 57, 62, 222, 226, 215, 214, 134, 135, 139, 66, 124, 216, 233, 172, 93, 169, 132,
        178,
        98, 113, 94, 278,
      ]
    #endif

    /// Installs the filter; a kernel that has none goes on without.
    static func restrict() {
      // prctl takes a variable number of arguments, which Swift does not import.
      typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
      guard let symbol = dlsym(nil, "prctl") else { return }
      let control = unsafeBitCast(symbol, to: Control.self)
      let (noNewPrivileges, setFilter, filter): (Int32, Int32, UInt) = (38, 22, 2)
      guard control(noNewPrivileges, 1, 0, 0, 0) == 0 else { return }
      instructions.withUnsafeBufferPointer { list in
        var program = Program(length: UInt16(list.count), start: list.baseAddress)
        withUnsafePointer(to: &program) {
          _ = control(setFilter, filter, UInt(bitPattern: $0), 0, 0)
        }
      }
    }

    /// If the architecture is ours and the call is among those allowed, or is a signal to a thread of
    /// this process, as abort() sends it, it goes on; otherwise it fails.
    private static var instructions: [Instruction] {
      let (load, compare, end): (UInt16, UInt16, UInt16) = (0x20, 0x15, 0x06)
      let (refused, granted): (UInt32, UInt32) = (0x0005_0000 | UInt32(EPERM), 0x7FFF_0000)
      func step(_ code: UInt16, _ number: UInt32, _ yes: Int = 0, _ no: Int = 0) -> Instruction {
        Instruction(
          code: code, jumpIfTrue: UInt8(yes), jumpIfFalse: UInt8(no), number: number)
      }
      // The record of a call: its number at 0, the architecture at 4, the first argument at 16.
      let count = allowed.count
      return [step(load, 4), step(compare, architecture, 0, count + 4), step(load, 0)]
        + allowed.indices.map { step(compare, allowed[$0], count - $0 + 3) }
        + [
          step(compare, thread, 0, 2), step(load, 16), step(compare, UInt32(getpid()), 1),
          step(end, refused), step(end, granted),
        ]
    }
  }
#endif
