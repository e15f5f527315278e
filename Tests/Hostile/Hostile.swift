// Solutions that do something else, as hostile as they come: each has got past the gate and has C's
// library at hand, which no real one has. Named by the first argument, run by HostileTests; none may
// score, and none may do what it tries.

// C's `stdout` is a variable, of which Swift cannot know that nobody changes it.
@preconcurrency import Foundation
import Gradus
import Serving

/// What an attempt does when it is asked; it answers with zeros if it comes back.
let attempts: [String: @Sendable () -> Void] = [
  "fatalError": { fatalError("no") },
  "trap": { _ = [1, 2, 3][Int(getpid())] },
  "overflow of the stack": { print(deep(1)) },
  "endless loop": { while getpid() > 0 {} },
  "sleep": { sleep(600) },
  "exit 0": { exit(0) },
  "quiet exit": { _exit(0) },
  "abort behind a handler": {
    signal(SIGABRT, SIG_IGN)
    abort()
  },
  "memory": {
    var all: [[Int]] = []
    while true { all.append(Array(repeating: all.count, count: 1 << 20)) }
  },
  "flood": { while true { print(String(repeating: "Right in all 5 cases. ", count: 1_000)) } },
  "praise": { print("Right in all 5 cases.\n{\"score\": 100}") },
  "forks": { for _ in 0..<100 where child() > 0 { prove("fork") } },
  "outlive": {
    if child() == 0 {
      setsid()
      sleep(2)
      prove("outlive")
      _exit(0)
    }
  },
  "threads": {
    let thread = Thread { prove("threads") }
    thread.start()
    sleep(1)
  },
  "read the hidden tests": { if open("/etc/passwd", O_RDONLY) >= 0 { prove("read") } },
  "write the result": {
    let file = CommandLine.arguments[2] + "/results.json"
    if FileManager.default.createFile(atPath: file, contents: Data("{}".utf8)) { prove("write") }
  },
  "network": { if socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) >= 0 { prove("network") } },
  "read the judge's memory": {
    if open("/proc/\(getppid())/mem", O_RDONLY) >= 0 { prove("memory of the judge") }
  },
  "end the judge": { if kill(getppid(), SIGKILL) == 0 { prove("kill") } },
  "raise the limits": {
    var limit = rlimit(rlim_cur: 1_000, rlim_max: 1_000)
    if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { prove("limits") }
  },
  "become root": { if setuid(0) == 0, getuid() == 0 { prove("root") } },
  "another program": {
    var words: [UnsafeMutablePointer<CChar>?] = [
      strdup("/bin/sh"), strdup("-c"), strdup("echo SUCCEEDED >&2"), nil,
    ]
    execv("/bin/sh", &words)
  },
  "its own memory as a file": { if open("/proc/self/mem", O_RDWR) >= 0 { prove("own memory") } },
  "the surroundings": {
    let names = ProcessInfo.processInfo.environment.keys
    if names.contains(where: { !["SWIFT_BACKTRACE", "GRADUS_THREADS", "PWD"].contains($0) }) {
      prove("environment")
    }
  },
  "the judge's memory by a call": {
    // The address does not matter: what is not mapped there is another error than what is forbidden.
    let place = UnsafeMutablePointer<Int>.allocate(capacity: 5)
    place.initialize(repeating: 0, count: 5)
    // Two records of an address and a length: here, and there.
    (place[0], place[1], place[2], place[3]) = (Int(bitPattern: place + 4), 1, 0x1000, 1)
    let address = Int(bitPattern: place)
    let there = call("process_vm_readv", Int(getppid()), address, 1, address + 16, 1, 0)
    if there >= 0 || errno == EFAULT { prove("process_vm_readv") }
  },
  "trace the judge": { if call("ptrace", 16, Int(getppid())) == 0 { prove("ptrace") } },
  "stop itself": { kill(getpid(), SIGSTOP) },
  "end its group": { kill(0, SIGKILL) },
  "deaf to signals": {
    for number in Int32(1)..<32 { signal(number, SIG_IGN) }
    while getpid() > 0 {}
  },
  "at the end": {
    atexit { spit([UInt8](repeating: 0, count: 64)) }
    exit(0)
  },
  "a timer that answers": {
    signal(SIGALRM) { _ in spit([UInt8](repeating: 0xFF, count: 8)) }
    var time = itimerval(
      it_interval: timeval(tv_sec: 0, tv_usec: 1_000), it_value: timeval(tv_sec: 0, tv_usec: 1_000))
    setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &time, nil)
    while getpid() > 0 {}
  },
  "memory that stays": {
    let segment = shmget(key_t(getpid()), 1 << 20, Int32(IPC_CREAT) | 0o600)
    if segment >= 0 {
      shmctl(segment, IPC_RMID, nil)
      prove("shared memory")
    }
  },
  "root of a world of its own": { if call("unshare", 0x1000_0000) == 0 { prove("unshare") } },
  "a child by its number": {
    #if arch(x86_64)
      let child = call("syscall", 57)
      if child == 0 { _exit(0) }
      if child > 0 { prove("syscall") }
    #endif
  },
  "other numbers for its answers": {
    // What it finds in its own memory of other questions: there are none.
    spit([UInt8](repeating: 0, count: 4))
    close(STDIN_FILENO)
  },
  "close everything": { for descriptor in 0..<Int32(16) { close(descriptor) } },
  "answer with noise": { spit(Array("Right in all 5 cases".utf8)) },
  "a length beyond all bounds": { spit([UInt8](repeating: 0xFF, count: 8)) },
  "two answers at once": {
    for _ in 0..<2 { spit([1, 0, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 8)) }
  },
]

/// Notes that an attempt has succeeded, which the test looks for.
func prove(_ name: String) {
  let folder = CommandLine.arguments[2]
  _ = FileManager.default.createFile(atPath: folder + "/" + name, contents: Data("done".utf8))
  print("SUCCEEDED: \(name)")
}

/// A fork, which Swift does not let through by its name.
func child() -> Int32 {
  typealias Fork = @convention(c) () -> Int32
  guard let symbol = dlsym(nil, "fork") else { return -1 }
  return unsafeBitCast(symbol, to: Fork.self)()
}

/// A function of C by its name, with numbers.
func call(_ name: String, _ arguments: Int...) -> Int {
  typealias Function = @convention(c) (Int, Int, Int, Int, Int, Int) -> Int
  guard let symbol = dlsym(nil, name) else { return -1 }
  let a = arguments + [0, 0, 0, 0, 0, 0]
  let result = unsafeBitCast(symbol, to: Function.self)(a[0], a[1], a[2], a[3], a[4], a[5])
  return Int(Int32(truncatingIfNeeded: result))
}

/// Writes to the channel of the answers, the only descriptor beyond the three that is open.
func spit(_ bytes: [UInt8]) {
  for descriptor in Int32(3)..<16 { _ = write(descriptor, bytes, bytes.count) }
}

func deep(_ n: Int) -> Int { n == 0 ? 0 : deep(n + 1) + deep(n + 2) }

/// The program.
@main
enum Hostile {
  static func main() {
    setvbuf(stdout, nil, _IONBF, 0)
    let attempt = attempts[CommandLine.arguments[1]] ?? {}
    serve { question in
      attempt()
      return [.zeros(question[0].shape)]
    }
  }
}
