// What a run keeps of its data, and where it goes by them.

import ArgumentParser
import TestSupport
import Testing

@testable import LessonKit

private struct Digits: FoundData {
  let name = "Digits"
  let source = "Someone (1998)"
  let licence = "MIT"
  let count = 7
  let hash = "1f"
  let provenance = "Digits: 7 images."
  let isGenuine: Bool
}

private struct Sample: Lesson {
  static let number = 3
  static let title = "A sample"
  static let abstract = "Looks at digits."
  static let quickly = "looks at few"
  @OptionGroup var options: LessonOptions
}

struct FoundDataTests {
  @Test(arguments: [(true, "Figures/03"), (false, ".build/Figures/03")])
  func theRecordSaysWhichDataAndGoesWhereTheyBelong(isGenuine: Bool, place: String) throws {
    let folder = try TemporaryFolder([
      "Lessons/03-Sample/Sample.swift": "import Datasets\n",
      "Sources/Datasets/D.swift": "import Gradus\n", "Sources/Gradus/G.swift": "",
    ])
    let record = try Sample.parse([])
      .startRecord(reading: OnDemand { Digits(isGenuine: isGenuine) }, root: folder.url)
    #expect(record.folder.path == folder.url.appendingPathComponent(place).path)
    #expect(
      record.run.data == [
        Run.Provenance(
          name: "Digits", source: "Someone (1998)", licence: "MIT", rows: 7, hash: "1f")
      ])
    #expect(record.run.lesson == 3 && record.run.title == "A sample")
    #expect(
      record.run.sources.keys.sorted()
        == ["Lessons/03-Sample", "Sources/Datasets", "Sources/Gradus"])
  }

  /// The book's figures may be drawn anew where there are no data at all.
  @Test(arguments: [["--redraw"], ["--csv", "digits"]])
  func whatIsDrawnAnewReadsNothing(options: [String]) throws {
    struct Missing: Error {}
    let folder = try TemporaryFolder(["Lessons/03-Sample/Sample.swift": ""])
    let missing = OnDemand<Digits> { throw Missing() }
    #expect(throws: Missing.self) {
      try Sample.parse([]).startRecord(reading: missing, root: folder.url)
    }
    try Sample.parse([])
      .startRecord(reading: OnDemand { Digits(isGenuine: true) }, root: folder.url).write()
    let record = try Sample.parse(options).startRecord(reading: missing, root: folder.url)
    #expect(record.run.data.map(\.name) == ["Digits"], "what the earlier run has read")
    #expect(record.folder.path == folder.url.appendingPathComponent("Figures/03").path)
  }
}
