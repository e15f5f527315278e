// `book weave`: fills every page in, or, if any place of any page cannot be, says where and leaves
// all pages as they are.

import ArgumentParser
import Foundation
import Records

/// Fills in listings, tables, numbers and the descriptions of figures.
struct Weave: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fill in listings, tables, numbers and the descriptions of figures.",
    discussion: """
      Woven in README.md, book/*.md and the articles of the API, in place and repeatably:

        <!-- snippet: Sources/Gradus/Linear.swift#forward -->  …  <!-- end -->
        <!-- table:02.optimizers -->  …  <!-- end -->
        <!-- output:05.broken -->  …  <!-- end -->
        the error is <!-- n:01.diabetes.mse %.1f -->2859.7<!-- /n -->
        <!-- alt: The loss falls from {01.loss.first %.2f} to {01.loss.last %.2f}. -->
        ![The loss falls from 1.31 to 0.02.](../Figures/01/fit.svg)

      Formats are printf's: %d, %.1f, %.2e, %.3g, also %.1p for a fraction in percent and %'d with \
      commas between thousands; text around the conversion is kept.
      """)

  @OptionGroup var root: RootOption

  func run() throws {
    let manuscript = try root.manuscript()
    let (pages, findings) = Self.woven(manuscript)
    try refuse(manuscript.findings + findings)
    for page in pages {
      try Self.write(page.text, to: manuscript.root.appendingPathComponent(page.path))
      print("Woven: \(page.path)")
    }
    if pages.isEmpty { print("Every page is as its runs and sources have it.") }
  }

  /// The pages whose text changes, with their new text, and every place that cannot be woven.
  static func woven(
    _ manuscript: Manuscript
  ) -> (pages: [(path: String, text: String)], findings: [Finding]) {
    let weaver = Weaver(manuscript: manuscript)
    var pages: [(path: String, text: String)] = []
    var findings: [Finding] = []
    for page in manuscript.pages {
      let (edits, found) = weaver.edits(of: page)
      findings += found.sorted { $0.line < $1.line }
      if edits.contains(where: { Weaver.present($0, in: page) != $0.replacement }) {
        pages.append((page.path, Weaver.text(of: page, edits)))
      }
    }
    return (pages, findings)
  }

  private static func write(_ text: String, to file: URL) throws {
    // A page that is a link stays one.
    let file = file.resolvingSymlinksInPath()
    do { try Data(text.utf8).write(to: file, options: .atomic) } catch {
      throw LessonError("\(file.path) cannot be written: \(LessonError.reason(error)).")
    }
  }
}
