// Everything the book is made of, read once: its pages in the order of SUMMARY.md, the runs below
// Figures, and the sources that snippets come from.

import Foundation
import LessonKit

/// The book and what it is woven from.
struct Manuscript {
  /// The root of the repository.
  let root: URL
  /// README.md, SUMMARY.md, the pages it names in its order, then pages it does not name.
  let pages: [Page]
  /// The runs by the name of their folder: `01`.
  let runs: [String: Run]
  /// What could not be read.
  let findings: [Finding]

  static let summary = "book/SUMMARY.md"

  init(root: URL) throws {
    self.root = root
    guard let summary = Self.text(of: Self.summary, in: root) else {
      throw LessonError(
        "there is no \(Self.summary) in \(root.path), so there is no book to weave.")
    }
    let contents = Page(path: Self.summary, text: summary)
    let named = contents.links.map { "book/\($0.address)" }
    let present = Self.files(below: "book", in: root)
      .filter { $0.hasSuffix(".md") && $0 != Self.summary }
    var paths = ["README.md", Self.summary]
    for path in named + present where !paths.contains(path) { paths.append(path) }
    pages = paths.compactMap { path in
      Self.text(of: path, in: root).map { Page(path: path, text: $0) }
    }

    var runs: [String: Run] = [:]
    var findings: [Finding] = []
    for path in Self.files(below: "Figures", in: root) {
      guard let match = path.wholeMatch(of: /Figures\/(\d{2,})\/run\.json/) else { continue }
      do {
        runs[String(match.1)] = try Run(from: root.appendingPathComponent(path))
      } catch {
        findings.append(Finding(path, 1, "\(error)"))
      }
    }
    self.runs = runs
    self.findings = findings
  }

  /// The text of a file, or nil if it does not exist or is not UTF-8.
  func text(of path: String) -> String? { Self.text(of: path, in: root) }

  /// All files below a folder, as sorted paths from the root; hidden files are left out.
  func files(below folder: String) -> [String] { Self.files(below: folder, in: root) }

  /// Whether a file or folder exists.
  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  private static func text(of path: String, in root: URL) -> String? {
    try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  private static func files(below folder: String, in root: URL) -> [String] {
    let place = root.appendingPathComponent(folder)
    let below = (try? FileManager.default.subpathsOfDirectory(atPath: place.path)) ?? []
    return below.filter { path in
      var isFolder: ObjCBool = false
      let file = place.appendingPathComponent(path).path
      return !path.split(separator: "/").contains { $0.hasPrefix(".") }
        && FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted().map { "\(folder)/\($0)" }
  }
}
