// How a program of this package stands to the shell that called it: words of the command line that
// are no text, and output that nobody can write down, are errors with a sentence, like any other.

// C's `stdout` is a variable, of which Swift cannot know that nobody changes it.
@preconcurrency import Foundation
import Synchronization

/// The program that runs.
public enum Program {
  private static let name = Mutex("")

  /// The first thing that a program does. When it ends, what it has printed goes out; where that
  /// cannot be, it says so and ends with status 1.
  ///
  /// - Parameter name: what the program calls itself when it speaks of errors.
  public static func begin(as name: String) {
    Self.name.withLock { $0 = name }
    // Past a limit on the size of files, and to a pipe that nobody reads any more, writing should
    // fail and be answered, not end the program.
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    // Where an output is closed, no file should come to stand in its place.
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
    atexit { Program.end() }
    let words = (0..<Int(CommandLine.argc)).compactMap { CommandLine.unsafeArgv[$0] }
    if let word = words.lazy.compactMap(misread).first {
      say("\(name): the argument \(word) is no text in UTF-8: give files and folders other names.")
      exit(64)
    }
  }

  /// A word of the command line with question marks where it is no text; nil where it is.
  static func misread(_ word: UnsafeMutablePointer<CChar>) -> String? {
    String(validatingCString: word) == nil
      ? String(cString: word).replacing("\u{FFFD}", with: "?") : nil
  }

  /// Sends out what was printed.
  private static func end() {
    let fails = fflush(stdout) != 0
    // What has failed before has left no reason.
    let reason = fails ? ": " + LessonError.systemReason() : ""
    guard fails || ferror(stdout) != 0, !isAbandoned else { return }
    let name = name.withLock { $0 }
    say("\(name): not all that it has to say could be written to standard output\(reason).")
    _exit(1)
  }

  /// Whether standard output is a pipe whose reader has left, as `head` does when it has enough.
  private static var isAbandoned: Bool {
    var output = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
    return poll(&output, 1, 0) > 0 && Int32(output.revents) & (POLLERR | POLLHUP) != 0
  }

  /// Writes a sentence to standard error; where that is not possible there is nobody to tell.
  public static func say(_ sentence: String) {
    try? FileHandle.standardError.write(contentsOf: Data((sentence + "\n").utf8))
  }
}
