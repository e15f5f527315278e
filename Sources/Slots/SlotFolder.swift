// The slots of a whole package, and their solutions. Where an exercise's file is for the reader to
// write in, as those in Sources/Exercises are, the stub stands in the file, and the solution, between
// the same comments, in Tests/Solutions.

import Foundation

/// The exercises of a package, by number.
public struct SlotFolder: Sendable {
  /// Where sources with slots lie.
  public static let folders = ["Sources", "Lessons"]

  /// Where the solutions lie that do not stand in the sources.
  public static let solutions = "Tests/Solutions"

  /// Where the sources lie that have stubs in their slots.
  public static let stubs = "Sources/Exercises/"

  /// The root of the package.
  public let root: URL

  /// The slots, sorted by number.
  public let slots: [Slot]

  /// Reads all sources of a package.
  ///
  /// - Throws: ``SlotError`` where a source cannot be read, or two slots have one number.
  public init(_ root: URL) throws {
    self.root = root
    slots = try Self.folders.flatMap { try Self.slots(below: $0, in: root) }
      .sorted { Self.order($0.number, $1.number) }
    for (one, other) in zip(slots, slots.dropFirst()) where one.number == other.number {
      throw SlotError("\(one.path) and \(other.path): both have an exercise \(one.number).")
    }
  }

  /// The slot of a number.
  public subscript(number: String) -> Slot? { slots.first { $0.number == number } }

  /// The solution of every exercise, by number.
  ///
  /// - Throws: ``SlotError`` where a file cannot be read.
  public func solutions() throws -> [String: String] {
    let apart = try Self.slots(below: Self.solutions, in: root)
    return Dictionary((slots + apart).map { ($0.number, $0.body) }) { $1 }
  }

  /// What solves the exercises, by number: what stands in the sources and what stands apart, so that
  /// a number may have two; the stubs in Sources/Exercises are none.
  ///
  /// - Throws: ``SlotError`` where a file cannot be read.
  public func bodies() throws -> [(number: String, body: String)] {
    let own = slots.filter { !$0.path.hasPrefix(Self.stubs) }
    let apart = try Self.slots(below: Self.solutions, in: root)
    return (own + apart).map { ($0.number, $0.body) }
  }

  /// The text of a file, with line feeds at the ends of its lines, whichever it has.
  ///
  /// - Throws: ``SlotError`` where it cannot be read.
  public static func text(of path: String, in root: URL) throws -> String {
    guard let data = FileManager.default.contents(atPath: root.appending(path: path).path) else {
      throw SlotError("\(path): the file cannot be read.")
    }
    return String(decoding: data, as: UTF8.self).replacing("\r\n", with: "\n")
  }

  private static func slots(below folder: String, in root: URL) throws -> [Slot] {
    let sources = Files.below(folder, in: root).filter { $0.hasSuffix(".swift") }
    return try sources.flatMap { path in
      try Slot.slots(in: text(of: path, in: root), path: path)
    }
  }

  /// Chapters first, then numbers: 02.9 before 02.10.
  static func order(_ one: String, _ other: String) -> Bool {
    let parts = [one, other].map { $0.split(separator: ".").map { Int($0) ?? 0 } }
    return parts[0].lexicographicallyPrecedes(parts[1])
  }
}
