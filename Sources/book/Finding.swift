// What the tool has to say about a line: `book/01-regression.md:12: sentence`, the form editors
// jump to.

/// Something to mend, and where.
struct Finding: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, relative to the root of the repository.
  let file: String
  /// The line, counted from 1.
  let line: Int
  /// What is wrong, and what is expected.
  let sentence: String

  init(_ file: String, _ line: Int, _ sentence: String) {
    self.file = file
    self.line = line
    self.sentence = sentence
  }

  var description: String { "\(file):\(line): \(sentence)" }
}
