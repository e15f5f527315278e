// What stands around the slots, as it was handed out: whoever changes it changes what nobody hands in.

import Foundation
import Records
import Slots

/// A digest of every file with slots, without their bodies.
struct Frames {
  /// The file of a starter that has them.
  static let file = ".frames.json"

  /// Digests by path.
  private let digests: [String: String]

  /// Those that a starter has noted; none elsewhere.
  init(notedIn root: URL) {
    let data = FileManager.default.contents(atPath: root.appending(path: Self.file).path)
    digests = data.flatMap { try? JSONDecoder().decode([String: String].self, from: $0) } ?? [:]
  }

  /// Notes what stands around the slots of a starter.
  ///
  /// - Throws: ``SlotError`` or Foundation's error where a file cannot be read or written.
  static func note(in root: URL) throws {
    let paths = try Set(SlotFolder(root).slots.map(\.path))
    let digests = try Dictionary(
      uniqueKeysWithValues: paths.map { ($0, try digest(of: $0, in: root)) })
    try JSONEncoder().encode(digests).write(to: root.appending(path: file))
  }

  /// Whether a file is not as it was handed out, besides what stands in its slots.
  func isChanged(_ path: String, in root: URL) -> Bool {
    guard let digest = digests[path] else { return false }
    return (try? Self.digest(of: path, in: root)) != digest
  }

  private static func digest(of path: String, in root: URL) throws -> String {
    let text = try SlotFolder.text(of: path, in: root)
    var digest = Digest()
    digest.add(try Slot.replacing(in: text, path: path) { _ in "" })
    return digest.hexadecimal
  }
}
