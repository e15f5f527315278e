// A package for students: the engine, the checker, the lessons and the judge, with stubs in the slots,
// and nothing that gives a solution away: no history, no tests, no pages of the book that print the
// lines that are asked for.

import ArgumentParser
import Foundation
import Slots

/// Writes the starter.
struct Starter: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a package with stubs in place of the solutions.")

  @Option(help: "The folder to write, which must not be there.")
  var out: String

  func run() throws {
    let folder = URL(filePath: out)
    try StarterKit(root: Grade.root).write(to: folder)
    print("A starter with \(Exercise.all.count) exercises is in \(folder.path).")
  }
}

/// What goes into a starter.
struct StarterKit {
  let root: URL

  /// The folders and files that are copied; pages of the book are not among them.
  static let parts = [
    "Package.swift", "Package.resolved", "Makefile", "LICENSE", ".swift-format", ".gitignore",
    "Sources", "Lessons",
  ]

  /// Writes a starter, or nothing.
  ///
  /// - Throws: ``SlotError`` where a slot does not fit or a solution would be given away,
  ///   ValidationError where something is there already.
  func write(to folder: URL) throws {
    let manager = FileManager.default
    guard !manager.fileExists(atPath: folder.path) else {
      throw ValidationError("\(folder.path) is there already: name a new folder.")
    }
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    for part in Self.parts {
      let source = root.appending(path: part)
      guard manager.fileExists(atPath: source.path) else { continue }
      try manager.copyItem(at: source, to: folder.appending(path: part))
    }
    let original = try SlotFolder(root)
    let solutions = try original.solutions()
    for path in Set(original.slots.map(\.path)) {
      let text = try SlotFolder.text(of: path, in: root)
      let cut = try Slot.replacing(in: text, path: path) { slot in
        slot.path.hasPrefix("Sources/Exercises/") ? nil : slot.stub
      }
      try Data(cut.utf8).write(to: folder.appending(path: path))
    }
    let hunts = root.appending(path: ".build/hunts")
    for number in HuntTrial.numbers(in: hunts) {
      let home = folder.appending(path: "Hunts/\(number)")
      try manager.createDirectory(at: home, withIntermediateDirectories: true)
      for file in ["Engine.swift", "Test.swift"] {
        try manager.copyItem(
          at: hunts.appending(path: "\(number)/\(file)"), to: home.appending(path: file))
      }
    }
    for (name, text) in Self.papers {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    if let leak = try Self.leak(of: solutions, in: folder) { throw ValidationError(leak) }
  }

  /// Where a solution's text, or something that is not for students, is in a folder; nil if nowhere.
  static func leak(of solutions: [String: String], in folder: URL) throws -> String? {
    let manager = FileManager.default
    for path in try manager.subpathsOfDirectory(atPath: folder.path) {
      if path.hasPrefix(".git/") || path == ".git" || path.hasPrefix("Tests")
        || path.contains("answers")
      {
        return "\(path) is not for students."
      }
      guard path.hasSuffix(".swift") || path.hasSuffix(".md"),
        let data = manager.contents(atPath: folder.appending(path: path).path)
      else { continue }
      let text = squeezed(String(decoding: data, as: UTF8.self))
      for (number, body) in solutions where text.contains(squeezed(body)) {
        return "\(path) has the solution of \(number)."
      }
    }
    return nil
  }

  /// The code without comments on lines of their own, and without blanks.
  private static func squeezed(_ text: String) -> String {
    text.split(separator: "\n").map { $0.filter { !$0.isWhitespace } }
      .filter { !$0.hasPrefix("//") }.joined()
  }
}
