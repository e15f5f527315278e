// What PyTorch finds in the published cases, which have fixed seeds: a third number beside the student's
// and the judge's. Made by pytorch.py, in this module's folder, from what `swift run grade questions`
// prints.

import Foundation

/// PyTorch's numbers.
struct Witnesses: Sendable {
  /// The table, from the root of the package.
  static let file = "Sources/grade/pytorch.json"

  /// The table as it is written.
  struct Table: Codable {
    /// Which PyTorch, and how.
    let source: String
    /// Of every exercise and case all entries of what is compared, in order.
    let values: [String: [String: [Double]]]
  }

  let table: Table?

  /// The table of a package; nothing where it cannot be read.
  init(in root: URL) {
    table = FileManager.default.contents(atPath: root.appending(path: Self.file).path)
      .flatMap { try? JSONDecoder().decode(Table.self, from: $0) }
  }

  /// A fault with PyTorch's number for the entry it shows, where there is one.
  func joining(_ fault: Fault, _ exercise: String, _ name: String) -> Fault {
    guard let entry = fault.entry, let values = table?.values[exercise]?[name],
      values.indices.contains(entry)
    else { return fault }
    return fault.saying(", PyTorch \(shown(values[entry]))")
  }
}
