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
    do {
      try manager.createDirectory(at: folder, withIntermediateDirectories: true)
      try copy(Self.parts, to: folder)
      try cutSolutions(in: folder)
      try copyHunts(to: folder)
      for (name, text) in Self.papers {
        try Data(text.utf8).write(to: folder.appending(path: name))
      }
      try Frames.note(in: folder)
      if let leak = try Self.leak(of: SlotFolder(root).bodies(), in: folder) {
        throw ValidationError(leak)
      }
    } catch {
      try? manager.removeItem(at: folder)
      throw error
    }
  }

  /// Copies what there is of the parts of a package.
  func copy(_ parts: [String], to folder: URL) throws {
    let manager = FileManager.default
    for part in parts {
      let source = root.appending(path: part)
      guard manager.fileExists(atPath: source.path) else { continue }
      let place = folder.appending(path: part)
      try manager.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try manager.copyItem(at: source, to: place)
    }
  }

  /// Puts stubs where solutions stand, the book's or the reader's own, and leaves out what comments
  /// say of them.
  private func cutSolutions(in folder: URL) throws {
    let formulas = Exercise.all.flatMap(\.formulas)
    for path in try Set(SlotFolder(root).slots.map(\.path)) {
      let cut = try Slot.replacing(in: SlotFolder.text(of: path, in: root), path: path) { slot in
        slot.isUntouched(slot.body)
          ? slot.body : Exercise.numbered(slot.number)?.supplied ?? slot.stub
      }
      let text =
        path.hasPrefix(SlotFolder.stubs)
        ? cut : formulas.reduce(cut) { $0.replacing($1, with: "to be derived") }
      try Data(text.utf8).write(to: folder.appending(path: path))
    }
  }

  /// The hunts, without the relatives.
  private func copyHunts(to folder: URL) throws {
    let manager = FileManager.default
    let hunts = root.appending(path: ".build/hunts")
    for number in HuntTrial.numbers(in: hunts) {
      let home = folder.appending(path: "Hunts/\(number)")
      try manager.createDirectory(at: home, withIntermediateDirectories: true)
      for name in HuntTrial.handedOut {
        try manager.copyItem(
          at: hunts.appending(path: "\(number)/\(name)"), to: home.appending(path: name))
      }
    }
  }

  /// Where a solution's text, or something that is not for students, is in a folder; nil if nowhere.
  ///
  /// - Parameter solutions: numbers, and bodies that solve them.
  static func leak(
    of solutions: [(number: String, body: String)], in folder: URL
  ) throws -> String? {
    let manager = FileManager.default
    for path in try manager.subpathsOfDirectory(atPath: folder.path).sorted() {
      if path.hasPrefix(".git/") || path == ".git" || path.hasPrefix("Tests")
        || path.contains("answers") || path.contains("relative")
      {
        return "\(path) is not for students."
      }
      guard let data = manager.contents(atPath: folder.appending(path: path).path),
        !data.contains(0)
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
