// The campaign's program as the plain engine has it: it tries nothing, and draws what was kept.

import Foundation
import Gradus
import LessonKit
import Mutants
import TestSupport
import Testing

@testable import campaign

@Suite struct CampaignTests {
  @Test func withoutMutantsThereIsNothingToTry() throws {
    let campaign = try Campaign.parse(["--quick", "--figures", "/nowhere"])
    let error = #expect(throws: LessonError.self) { try campaign.run() }
    #expect(error?.description.contains("make mutants") == true)
  }

  @Test func figuresAreDrawnFromWhatIsKept() throws {
    let home = try TemporaryFolder()
    defer { withExtendedLifetime(home) {} }
    let folder = home.url
    let options = ["--quick", "--figures", folder.path]
    var record = try RunRecord(
      name: "mutants", title: "Mutants", sources: ["Tests/Mutants"], options: .parse(options))
    let attempts = try record.result("mutants") { try Self.attempts() }
    let alarms = try record.result("right", within: nil) {
      var generator = RandomGenerator(seed: 1)
      return FalseAlarms(each: 1, using: &generator)
    }
    let sensitivity = try record.result("errors") {
      var generator = RandomGenerator(seed: 1)
      return Sensitivity(trials: 1, of: [.exp, .matmul], using: &generator)
    }
    let calibration = try record.result("calibration", within: nil) {
      var generator = RandomGenerator(seed: 1)
      return Calibration(each: 1, using: &generator)
    }
    try Catch(attempts).record(into: &record)
    alarms.record(into: &record)
    calibration.record(into: &record)
    try sensitivity.record(into: &record)
    try record.write()

    let run = try Run(from: folder.appending(path: "mutants/run.json"))
    func figures() throws -> [String: Data] {
      try run.figures.mapValues {
        try Data(contentsOf: folder.appending(path: "mutants/\($0.file)"))
      }
    }
    let drawn = try figures()
    #expect(Set(drawn.keys) == ["names", "errors"])
    #expect(run.numbers["known.share"]?.value == 1)
    for figure in run.figures.values {
      try FileManager.default.removeItem(at: folder.appending(path: "mutants/\(figure.file)"))
    }
    try Campaign.parse(options + ["--redraw"]).run()
    #expect(try Run(from: folder.appending(path: "mutants/run.json")) == run)
    #expect(try figures() == drawn)
  }

  /// Every mutant caught and called by its name.
  private static func attempts() throws -> [Attempt] {
    struct Kept: Encodable {
      let number: Int
      let change = 0.5
      let outcome = Outcome.named
      let said: [Name]
    }
    let kept = Mutant.all.enumerated().map { index, mutant in
      Kept(number: index + 1, said: Array(mutant.names.prefix(1)))
    }
    return try JSONDecoder().decode([Attempt].self, from: JSONEncoder().encode(kept))
  }
}
