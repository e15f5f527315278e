// What a run depends on follows from what its sources import.

import Foundation
import TestSupport
import Testing

@testable import Records

struct DependenciesTests {
  private static let files = [
    "Package.swift": "let name = 1\n",
    "Lessons/01-One/One.swift":
      "import Foundation\nimport Gradus\n@testable import Kit\nimport Plot\nlet one = 1\n",
    "Lessons/02-Two/Two.swift": "import Plot\nlet two = 2\n",
    "Sources/Gradus/G.swift": "import struct Foundation.URL\n",
    "Sources/Kit/K.swift": "@_exported import Records\nimport Synchronization\n",
    "Sources/Records/R.swift": "// import Datasets\n",
    "Sources/Datasets/D.swift": "import Gradus\n", "Sources/Datasets/Resources/iris.csv": "1\n",
    "Sources/Plot/P.swift": "import CCairo\n", "Sources/CCairo/module.modulemap": "module CCairo\n",
  ]
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder(Self.files) }

  private func dependencies(_ path: String = "Lessons/01-One") throws -> Dependencies {
    try Dependencies(of: [path], in: SourceTree(folder.url))
  }

  @Test func importsAreFollowed() throws {
    let one = try dependencies()
    #expect(
      one.computing.keys.sorted() == [
        "Lessons/01-One", "Package.swift", "Sources/Gradus", "Sources/Kit", "Sources/Records",
      ])
    #expect(one.drawing.keys.sorted() == ["Lessons/01-One", "Sources/CCairo", "Sources/Plot"])
    let two = try dependencies("Lessons/02-Two")
    #expect(two.computing.keys.sorted() == ["Lessons/02-Two", "Package.swift"])
  }

  @Test(arguments: [
    ("Sources/Gradus/G.swift", "let g = 2\n", ["Sources/Gradus"], []),
    ("Sources/Kit/K.swift", "@_exported import Records\nlet k = 1\n", ["Sources/Kit"], []),
    ("Sources/Plot/P.swift", "import CCairo\nlet p = 2\n", [], ["Sources/Plot"]),
    ("Sources/Datasets/D.swift", "let d = 2\n", [], []),
    ("Sources/Gradus/G.swift", "// A comment.\nimport struct Foundation.URL\n", [], []),
    ("Package.swift", "let name = 2\n", ["Package.swift"], []),
    (
      "Lessons/01-One/One.swift",
      "import Foundation\nimport Gradus\nimport Kit\nimport Plot\nlet one = 2\n",
      ["Lessons/01-One"], ["Lessons/01-One"]
    ),
  ])
  func whatChanges(path: String, text: String, computing: [String], drawing: [String]) throws {
    let before = try dependencies()
    try folder.write(path, text)
    let now = try dependencies()
    #expect(now.computing.keys.filter { now.computing[$0] != before.computing[$0] } == computing)
    #expect(now.drawing.keys.filter { now.drawing[$0] != before.drawing[$0] } == drawing)
  }

  @Test func dataFilesOfAModuleCount() throws {
    try folder.write("Lessons/01-One/One.swift", "import Datasets\n")
    let before = try dependencies()
    try folder.write("Sources/Datasets/Resources/iris.csv", "2\n")
    #expect(
      try dependencies().computing["Sources/Datasets"] != before.computing["Sources/Datasets"])
  }

  @Test func aProgramThatIsGone() {
    #expect(throws: LessonError.self) { try dependencies("Lessons/03-Three") }
  }
}
