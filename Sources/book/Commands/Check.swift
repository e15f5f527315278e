// `book check`: regenerates every page in memory and lists whatever is not as it should be.

import ArgumentParser

/// Checks pages, runs and anchors without changing a file.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check that every page is as its runs and sources have it, and reads well.",
    discussion: """
      It says of every run why it is current or what to do. Beyond text that differs from its run \
      or source, it reports: runs that are out of date or incomplete; \
      unknown keys, runs, files and anchors; anchors, numbers, tables and figures no page shows; dead links and fragments; \
      pages SUMMARY.md does not name; references nothing refers to; \
      terms used before they are explained, or not at all; symbols with two meanings in a chapter, \
      or none; figures without a description; prose wider than 120 columns \
      and code wider than 80; snippets and outputs longer than 20 lines, whole programs longer \
      than 40, or any two with no prose between; and decimals in prose that no run wrote. A \
      decimal from a cited source goes between <!-- literal --> and <!-- /literal -->.
      """)

  @OptionGroup var root: RootOption

  func run() throws {
    let manuscript = try root.manuscript()
    let checker = Checker(manuscript: manuscript)
    for standing in checker.runs.standings { print(standing.line) }
    try refuse(checker.findings())
    let numbers = manuscript.pages.reduce(0) { $0 + $1.numbers.count }
    let blocks = manuscript.pages.reduce(0) { $0 + $1.blocks.count }
    print(
      "\(manuscript.pages.count) pages, \(manuscript.runs.count) runs: "
        + "\(blocks) listings and tables and \(numbers) numbers are as they should be.")
  }
}
