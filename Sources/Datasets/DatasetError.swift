// What can be wrong with a data file, said in one sentence: the file, the place, what was found
// and what was expected. Every reader of this module throws this type and nothing else.

/// A data file that could not be used, and why.
public struct DatasetError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong with a file. Lines are counted from 1; the header is line 1.
  public enum Problem: Equatable, Sendable {
    /// The file could not be read, for this reason.
    case unreadable(reason: String)
    /// The bytes of a line are no UTF-8 text.
    case notUTF8(line: Int)
    /// The file has no bytes, not even a header.
    case empty
    /// The file has a header and nothing below it.
    case noRows
    /// The file has more or fewer rows below its header than the data set has examples.
    case rowCount(found: Int, expected: Int)
    /// A quotation mark in a line has no partner, or stands inside an unquoted field.
    case strayQuote(line: Int)
    /// Two columns have the same name.
    case duplicateColumn(String)
    /// No column has the name asked for, only those present.
    case missingColumn(String, present: [String])
    /// A line has more or fewer fields than the header.
    case ragged(line: Int, found: Int, expected: Int)
    /// A field is not a number.
    case notANumber(line: Int, column: String, text: String)
    /// A field is infinite, not a number (`nan`), or too large for a `Double`.
    case notFinite(line: Int, column: String, text: String)
    /// A class label is none of those the data set has.
    case unknownLabel(line: Int, column: String, value: Double, expected: String)
    /// The file, compressed by gzip, cannot be inflated, for this reason.
    case gzip(reason: String)
    /// The file begins with other bytes than a file of its kind does.
    case magic(found: [UInt8], expected: [UInt8], kind: String)
    /// The file, inflated, has more or fewer bytes than it should, as this explains.
    case byteCount(found: Int, expected: Int, why: String)
    /// The file announces an array with an axis of length 0.
    case noElements(lengths: [Int])
    /// The images have another height and width than the data set's.
    case imageSize(found: [Int], expected: [Int])
    /// The file has more or fewer examples than it should.
    case exampleCount(found: Int, expected: Int, of: String)
    /// The label of an example, counted from 0, is none of the classes.
    case labelOutOfRange(example: Int, label: Int, classes: Int)
    /// The folder that should have a file of the package is not beside the program.
    case leftBehind(String)
    /// The folder has none of the places where the data set's files could be.
    case missing(set: String, expected: [String])
    /// Nothing ships with the package in the data set's place.
    case notBundled(set: String)
  }

  /// The path of the file.
  public let file: String
  /// What is wrong with it.
  public let problem: Problem

  package init(file: String, problem: Problem) {
    (self.file, self.problem) = (file, problem)
  }

  /// One plain sentence: the file, the line, what is wrong and what was expected.
  public var description: String {
    switch problem {
    case .unreadable(let reason):
      "\(file) cannot be read: \(reason)."
    case .notUTF8(let line):
      "\(file), line \(line): the bytes are not UTF-8 text."
    case .empty:
      "\(file) is empty; a header row with the columns' names was expected."
    case .noRows:
      "\(file) has a header row and no rows below it."
    case .rowCount(let found, let expected):
      "\(file) has \(found) \(found == 1 ? "row" : "rows") below its header; "
        + "the data set has \(expected)."
    case .strayQuote(let line):
      "\(file), line \(line): a quotation mark has no partner in its field; "
        + "a quoted field must end on its line, with quotation marks inside it doubled."
    case .duplicateColumn(let name):
      "\(file), line 1: the column “\(name)” appears twice."
    case .missingColumn(let name, let present):
      "\(file), line 1: there is no column “\(name)”; "
        + "the columns are \(present.joined(separator: ", "))."
    case .ragged(let line, let found, let expected):
      "\(file), line \(line): \(found) \(found == 1 ? "field" : "fields") found, "
        + "\(expected) expected, as in the header."
    case .notANumber(let line, let column, let text):
      "\(file), line \(line), column “\(column)”: “\(text)” is not a number."
    case .notFinite(let line, let column, let text):
      "\(file), line \(line), column “\(column)”: “\(text)” is not a finite number."
    case .unknownLabel(let line, let column, let value, let expected):
      "\(file), line \(line), column “\(column)”: \(value) is no label; expected \(expected)."
    case .gzip(let reason):
      "\(file) cannot be inflated: \(reason)."
    case .magic(let found, let expected, let kind):
      "\(file) is no \(kind): it begins with \(Self.hexadecimal(found)), "
        + "\(Self.hexadecimal(expected)) was expected."
    case .byteCount(let found, let expected, let why):
      "\(file) has \(found) \(found == 1 ? "byte" : "bytes"), \(expected) were expected: \(why)."
    case .noElements(let lengths):
      "\(file) holds nothing: its header announces \(Self.product(lengths)) elements."
    case .imageSize(let found, let expected):
      "\(file) has images of \(Self.product(found)) pixels; "
        + "\(Self.product(expected)) were expected."
    case .exampleCount(let found, let expected, let kind):
      "\(file) has \(found) \(kind); \(expected) were expected."
    case .labelOutOfRange(let example, let label, let classes):
      "\(file), example \(example): the label is \(label); "
        + "a number from 0 to \(classes - 1) was expected."
    case .leftBehind(let name):
      "\(file), which has \(name), is missing: it belongs beside the program and goes where that goes."
    case .missing(let set, let expected):
      "\(file) holds no \(set); \(expected.joined(separator: " or ")) was expected there."
    case .notBundled(let set):
      "\(file) has nothing in the place of \(set); ImageDataset.findOrDraw (DrawnImages) draws it."
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.isEmpty
      ? "nothing"
      : bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }

  private static func product(_ lengths: [Int]) -> String {
    lengths.map(String.init).joined(separator: "×")
  }
}
