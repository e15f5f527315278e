// `book stale`: which lessons to run again, a product name a line, for the Makefile to loop over;
// also the runs that are no lesson's, by the name of their goal there.

import ArgumentParser

/// Names the runs that are missing, stale or not the book's.
struct Stale: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Name the lessons and other runs that are missing or older than their sources.")

  @OptionGroup var root: RootOption

  func run() throws {
    for name in RunCheck(try root.manuscript()).runsToRepeat() {
      print(RunCheck.isLesson(name) ? "lesson-\(name)" : name)
    }
  }
}
