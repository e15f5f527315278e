// A small book in a temporary folder: a page, a lesson with an anchor, and the lesson's run.

import Foundation
import Testing

@testable import LessonKit
@testable import book

/// A repository for one test. Changing a file after `init` leaves the run as it was.
final class Site {
  static let source = """
    // What the lesson does.
    struct One {
      // ANCHOR: step
      func step() {
        // ANCHOR: inner
        let a = 1

        // ANCHOR_END: inner
      }
      // ANCHOR_END: step
    }

    """

  let root: URL

  /// - Parameters:
  ///   - page: the text of `book/01-one.md`.
  ///   - files: more files, or others in place of the usual.
  init(_ page: String, files: [String: String] = [:]) throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent(
      "gradus-\(UUID().uuidString)", isDirectory: true)
    var all = [
      "README.md": "# Gradus\n", "book/SUMMARY.md": "# Summary\n\n- [One](01-one.md)\n",
      "book/01-one.md": page, "Lessons/01-One/One.swift": Self.source,
      "Sources/Gradus/G.swift": "let g = 1\n", "Sources/Datasets/D.swift": "",
      "Sources/Plot/P.swift": "", "Figures/01/fit.svg": "<svg/>",
    ]
    all.merge(files) { $1 }
    for (path, text) in all { try write(path, text) }

    var record = try RunRecord(
      lesson: 1, title: "One", options: LessonOptions.parse([]), root: root)
    record.number("mse", 2859.69, agreement: .quick())
    record.number("rows", 442)
    record.volatile("seconds", 1.25)
    var table = Table(.text("optimizer"), .number("loss", "%.2f"))
    table.add("SGD", 0.5)
    table.add("Adam", 0.25)
    record.table("optimizers", table)
    record.output("broken", "conv2d: wrong shape\n  [2, 3]\n\n")
    record.figure(
      "fit", file: "fit.svg", alt: "The loss [MSE] falls from 1.31 to 0.02.", digest: "1")
    try record.run.write(to: record.folder.appendingPathComponent("run.json"))
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func write(_ path: String, _ text: String) throws {
    let file = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: root.appendingPathComponent(path))
  }

  func read(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// What `book weave` does to the pages; its findings if it refuses.
  func weave() throws -> [String] {
    let (pages, findings) = try Weave.woven(Manuscript(root: root))
    if findings.isEmpty { for page in pages { try write(page.path, page.text) } }
    return findings.map(\.description)
  }

  /// The findings of `book check`, except that anchors are unused, which few tests are about.
  func check(anchors: Bool = false) throws -> [String] {
    try Checker(manuscript: Manuscript(root: root)).findings().map(\.description)
      .filter { anchors || !$0.contains("no page shows the anchor") }
  }
}

/// The findings on a page with this text, in an otherwise sound book.
func findings(_ page: String, files: [String: String] = [:]) throws -> [String] {
  try Site(page, files: files).check()
}
