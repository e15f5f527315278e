// Snippets of source files. A source names a stretch of lines by two comments of their own, ANCHOR
// and ANCHOR_END followed by a colon and the name, after `//` or `#`. Stretches may nest and
// overlap.

import Foundation
import Records
import Slots

/// The anchors of one source file.
struct Anchors {
  /// A named stretch: the lines between its comments, counted from 0.
  struct Stretch {
    let first: Int
    let last: Int
  }

  /// The stretches by name.
  private(set) var stretches: [String: Stretch] = [:]
  /// Anchors opened twice, left open or closed without having been opened.
  private(set) var findings: [Finding] = []
  private let lines: [Substring]

  /// - Parameters:
  ///   - path: the file's path from the root, for findings.
  ///   - text: its contents.
  init(path: String, text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var open: [String: Int] = [:]
    for (index, line) in lines.enumerated() {
      guard let (name, isEnd) = Self.marker(line) else { continue }
      if !isEnd {
        if open[name] != nil || stretches[name] != nil {
          findings.append(Finding(path, index + 1, "the anchor \(name) is opened a second time."))
        }
        open[name] = index
      } else if let first = open.removeValue(forKey: name) {
        stretches[name] = Stretch(first: first + 1, last: index - 1)
      } else {
        findings.append(Finding(path, index + 1, "the anchor \(name) ends but was not opened."))
      }
    }
    for (name, index) in open.sorted(by: { $0.value < $1.value }) {
      findings.append(Finding(path, index + 1, "the anchor \(name) is not closed."))
    }
  }

  /// The lines of an anchor, or of the whole file, without anchors' and exercises' comments, without the
  /// indentation they share and without blank lines at either end; nil if there is no such anchor.
  func snippet(_ anchor: String?) -> [String]? {
    var range = lines.startIndex..<lines.endIndex
    if let anchor {
      guard let stretch = stretches[anchor] else { return nil }
      range = stretch.first..<stretch.last + 1
    }
    var kept = lines[range].filter { Self.marker($0) == nil && !Slot.isMarker($0) }
    while kept.first?.trimmed.isEmpty == true { kept.removeFirst() }
    while kept.last?.trimmed.isEmpty == true { kept.removeLast() }
    let indents = kept.filter { !$0.trimmed.isEmpty }.map { $0.prefix { $0 == " " }.count }
    return kept.map { $0.trimmed.isEmpty ? "" : String($0.dropFirst(indents.min() ?? 0)) }
  }

  /// The lines of an anchor, or of the whole file, counted from 1; nil if there is no such anchor.
  func lines(_ anchor: String?) -> ClosedRange<Int>? {
    guard let anchor else { return 1...max(1, lines.count - (lines.last?.isEmpty == true ? 1 : 0)) }
    return stretches[anchor].map { $0.first + 1...max($0.first, $0.last) + 1 }
  }

  /// The word GitHub highlights a file by, from its name.
  static func language(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    let known = [
      "swift": "swift", "c": "c", "h": "c", "py": "python", "sh": "sh", "json": "json",
      "yml": "yaml", "yaml": "yaml", "toml": "toml", "css": "css", "md": "markdown",
      "Makefile": "make",
    ]
    return known[String(name.split(separator: ".").last ?? name)] ?? "text"
  }

  /// The name in an anchor's comment, and whether it is the end; nil for every other line.
  private static func marker(_ line: Substring) -> (name: String, isEnd: Bool)? {
    guard line.contains("ANCHOR"),
      let match = line.wholeMatch(of: /\s*(?:\/\/|#)\s*ANCHOR(_END)?:\s*([A-Za-z0-9_-]+)\s*/)
    else { return nil }
    return (String(match.2), match.1 != nil)
  }
}
