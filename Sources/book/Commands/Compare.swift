// `book compare OLD NEW`: holds new runs to the committed ones.

import ArgumentParser
import Foundation
import Records

/// Compares runs number by number, as closely as the committed run asks.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare new runs with the committed ones, where the two should agree.")

  @Argument(
    help: "A folder of committed runs such as Figures, or one run.json.", completion: .directory)
  var old: String

  @Argument(help: "A folder of new runs, or one run.json.", completion: .directory)
  var new: String

  func run() throws {
    let pairs = try Self.pairs(
      URL(fileURLWithPath: old), URL(fileURLWithPath: new))
    var agrees = true
    for (old, new) in pairs {
      let name = new.deletingLastPathComponent().lastPathComponent
      guard FileManager.default.fileExists(atPath: old.path) else {
        print("\(name): there is no committed run yet.")
        continue
      }
      let comparison = try Comparison(Run(from: old), Run(from: new))
      let disagreements = comparison.disagreements + comparison.missing
      agrees = agrees && disagreements.isEmpty
      for sentence in disagreements { print("\(name): \(sentence).") }
      for sentence in comparison.notes { print("\(name): \(sentence).") }
      print("\(name): \(comparison.agreed) numbers agree with the committed run.")
    }
    if !agrees { throw ExitCode.failure }
  }

  /// The files to compare: the two given, or every run of the new folder with its committed one.
  ///
  /// - Throws: ``LessonError`` if there is nothing to compare.
  static func pairs(_ old: URL, _ new: URL) throws -> [(old: URL, new: URL)] {
    if new.lastPathComponent == Run.fileName { return [(old, new)] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: new.path)) ?? []
    let pairs = names.sorted().map { name in
      let file = "\(name)/\(Run.fileName)"
      return (old: old.appendingPathComponent(file), new: new.appendingPathComponent(file))
    }.filter { FileManager.default.fileExists(atPath: $0.new.path) }
    if pairs.isEmpty { throw LessonError("there are no runs in \(new.path) to compare.") }
    return pairs
  }
}
