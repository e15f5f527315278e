// A small book in a temporary folder: a page, a lesson with an anchor, and the lesson's run.

import Foundation
import TestSupport
import Testing

@testable import Records
@testable import book

/// A repository for one test. Changing a file after `init` leaves the run as it was.
final class Site: TemporaryFolder {
  static let source = """
    // What the lesson does.
    struct One {
      // ANCHOR: step
      func step() {
        // ANCHOR: inner
        let a = 1

        // ANCHOR_END: inner
      }
      // ANCHOR_END: step
    }

    """

  /// A page that cites whatever the run has recorded, to be woven.
  static let citingAll = """
    # One

    Of <!-- n:01.rows %d --><!-- /n --> rows in <!-- n:01.seconds %.1f --><!-- /n --> s the error is
    nearly <!-- n:01.mse %.1f --><!-- /n -->.

    <!-- table:01.optimizers -->
    <!-- end -->

    It prints:

    <!-- output:01.broken -->
    <!-- end -->

    <!-- alt: The loss falls. -->
    ![](../Figures/01/fit.svg)

    """

  var root: URL { url }
  /// Whether the run makes claims and has a recipe, which pages then have to cite.
  let vouches: Bool

  /// - Parameters:
  ///   - page: the text of `book/01-one.md`.
  ///   - files: more files, or others in place of the usual.
  ///   - vouches: whether the run makes claims and has a recipe.
  init(_ page: String, files: [String: String] = [:], vouches: Bool = false) throws {
    self.vouches = vouches
    var all = [
      "README.md": "# Gradus\n", "Package.swift": "let package = 1\n",
      "book/SUMMARY.md": "# Summary\n\n- [One](01-one.md)\n",
      "book/01-one.md": page, "Lessons/01-One/One.swift": Self.source,
      "Lessons/01-One/Imports.swift": "import Gradus\nimport Plot\n",
      "Sources/Gradus/G.swift": "let g = 1\n", "Sources/Datasets/D.swift": "",
      "Sources/Plot/P.swift": "", "Figures/01/fit.svg": "<svg/>",
    ]
    all.merge(files) { $1 }
    try super.init(all)
    try write(run(), as: "Figures/01/run.json")
    try write(run(.quick), as: Self.localRun)
    try settle()
  }

  /// Where a quick run on this machine leaves its record.
  static let localRun = ".build/book/Figures/01/run.json"

  /// A run of the lesson with the present sources.
  func run(_ size: Run.Size = .full, loss: Double = 0.5) throws -> Run {
    var run = Run(lesson: 1, title: "One", size: size)
    run.numbers["mse"] = Run.Number(2859.69, agreement: .quick())
    run.numbers["rows"] = Run.Number(442, agreement: .full())
    run.numbers["seconds"] = Run.Number(1.25, agreement: .volatile)
    var table = Table(.text("optimizer"), .number("loss", "%.2f"))
    table.add("SGD", 0.5)
    table.add("Adam", 0.25)
    run.tables["optimizers"] = table
    if vouches {
      run.claims = [
        "falls": Run.Claim("the loss falls", holds: true),
        "rises": Run.Claim("the loss rises", holds: false),
      ]
      run.recipes = [
        "race": Recipe(loss: "mean squared error", rule: "SGD, η = 0.1", seeds: "1 to 3")
      ]
    }
    run.outputs["broken"] = "conv2d: wrong shape\n  [2, 3]"
    run.figures["fit"] = Run.Figure(file: "fit.svg")
    var results = Results()
    run.results["losses"] = Run.Result(
      try results.keep("losses", [1, loss]).fingerprint, within: 0.01)
    run.sizes = ["full 40, quick 4"]
    let dependencies = try Dependencies(of: ["Lessons/01-One"], in: SourceTree(root))
    (run.sources, run.drawing) = (dependencies.computing, dependencies.drawing)
    return run
  }

  func write(_ run: Run, as path: String) throws {
    try write(path, String(decoding: run.encoded(), as: UTF8.self))
  }

  /// What `book settle` does.
  func settle() throws {
    for standing in try standings() {
      if let quick = standing.settled {
        try write(quick, as: "Figures/\(standing.name)/quick.json")
      }
    }
  }

  /// What the tool reads of it.
  func manuscript() throws -> Manuscript { try Manuscript(root: root) }

  func standings() throws -> [Standing] { try RunCheck(manuscript()).standings }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: root.appendingPathComponent(path))
  }

  /// What `book weave` does to the pages; its findings if it refuses.
  func weave() throws -> [String] {
    let (pages, findings) = try Weave.woven(manuscript())
    if findings.isEmpty { for page in pages { try write(page.path, page.text) } }
    return findings.map(\.description)
  }

  /// The findings of `book check`, except that anchors are unused or no page cites what the run has
  /// recorded, which few tests are about.
  func check(anchors: Bool = false, citations: Bool = false) throws -> [String] {
    try Checker(manuscript: manuscript()).findings().map(\.description)
      .filter { anchors || !$0.contains("no page shows the anchor") }
      .filter { citations || !$0.contains(/no page (cites|shows) the (?!anchor)/) }
  }
}

/// The findings on a page with this text, in an otherwise sound book.
func findings(_ page: String, files: [String: String] = [:]) throws -> [String] {
  try Site(page, files: files).check()
}
