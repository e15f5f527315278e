// Lesson 00's findings: the wrong gradients train, the checker names them, quotients err as they
// should, and every exhibit of the gallery is called by its name.

import Foundation
import GradientCheck
import Gradus
import LessonKit
import Testing

@testable import Lesson00

@Suite struct IsThisGradientRightTests {
  private static let start: Nest = {
    var generator = RandomGenerator(seed: 1)
    return .likePublished(using: &generator)
  }()

  /// The published run went from 648.74 to 0.00005.
  @Test func theWrongGradientsTrain() {
    let wrong = Self.start.descent(Set(Slip.allCases), rate: 1e-5, steps: 30)
    #expect(abs(wrong[0] - 648.74) < 1)
    #expect(wrong[30] < 0.01)
    #expect(zip(wrong, wrong.dropFirst()).allSatisfy { $0 > $1 })
    let right = Self.start.descent([], rate: 1e-5, steps: 30)
    #expect(right[0] == wrong[0] && right[30] < 1e-20)
  }

  @Test(arguments: [
    (Slip.w0, ["cause: it is f, 46.0307: a value where its derivative belongs"]),
    (.w1, ["multiplied by 2·w1, 4, once too often", "four times too large"]),
    (.w3, ["multiplied by dz, 35.9888, once too often"]),
    (.chain, ["divided by w0, 6, once too often"]),
  ])
  func everyMistakeIsNamed(slip: Slip, phrases: [String]) {
    let report = Self.start.check([slip])
    for phrase in phrases { #expect("\(report)".contains(phrase), "\(report)") }
    let wrong = report.inputs.filter { $0.verdict == .fail }
    #expect(wrong.map(\.name) == (slip == .chain ? Array(Nest.checked[1...]) : ["\(slip)"]))
  }

  @Test func withoutMistakesAllPass() {
    let report = Self.start.check([])
    #expect(report.passes, "\(report)")
  }

  /// With all four mistakes, two of them nearly cancel in the gradient of w3.
  @Test func twoWrongsNearlyMakeARight() throws {
    let report = Self.start.check(Set(Slip.allCases))
    #expect(report.inputs.allSatisfy { $0.verdict == .fail })
    let w3 = try #require(report["w3"].worst)
    #expect(abs(w3.analytic / w3.numeric - 1) < 1e-3)
  }

  @Test func errorsFallAsThePowersOfTheStep() {
    let errors = QuotientErrors(Double.self).all.map(\.errors)
    for (order, from) in [1, 2, 4].indices.map({ ([1, 2, 4][$0], [10, 10, 5][$0]) }) {
      let values = errors[order / 2]
      let (long, short) = (values[values.count - 1 - from], values[values.count - 2 - from])
      #expect(abs(log2(long / short) - Double(order)) < 0.02)
    }
  }

  @Test func floatIsGoodForFewDigits() {
    let (double, float) = (QuotientErrors(Double.self).least, QuotientErrors(Float.self).least)
    #expect((1e-9...1e-7).contains(double[0].error) && (1e-5...1e-3).contains(float[0].error))
    #expect((1e-12...1e-10).contains(double[1].error) && (1e-7...1e-5).contains(float[1].error))
    #expect(double[2].error < 1e-12 && float[2].error < 1e-6)
  }

  @Test(arguments: Exhibit.causes + Exhibit.rules) func everyExhibitIsNamed(_ exhibit: Exhibit) {
    let report = exhibit.report()
    #expect(!report.passes)
    #expect(exhibit.sentence(in: report) != nil, "\(report)")
    guard case .cause(let kind) = exhibit.finding else { return }
    #expect(Set(report.diagnoses.map(\.kind)) == [kind], "\(report)")
  }

  /// The last exhibit's mistake is none of those that the sample shows.
  @Test func oneWrongEntryIsNotLookedAt() throws {
    let report = try #require(Exhibit.rules.last).report()
    #expect(report["x"].checked == 50 && report["x"].failed == 0, "\(report)")
  }

  @Test func theGalleryIsComplete() {
    #expect(Set(Exhibit.causes.map(\.name)).count == 20)
    #expect(Set(Exhibit.rules.map(\.name)).count == 8)
    let (sign, factor) = (Exhibit.causes[0], Exhibit.causes[1])
    #expect(sign.sentence(in: factor.report()) == nil)
    let right = checkLinear()
    #expect(right.passes, "\(right)")
    #expect(Exhibit.causes.allSatisfy { $0.sentence(in: right) == nil })
    #expect(Exhibit.rules.allSatisfy { $0.sentence(in: right) == nil })
    #expect(checkBatchNorm(mean: 1, variance: 1).passes)
  }

  @Test func theRunLeavesWhatTheChapterShows() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try IsThisGradientRight.parse(["--quick", "--figures", folder.path]).run()
    let run = try Run(from: folder.appending(path: "00/run.json"))
    #expect(run.figures.keys.sorted() == ["estimates", "kinks", "map", "steps", "story"])
    #expect(run.outputs.count == 4 + 2 + 1 + 28)
    #expect(run.numbers["steps.bounded"]?.value == run.numbers["steps.count"]?.value)
    #expect(run.tables["witnesses"]?.rows.count == 8)
    try expectSameWhenRedrawn(IsThisGradientRight.self, ["--quick"], in: folder)
    let map = try Data(contentsOf: folder.appending(path: "00/map.svg"))
    let figure = IsThisGradientRight.rowOfSinglePrecision().figure
    let drawn = try figure.rendered(as: .svg)
    #expect(drawn == map, "what is kept is drawn as the chapter draws it")
  }
}
