// Each platform's file has what its documentation says, and nothing else. Gradescope: "Autograder
// Specifications"; PrairieLearn: "External grading", results; CodeRunner: its manual, "Combinator
// templates"; JUnit: the reports of Ant's and Maven's tasks, as Jenkins' xunit plug-in describes them.

import Foundation
import Slots
import Testing

@testable import grade

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A verdict on one exercise of each outcome, with characters that a format has to escape.
private func verdict() throws -> Verdict {
  let slots = try SlotFolder(root)
  let results = try ["02.7", "02.8", "02.9", "02.10", "02.11"].map {
    ExerciseResult(try #require(Exercise.numbered($0)), slots[$0])
  }
  var findings = Findings([])
  findings.lines = [
    .init(name: "a <b> & \"c\"", fault: nil),
    .init(name: "two\u{1}", fault: Fault("x < 1 & \"y\"")),
    .init(name: "hidden case 1", isHidden: true, fault: Fault("]]> \u{FFFE}")),
  ]
  let outcomes: [ExerciseResult.Outcome] = [.judged, .missing, .unwritten, .refused, .broken]
  let all = zip(results, outcomes).map { result, outcome in
    var result = result
    result.outcome = outcome
    if outcome == .judged { result.findings = findings } else { result.message = "<\(outcome)>" }
    result.printed = "printed <\u{7}>\n"
    return result
  }
  return Verdict(submission: "Ada & Bob", seconds: 3.7, results: all)
}

/// The keys of an object are among those that are documented, and those that must be there are.
private func expectKeys(
  _ object: [String: Any], _ required: Set<String>, optional: Set<String> = [],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let keys = Set(object.keys)
  #expect(required.isSubset(of: keys), sourceLocation: sourceLocation)
  #expect(keys.isSubset(of: required.union(optional)), sourceLocation: sourceLocation)
}

/// What an XML file has in it.
private final class Census: NSObject, XMLParserDelegate {
  var elements: [String: [[String: String]]] = [:]
  var parents: Set<String> = []
  private var path: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    parents.insert("\(path.last ?? "")/\(name)")
    path.append(name)
    elements[name, default: []].append(attributes)
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { path.removeLast() }
}

@Suite struct FormatsTests {
  private func object(_ name: String) throws -> [String: Any] {
    let data = try #require(try Reports(verdict()).files[name])
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func gradescope() throws {
    let object = try object("gradescope.json")
    expectKeys(
      object, ["score", "tests"],
      optional: [
        "execution_time", "output", "output_format", "test_output_format", "test_name_format",
        "visibility", "stdout_visibility", "extra_data", "leaderboard",
      ])
    let visibilities: Set = ["hidden", "after_due_date", "after_published", "visible"]
    #expect(visibilities.contains(try #require(object["visibility"] as? String)))
    #expect(object["execution_time"] is Int)
    let tests = try #require(object["tests"] as? [[String: Any]])
    #expect(tests.count == 6)
    for test in tests {
      expectKeys(
        test, ["score", "max_score", "status", "name", "number", "output", "visibility"],
        optional: ["name_format", "output_format", "tags", "extra_data"])
      #expect(["passed", "failed"].contains(test["status"] as? String))
      #expect(visibilities.contains(try #require(test["visibility"] as? String)))
      let (score, most) = (test["score"] as? Double, test["max_score"] as? Double)
      #expect(try #require(score) <= #require(most))
    }
    let sum = tests.compactMap { $0["score"] as? Double }.reduce(0, +)
    #expect(abs(sum - (try #require(object["score"] as? Double))) < 0.01)
  }

  @Test func prairieLearn() throws {
    let object = try object("prairielearn.json")
    expectKeys(
      object, ["gradable", "score", "tests"],
      optional: ["message", "output", "images", "format_errors"])
    #expect((0...1).contains(try #require(object["score"] as? Double)))
    for test in try #require(object["tests"] as? [[String: Any]]) {
      expectKeys(
        test, ["name", "points", "max_points"],
        optional: ["description", "message", "output", "images"])
      let (points, most) = (test["points"] as? Double, test["max_points"] as? Double)
      #expect(try #require(points) <= #require(most))
    }
  }

  @Test func codeRunner() throws {
    let object = try object("coderunner.json")
    expectKeys(
      object, ["fraction"],
      optional: [
        "prologuehtml", "testresults", "epiloguehtml", "feedbackhtml", "columnformats",
        "showdifferences", "instructorhtml", "graderstate",
      ])
    #expect((0...1).contains(try #require(object["fraction"] as? Double)))
    let rows = try #require(object["testresults"] as? [[String]])
    #expect(rows[0].first == "iscorrect")
    #expect(rows.dropFirst().allSatisfy { $0.count == rows[0].count && "01".contains($0[0]) })
  }

  @Test func junit() throws {
    let data = try #require(try Reports(verdict()).files["junit.xml"])
    let (parser, census) = (XMLParser(data: data), Census())
    parser.delegate = census
    let isWell = parser.parse()
    #expect(isWell, "\(String(describing: parser.parserError))")
    #expect(
      census.parents == [
        "/testsuites", "testsuites/testsuite", "testsuite/testcase", "testcase/failure",
      ])
    let suites = try #require(census.elements["testsuite"])
    #expect(suites.count == 5)
    for (name, attribute) in [("testcase", "tests"), ("failure", "failures")] {
      let counts = suites.compactMap { $0[attribute].flatMap { Int($0) } }
      #expect(counts.reduce(0, +) == census.elements[name]?.count)
    }
    let names = census.elements["testcase"]?.compactMap { $0["name"] } ?? []
    #expect(names.contains("a <b> & \"c\""))
    #expect(census.elements["failure"]?.first?["message"] == "x < 1 & \"y\"")
  }

  /// As a reader of RFC 4180 has it: as many fields in a line as in the first.
  @Test func aTable() throws {
    let data = try #require(try Reports(verdict()).files["row.csv"])
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0] == "submission,points,of,02.7,02.8,02.9,02.10,02.11")
    #expect(lines[1].split(separator: ",", omittingEmptySubsequences: false).count == 8)
  }
}
