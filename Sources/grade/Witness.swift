// The side of the process in which a reader's code runs. It takes the secret from standard input
// before any of that code does, and from then on what is printed goes to standard error.

import Foundation

/// What is found of a case, as the witness tells the judge.
struct Report<Finding: Codable>: Codable {
  /// The case, counted from 0.
  let index: Int
  let finding: Finding

  init(_ finding: Finding, on index: Int) { (self.finding, self.index) = (finding, index) }

  /// The report in a line; nil where somebody has written it who does not know the secret.
  init?(line: some Collection<UInt8>, secret: String) {
    let mark = Array((secret + " ").utf8)
    guard line.starts(with: mark),
      let report = try? JSONDecoder().decode(Self.self, from: Data(line.dropFirst(mark.count)))
    else { return nil }
    self = report
  }

  /// The line to send.
  func line(secret: String) throws -> Data {
    Data((secret + " ").utf8) + (try JSONEncoder().encode(self)) + Data("\n".utf8)
  }
}

/// Reports to the judge who started this process.
struct Witness {
  private let secret: String
  private let judge: FileHandle

  /// Takes over standard input and output. The process ends when the judge does.
  init() {
    secret = readLine() ?? ""
    judge = FileHandle(fileDescriptor: dup(STDOUT_FILENO))
    dup2(STDERR_FILENO, STDOUT_FILENO)
    let lifeline = dup(STDIN_FILENO)
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO)
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while read(lifeline, &byte, 1) > 0 {}
      _exit(1)
    }
  }

  /// Reports on a case, counted from 0.
  func report<Finding: Codable>(_ finding: Finding, on index: Int) throws {
    fflush(nil)
    try judge.write(contentsOf: Report(finding, on: index).line(secret: secret))
  }
}

extension Exercise {
  /// Checks every case and reports on it. It ends the program.
  func testify() throws -> Never {
    let witness = Witness()
    for (index, test) in cases.enumerated() { try witness.report(test.fault(), on: index) }
    _exit(0)
  }
}
