// An exercise cut out of a source file: the lines between two comments of their own,
//
//   // BEGIN SOLUTION 05.2 points=4
//   …
//   // END SOLUTION
//
// The comments stay; what stands between them is the solution, or a stub in its place, or what a
// student has written.

import Foundation

/// The lines of a source file that belong to an exercise.
public struct Slot: Equatable, Sendable {
  /// Chapter and number, as `05.2`.
  public let number: String

  /// What a right solution is worth.
  public let points: Int

  /// The file, from the root of the package.
  public let path: String

  /// The lines between the comments, counted from 0.
  public let lines: Range<Int>

  /// What stands there, without the indentation that its lines share.
  public let body: String

  /// The slots of a file, in the order in which they stand.
  ///
  /// - Throws: ``SlotError`` where a comment has no partner, or says too little.
  public static func slots(in text: String, path: String) throws -> [Slot] {
    var slots: [Slot] = []
    var open: (number: String, points: Int, line: Int)?
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where isMarker(line) {
      let place = "\(path):\(index + 1)"
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.count == 5, words[1] == "BEGIN", words[4].hasPrefix("points="),
        let points = Int(words[4].dropFirst(7)), open == nil
      {
        open = (String(words[3]), points, index + 1)
      } else if words.count == 3, words[1] == "END", let (number, points, first) = open {
        let body = unindented(lines[first..<index])
        slots.append(
          Slot(number: number, points: points, path: path, lines: first..<index, body: body))
        open = nil
      } else {
        throw SlotError("\(place): this comment does not fit: \(line.trimmed)")
      }
    }
    if let open { throw SlotError("\(path): the solution \(open.number) has no end.") }
    return slots
  }

  /// Whether a line is one of the comments.
  public static func isMarker(_ line: some StringProtocol) -> Bool {
    guard line.contains("SOLUTION") else { return false }
    let text = line.trimmed
    return text.hasPrefix("// BEGIN SOLUTION ") || text == "// END SOLUTION"
  }

  /// The text of a file with other bodies in some of its slots, indented as the comments are.
  ///
  /// - Parameter body: the new body of a slot; nil where the old one stays.
  /// - Throws: ``SlotError`` as `slots(in:path:)` does.
  public static func replacing(
    in text: String, path: String, with body: (Slot) -> String?
  ) throws -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for slot in try slots(in: text, path: path).reversed() {
      guard let body = body(slot) else { continue }
      let indent = String(lines[slot.lines.lowerBound - 1].prefix { $0 == " " })
      let new = body.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : indent + $0 }
      lines.replaceSubrange(slot.lines, with: new)
    }
    return lines.joined(separator: "\n")
  }

  /// What stands in a starter's slot: it ends the program with a sentence, by a function of the
  /// starter's engine.
  public var stub: String {
    """
    // Yours to write; then ask: make check EX=\(number)
    unwritten("\(sentence): see \(path)")
    """
  }

  /// What every stub says, so that it is known for one.
  private var sentence: String { "exercise \(number) is still to be written" }

  /// Whether a body says that it is still to be written.
  public func isStub(_ body: String) -> Bool { body.contains(sentence) }

  /// Whether nothing has been written: a stub or, as those in Sources/Exercises are, zeros that say
  /// so, which can be judged.
  public func isUntouched(_ body: String) -> Bool {
    let lines = body.split(whereSeparator: \.isNewline).map(\.trimmed)
    return isStub(body)
      || lines.count == 2 && lines[0] == "// Yours to write."
        && lines[1].hasPrefix("return Tensor.zeros(")
  }

  private static func unindented(_ lines: ArraySlice<Substring>) -> String {
    let indents = lines.filter { !$0.trimmed.isEmpty }.map { $0.prefix { $0 == " " }.count }
    return lines.map { $0.trimmed.isEmpty ? "" : String($0.dropFirst(indents.min() ?? 0)) }
      .joined(separator: "\n")
  }
}

/// What is wrong with the comments of a source, in a sentence.
public struct SlotError: Error, CustomStringConvertible {
  /// The sentence.
  public let description: String

  /// A sentence.
  public init(_ description: String) { self.description = description }
}

extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
