// `book check`: regenerates every page in memory and lists whatever is not as it should be.

import ArgumentParser

/// Checks pages, runs and anchors without changing a file.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check that every page is as its runs and sources have it, and reads well.")

  @OptionGroup var root: RootOption

  func run() throws {
    let manuscript = try root.manuscript()
    try refuse(Checker(manuscript: manuscript).findings())
    let numbers = manuscript.pages.reduce(0) { $0 + $1.numbers.count }
    let blocks = manuscript.pages.reduce(0) { $0 + $1.blocks.count }
    print(
      "\(manuscript.pages.count) pages, \(manuscript.runs.count) runs: "
        + "\(blocks) listings and tables and \(numbers) numbers are as they should be.")
  }
}
