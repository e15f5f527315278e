// A verdict in every form that somebody reads: one model, a file each.

import Foundation

/// The files that say what a submission is worth.
struct Reports {
  let verdict: Verdict

  init(_ verdict: Verdict) { self.verdict = verdict }

  /// Every file by its name.
  var files: [String: Data] {
    get throws {
      let numbers = verdict.results.map(\.number)
      return [
        "verdict.json": try Self.encoder.encode(verdict),
        "gradescope.json": try Self.encoder.encode(Gradescope(verdict)),
        "prairielearn.json": try Self.encoder.encode(PrairieLearn(verdict)),
        "coderunner.json": try Self.encoder.encode(CodeRunner(verdict)),
        "junit.xml": Data(junit.utf8),
        "row.csv": Data((Self.header(of: numbers) + "\n" + row(of: numbers) + "\n").utf8),
        "page.html": Data(page.utf8),
      ]
    }
  }

  /// Writes every file into a folder, each whole or not at all.
  ///
  /// - Throws: Foundation's errors where that cannot be done.
  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, data) in try files {
      try data.write(to: folder.appending(path: name), options: .atomic)
    }
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  /// The first line of a table of submissions, for exercises of these numbers.
  static func header(of numbers: [String]) -> String {
    (["submission", "points", "of"] + numbers).joined(separator: ",")
  }

  /// The verdict in a line of it; what was not graded is an empty field.
  func row(of numbers: [String]) -> String {
    let earned = Dictionary(verdict.results.map { ($0.number, $0.earned) }) { first, _ in first }
    let fields = [verdict.earned, Double(verdict.points)] + numbers.map { earned[$0] }
    return
      ([Self.quoted(verdict.submission)] + fields.map { $0.map { String(format: "%g", $0) } ?? "" })
      .joined(separator: ",")
  }

  /// A field as RFC 4180 has it, which no spreadsheet takes for a formula.
  static func quoted(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t".contains($0) } ?? false
    let safe = (isFormula ? "'" : "") + text
    guard safe.contains(where: { ",\"\n\r".contains($0) }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }

  /// A text as XML and HTML have it; what XML has no character for is left out.
  static func escaped(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter {
          ($0.value >= 0x20 || $0 == "\n" || $0 == "\t") && !(0xFFFE...0xFFFF ~= $0.value)
        })
    ).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  /// JUnit's form: a suite an exercise, a test a case.
  private var junit: String {
    let suites = verdict.results.map { result in
      let name = Self.escaped("\(result.number) \(result.title)")
      let cases: [(name: String, failure: String?)] =
        result.findings.map { $0.lines.map { ($0.name, $0.fault?.sentence) } }
        ?? [("the solution", result.message)]
      let tests = cases.map { test in
        let start =
          "    <testcase classname=\"\(result.number)\" name=\"\(Self.escaped(test.name))\" time=\"0\""
        return test.failure.map {
          "\(start)><failure message=\"\(Self.escaped($0))\"></failure></testcase>"
        } ?? start + "/>"
      }
      let failures = cases.count { $0.failure != nil }
      return "  <testsuite name=\"\(name)\" tests=\"\(cases.count)\" failures=\"\(failures)\" "
        + "errors=\"0\" skipped=\"0\">\n\(tests.joined(separator: "\n"))\n  </testsuite>"
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      + suites.joined(separator: "\n") + "\n</testsuites>\n"
  }

  /// A page for the student.
  private var page: String {
    let rows = verdict.results.map { result in
      """
      <details\(result.passes ? "" : " open")><summary><b>\(result.number)</b> \
      \(Self.escaped(result.title)) <span>\(result.earned.formatted()) of \(result.points)</span>\
      </summary><pre>\(Self.escaped(result.report))</pre></details>
      """
    }
    return Page.html(
      title: verdict.submission,
      body: "<h1>\(Self.escaped(verdict.submission))</h1>\n<p>\(verdict.earned.formatted()) of "
        + "\(verdict.points) points</p>\n" + rows.joined(separator: "\n"))
  }
}
