// `book stale`: which programs to run, a product name a line, for the Makefile to loop over; also the
// runs that are no lesson's, by the name of their goal there.

import ArgumentParser
import Records

/// Names the runs to be made anew, fully or as a glance, or whose figures are to be drawn.
struct Stale: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Name the runs that are out of date.",
    discussion: """
      Without an option: those whose full run is out of date. A run is current if a quick one with \
      the present sources finds what the committed quick one found.
      """)

  /// What is to be done.
  enum Need: String, EnumerableFlag {
    case full, quick, figures

    static func help(for need: Need) -> ArgumentHelp? {
      switch need {
      case .full: "Those to be run in full."
      case .quick: "Those of which no quick run on this machine has the present sources."
      case .figures: "Those whose figures are to be drawn anew."
      }
    }
  }

  @Flag(exclusivity: .exclusive) var need = Need.full
  @OptionGroup var root: RootOption

  func run() throws {
    for product in try products() { print(product) }
  }

  /// The programs of which there is need.
  func products() throws -> [String] {
    RunCheck(try root.manuscript()).standings.filter { standing in
      switch need {
      case .full: standing.isStale
      // A lesson's quick run takes seconds, and tells whether this machine finds the same.
      case .quick:
        standing.local == nil && (Standing.isLesson(standing.name) || standing.isUnknown)
      case .figures: standing.drawing != nil && !standing.isStale
      }
    }.map(\.product)
  }
}
