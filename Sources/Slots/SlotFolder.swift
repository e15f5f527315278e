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

  /// The Swift files below a folder, from the root, sorted; links, whose files stand elsewhere too,
  /// are passed over.
  public static func files(below folder: String, in root: URL) -> [String] {
    let place = root.appending(path: folder).path
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: place)) ?? []
    return paths.filter { path in
      path.hasSuffix(".swift")
        && (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(place)/\(path)")) == nil
    }.sorted().map { "\(folder)/\($0)" }
  }

  /// The text of a file.
  ///
  /// - Throws: ``SlotError`` where it cannot be read.
  public static func text(of path: String, in root: URL) throws -> String {
    guard let data = FileManager.default.contents(atPath: root.appending(path: path).path) else {
      throw SlotError("\(path): the file cannot be read.")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private static func slots(below folder: String, in root: URL) throws -> [Slot] {
    try files(below: folder, in: root).flatMap { path in
      try Slot.slots(in: text(of: path, in: root), path: path)
    }
  }

  /// Chapters first, then numbers: 02.9 before 02.10.
  static func order(_ one: String, _ other: String) -> Bool {
    let parts = [one, other].map { $0.split(separator: ".").map { Int($0) ?? 0 } }
    return parts[0].lexicographicallyPrecedes(parts[1])
  }
}
