// What a process gives up before it runs a student's code: the rights of root, where it has them,
// and by limits that nobody without these rights can raise, further processes and threads, further
// files and connections, memory, and time. Reading a file or opening a connection takes a
// descriptor, and there is none to be had; on Linux the kernel is not even asked (SystemCalls.swift).

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The limits of a process that serves.
public enum Confinement {
  /// Seconds of computing, of all answers together.
  public static let seconds = 20

  /// Bytes of addresses; most of what is mapped at the beginning is never touched.
  public static let memory = 1 << 30

  /// Who a process becomes that was root: nobody.
  static let nobody: UInt32 = 65_534

  /// Sets the limits.
  ///
  /// - Parameter judge: the last descriptor that stays.
  static func begin(keeping judge: Int32) {
    if getuid() == 0 {
      guard setgroups(0, nil) == 0, setgid(nobody) == 0, setuid(nobody) == 0 else { _exit(4) }
    }
    #if os(Linux)
      limit(RLIMIT_CPU, to: seconds)
      limit(RLIMIT_AS, to: memory)
      limit(RLIMIT_FSIZE, to: 0)
      limit(RLIMIT_CORE, to: 0)
      limit(__RLIMIT_NPROC, to: 0)
      limit(RLIMIT_NOFILE, to: Int(judge) + 1)
      SystemCalls.restrict()
    #else
      for (resource, most) in [
        (RLIMIT_CPU, seconds), (RLIMIT_AS, memory), (RLIMIT_FSIZE, 0), (RLIMIT_CORE, 0),
        (RLIMIT_NPROC, 0), (RLIMIT_NOFILE, Int(judge) + 1),
      ] {
        var limit = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(most))
        setrlimit(resource, &limit)
      }
    #endif
  }

  #if os(Linux)
    private static func limit(_ resource: __rlimit_resource, to most: Int) {
      var limit = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(most))
      setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    }
  #endif
}
