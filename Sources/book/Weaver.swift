// Weaving: for every marker and every figure of a page, what should stand there. The weaver only
// computes; `weave` writes what it says, `check` compares.

import Foundation
import Records

/// What should stand at one place of a page.
struct Edit {
  /// The lines it replaces, counted from 0, or one line and columns in it.
  let lines: ClosedRange<Int>
  let columns: Range<Int>?
  /// The lines that should stand there; one if `columns` is set.
  let replacement: [String]
  /// What is woven, for findings: "01.diabetes.mse".
  let name: String
}

/// Computes the woven form of pages.
struct Weaver {
  let manuscript: Manuscript

  /// What should stand at each marker and figure of a page, in order.
  ///
  /// - Returns: the edits, and a finding for each place that cannot be woven.
  func edits(of page: Page) -> (edits: [Edit], findings: [Finding]) {
    var edits: [Edit] = []
    var findings = page.findings
    func attempt(_ line: Int, _ edit: () throws -> Edit?) {
      do { if let edit = try edit() { edits.append(edit) } } catch {
        findings.append(Finding(page.path, line + 1, "\(error)"))
      }
    }
    for block in page.blocks { attempt(block.first) { try edit(block, in: page) } }
    for number in page.numbers { attempt(number.line) { try edit(number) } }
    for claim in page.claims {
      attempt(claim.line) {
        try hold(claim.key)
        return nil
      }
    }
    for link in page.links where link.isImage { attempt(link.line) { try edit(link, in: page) } }
    return (edits.sorted { Self.place($0) < Self.place($1) }, findings)
  }

  /// The page's text with every edit made.
  static func text(of page: Page, _ edits: [Edit]) -> String {
    var lines = page.lines.map(\.text)
    for edit in edits.sorted(by: { place($0) < place($1) }).reversed() {
      if let columns = edit.columns {
        var line = Array(lines[edit.lines.lowerBound])
        line.replaceSubrange(columns, with: edit.replacement[0])
        lines[edit.lines.lowerBound] = String(line)
      } else {
        lines.replaceSubrange(edit.lines, with: edit.replacement)
      }
    }
    return lines.joined(separator: "\n")
  }

  /// What stands at the place of an edit now.
  static func present(_ edit: Edit, in page: Page) -> [String] {
    let lines = edit.lines.map { page.lines[$0].text }
    guard let columns = edit.columns else { return lines }
    return [String(Array(lines[0])[columns])]
  }

  /// Where an edit is: its line, then its column.
  private static func place(_ edit: Edit) -> (Int, Int) {
    (edit.lines.lowerBound, edit.columns?.lowerBound ?? 0)
  }

  // MARK: - The constructs

  private func edit(_ block: Page.Block, in page: Page) throws -> Edit? {
    let opening = page.lines[block.first].text
    let indent = opening.prefix { $0 == " " }
    let woven: [String]
    let name: String
    switch block.marker {
    case .snippet(let path, let anchor):
      name = anchor.map { "\(path)#\($0)" } ?? path
      woven = try listing(path, anchor)
    case .table(let key):
      name = "\(key)"
      guard let table = try run(key).tables[key.key] else {
        throw LessonError("the run \(key.run) has no table \"\(key.key)\".")
      }
      woven = try table.markdown().split(separator: "\n").map(String.init)
    case .output(let key):
      name = "\(key)"
      guard let text = try run(key).outputs[key.key] else {
        throw LessonError("the run \(key.run) has no output \"\(key.key)\".")
      }
      woven = Self.fenced(text.split(separator: "\n", omittingEmptySubsequences: false), "text")
    case .recipe(let key):
      name = "\(key)"
      guard let recipe = try run(key).recipes?[key.key] else {
        throw LessonError("the run \(key.run) has no recipe \"\(key.key)\".")
      }
      woven = [recipe.markdown]
    default: return nil
    }
    let lines = woven.map { $0.isEmpty ? $0 : indent + $0 }
    return Edit(
      lines: block.first...block.last, columns: nil,
      replacement: [opening] + lines + [page.lines[block.last].text], name: name)
  }

  private func listing(_ path: String, _ anchor: String?) throws -> [String] {
    guard let text = manuscript.text(of: path) else {
      throw LessonError("there is no file \(path) to take a snippet from.")
    }
    let anchors = Anchors(path: path, text: text)
    guard let lines = anchors.snippet(anchor) else {
      throw LessonError("\(path) has no anchor \"\(anchor ?? "")\".")
    }
    if lines.isEmpty { throw LessonError("the snippet \(path)#\(anchor ?? "") is empty.") }
    return Self.fenced(lines, Anchors.language(of: path))
  }

  /// The lines between fences longer than any in them.
  private static func fenced(_ lines: [some StringProtocol], _ language: String) -> [String] {
    let longest = lines.map { $0.drop { $0 == " " }.prefix { $0 == "`" }.count }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return [fence + language] + lines.map { String($0) } + [fence]
  }

  private func edit(_ number: Page.Number) throws -> Edit {
    Edit(
      lines: number.line...number.line, columns: number.value,
      replacement: [try text(number.key, number.format)], name: "\(number.key)")
  }

  /// A number of a run in its format.
  private func text(_ key: RunKey, _ format: String) throws -> String {
    guard let found = try run(key).numbers[key.key] else {
      throw LessonError("the run \(key.run) has no number \"\(key.key)\".")
    }
    return try NumberFormat(format).string(found.value)
  }

  /// Throws where the run does not bear out what a page says.
  private func hold(_ key: RunKey) throws {
    guard let claim = try run(key).claims?[key.key] else {
      throw LessonError("the run \(key.run) makes no claim \"\(key.key)\".")
    }
    if !claim.holds {
      throw LessonError(
        "the run \(key.run) does not bear out \"\(key.key)\", that \(claim.condition): change "
          + "the sentence, or the experiment.")
    }
  }

  private func edit(_ link: Page.Link, in page: Page) throws -> Edit? {
    let path = Links.path(of: link.address, from: page.path)
    let alt = page.altTexts.first { $0.imageLine == link.line }
    let isDrawn = try isDrawn(path)
    if alt == nil, !isDrawn { return nil }
    guard let words = try alt?.text.filled(text) else {
      throw LessonError(
        "nothing says what \(path) shows: <!-- alt: … --> belongs on the lines before it.")
    }
    guard let columns = link.label else {
      throw LessonError("the description of \(path) runs over the end of the line.")
    }
    return Edit(
      lines: link.line...link.line, columns: columns, replacement: [Self.escaped(words)],
      name: "the description of \(path)")
  }

  /// Whether a run has drawn the image at a path; throws if it should have.
  private func isDrawn(_ path: String) throws -> Bool {
    guard let match = path.wholeMatch(of: /Figures\/(\d{2,}|[a-z]+)\/([^\/]+)/) else {
      return false
    }
    let name = String(match.1)
    guard let run = manuscript.runs[name] else {
      throw LessonError("there is no run Figures/\(name)/run.json to describe \(path).")
    }
    guard run.figures.values.contains(where: { $0.file == match.2 }) else {
      throw LessonError("the run \(name) has drawn no figure \(match.2).")
    }
    return true
  }

  private func run(_ key: RunKey) throws -> Run {
    guard let run = manuscript.runs[key.run] else {
      throw LessonError("there is no run Figures/\(key.run)/run.json for \"\(key)\".")
    }
    return run
  }

  /// A description as it stands between brackets: on one line, with nothing left to interpret.
  private static func escaped(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      .map { "\\[]`$*<".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
