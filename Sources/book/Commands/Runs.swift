// `book runs`: how things stand with the runs, a line each, and nothing else.

import ArgumentParser
import Records

/// Says of every run why it is current or what to do.
struct Runs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say of every run why it is current, or what to do.")

  @OptionGroup var root: RootOption

  func run() throws {
    for standing in RunCheck(try root.manuscript()).standings { print(standing.line) }
  }
}
