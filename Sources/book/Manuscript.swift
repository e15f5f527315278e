// Everything the book is made of, read once: its pages in the order of SUMMARY.md, the runs below
// Figures, and the sources that snippets come from.

import Foundation
import Records
import Slots

/// The book and what it is woven from.
struct Manuscript {
  /// The root of the repository.
  let root: URL
  /// README.md, SUMMARY.md, the pages it names in its order, then pages it does not name, and the
  /// articles that open the pages of the API.
  let pages: [Page]
  /// The runs by the name of their folder: `01`, or `mutants`.
  let runs: [String: Run]
  /// What could not be read.
  let findings: [Finding]

  static let summary = "book/SUMMARY.md"

  init(root: URL) throws {
    self.root = root
    guard Self.exists(Self.summary, in: root) else {
      throw LessonError(
        "there is no \(Self.summary) in \(root.path), so there is no book to weave.")
    }
    let summary = Self.text(of: Self.summary, in: root) ?? ""
    let contents = Page(path: Self.summary, text: summary)
    let named = contents.links.map { "book/\($0.address)" }
    let present = Files.below("book", in: root)
      .filter { $0.hasSuffix(".md") && $0 != Self.summary }
    var paths = ["README.md", Self.summary]
    let articles = Files.below("Sources", in: root)
      .filter { $0.contains(/\.docc\/[^\/]+\.md$/) }
    for path in named + present + articles where !paths.contains(path) { paths.append(path) }
    pages = paths.compactMap { path in
      Self.text(of: path, in: root).map { Page(path: path, text: $0) }
    }

    var findings = paths.compactMap { Self.fault(in: $0, in: root) }
    var runs: [String: Run] = [:]
    for path in Files.below("Figures", in: root) {
      guard let match = path.wholeMatch(of: /Figures\/(\d{2,}|[a-z]+)\/run\.json/) else { continue }
      do {
        runs[String(match.1)] = try Run(from: root.appendingPathComponent(path))
      } catch {
        findings.append(Finding(path, 1, "\(error)"))
      }
    }
    self.runs = runs
    self.findings = findings
  }

  /// The text of a file, its lines ended by LF alone, or nil if it does not exist or is not UTF-8.
  func text(of path: String) -> String? { Self.text(of: path, in: root) }

  /// All files below a folder, as sorted paths from the root; hidden files are left out.
  func files(below folder: String) -> [String] { Files.below(folder, in: root) }

  /// Whether a file or folder exists.
  func exists(_ path: String) -> Bool { Self.exists(path, in: root) }

  /// The number of bytes of a file; 0 if it is not there.
  func size(of path: String) -> Int {
    let file = root.appendingPathComponent(path).path
    return (try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? Int ?? 0
  }

  private static func exists(_ path: String, in root: URL) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  private static func text(of path: String, in root: URL) -> String? {
    (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8))?
      .replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  /// What keeps a page that is there from being read, or from being written as it was.
  private static func fault(in path: String, in root: URL) -> Finding? {
    guard exists(path, in: root) else { return nil }
    guard let bytes = try? Data(contentsOf: root.appendingPathComponent(path)) else {
      return Finding(path, 1, "the page cannot be read.")
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in zip(1..., lines) {
      if String(validating: line, as: UTF8.self) == nil {
        return Finding(path, number, "the bytes are not UTF-8 text, so the page cannot be read.")
      }
      if line.contains(UInt8(ascii: "\r")) {
        return Finding(path, number, "a carriage return: let lines end in LF alone.")
      }
    }
    return nil
  }
}
