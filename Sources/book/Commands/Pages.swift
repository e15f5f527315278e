// `book pages FOLDER`: writes the book in annotated form, from which pandoc makes HTML, EPUB and PDF.

import ArgumentParser
import Foundation
import Records

/// Writes what pandoc reads.
struct Pages: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the pages for pandoc, with sources, runs and ids as attributes.",
    discussion: """
      Weave first: the pages are written as they stand. A file that would be the same is not \
      touched, so that what was made of it can be kept.
      """)

  @Argument(help: "The folder to write to.", completion: .directory)
  var folder: String

  @OptionGroup var root: RootOption

  func run() throws {
    let manuscript = try root.manuscript()
    try refuse(manuscript.findings + manuscript.pages.flatMap(\.findings))
    let edition = Edition(manuscript) {
      Git.day(of: "Figures/\($0)/\(Run.fileName)", in: manuscript.root)
    }
    let files = try edition.files()
    let folder = URL(fileURLWithPath: folder, isDirectory: true)
    do {
      try Self.remove(from: folder, allBut: Set(files.keys))
      for (path, text) in files {
        let file = folder.appendingPathComponent(path)
        if (try? String(contentsOf: file, encoding: .utf8)) == text { continue }
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file, options: .atomic)
      }
    } catch {
      throw LessonError("\(folder.path) cannot be written: \(LessonError.reason(error)).")
    }
  }

  /// Removes what an earlier edition had and this one has not.
  private static func remove(from folder: URL, allBut kept: Set<String>) throws {
    for path in (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    where [".md", ".json"].contains(where: path.hasSuffix) && !kept.contains(path) {
      try FileManager.default.removeItem(at: folder.appendingPathComponent(path))
    }
  }
}
