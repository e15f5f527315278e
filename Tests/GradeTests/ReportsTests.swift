import Foundation
import Slots
import Testing

@testable import grade

/// A verdict on two exercises: one with two of four cases right, one of them hidden, and one that was
/// not written; the submission's name is a formula of a spreadsheet.
private func verdict() throws -> Verdict {
  let slots = try SlotFolder(root)
  let results = try ["02.8", "02.9"].map {
    ExerciseResult(try #require(Exercise.numbered($0)), slots[$0])
  }
  var (first, second) = (results[0], results[1])
  var findings = Findings([])
  findings.lines = [
    .init(name: "after step 1", fault: nil), .init(name: "after <step> 2", fault: Fault("1 & 2")),
    .init(name: "hidden case 1", isHidden: true, fault: nil),
    .init(name: "hidden case 2", isHidden: true, fault: Fault("wrong")),
  ]
  (first.outcome, first.findings) = (.judged, findings)
  (second.outcome, second.message) = (.unwritten, "not written yet")
  return Verdict(submission: "=1+\"2\", Ada", seconds: 12.4, results: [first, second])
}

@Suite struct ReportsTests {
  private func object(_ name: String) throws -> [String: Any] {
    let data = try #require(try Reports(verdict()).files[name])
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func creditIsPartial() throws {
    let verdict = try verdict()
    #expect(verdict.earned == 1.5)
    #expect(verdict.points == 6)
  }

  @Test func gradescopeShowsHiddenCasesLater() throws {
    let object = try object("gradescope.json")
    #expect(object["score"] as? Double == 1.5)
    let tests = try #require(object["tests"] as? [[String: Any]])
    #expect(tests.map { $0["visibility"] as? String } == ["visible", "after_published", "visible"])
    #expect(tests.map { $0["status"] as? String } == ["failed", "failed", "failed"])
    let scores = tests.compactMap { $0["score"] as? Double }
    #expect(scores == [0.75, 0.75, 0])
    #expect(tests.compactMap { $0["max_score"] as? Double }.reduce(0, +) == 6)
    #expect((tests[0]["output"] as? String)?.contains("hidden") == false)
  }

  @Test func prairieLearnHasAShare() throws {
    let object = try object("prairielearn.json")
    #expect(object["score"] as? Double == 0.25)
    #expect(object["gradable"] as? Bool == true)
    let tests = try #require(object["tests"] as? [[String: Any]])
    #expect(tests.compactMap { $0["max_points"] as? Double } == [3, 3])
  }

  @Test func codeRunnerHasATable() throws {
    let object = try object("coderunner.json")
    #expect(object["fraction"] as? Double == 0.25)
    #expect((object["testresults"] as? [[String]])?.map(\.count) == [4, 4, 4])
  }

  @Test func textsAreEscaped() throws {
    let files = try Reports(verdict()).files
    let junit = String(decoding: try #require(files["junit.xml"]), as: UTF8.self)
    #expect(junit.contains("name=\"after &lt;step&gt; 2\""))
    #expect(junit.contains("<failure message=\"1 &amp; 2\">"))
    #expect(junit.contains("tests=\"4\" failures=\"2\""))
    let row = String(decoding: try #require(files["row.csv"]), as: UTF8.self)
    #expect(row.hasSuffix("\"'=1+\"\"2\"\", Ada\",1.5,6,1.5,0\n"), "\(row)")
    let page = String(decoding: try #require(files["page.html"]), as: UTF8.self)
    #expect(page.contains("after &lt;step&gt; 2"))
  }

  @Test func aVerdictIsReadAgain() throws {
    let verdict = try verdict()
    let data = try #require(try Reports(verdict).files["verdict.json"])
    #expect(try JSONDecoder().decode(Verdict.self, from: data) == verdict)
  }

  @Test func aClassCountsItsDiagnoses() throws {
    let html = ClassPage([try verdict(), try verdict()]).html
    #expect(html.contains("2&nbsp;×</b> not written yet"))
    #expect(html.contains("<h1>2 submissions</h1>"))
    #expect(html.contains("0 of 2 right"))
    #expect(html.contains("nobody has named, in 2 of 4 cases; the first is: after &lt;step&gt; 2"))
  }

  /// One has handed in a hunt, another has not: each number stays in its column.
  @Test func aTableHasAColumnForEveryExercise() throws {
    var other = try verdict()
    var hunt = try #require(other.results.first)
    hunt = try JSONDecoder().decode(
      ExerciseResult.self,
      from: Data(
        String(decoding: JSONEncoder().encode(hunt), as: UTF8.self)
          .replacing("02.8", with: "h01.1").utf8))
    other.results.append(hunt)
    let lines = ClassPage([try verdict(), other]).csv.split(separator: "\n")
    #expect(lines[0] == "submission,points,of,02.8,02.9,h01.1")
    #expect(lines[1].hasSuffix(",1.5,6,1.5,0,"))
    #expect(lines[2].hasSuffix(",3,9,1.5,0,1.5"))
  }
}
