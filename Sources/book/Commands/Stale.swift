// `book stale`: which lessons to run again, a product name a line, for the Makefile to loop over.

import ArgumentParser

/// Names the lessons whose committed run is missing, stale or not the book's.
struct Stale: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Name the lessons whose committed run is missing or older than its sources.")

  @OptionGroup var root: RootOption

  func run() throws {
    for name in RunCheck(try root.manuscript()).lessonsToRun() { print("lesson-\(name)") }
  }
}
