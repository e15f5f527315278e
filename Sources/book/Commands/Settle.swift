// `book settle`: what quick runs on this machine have shown is noted beside the full runs, so that
// nobody need look again.

import ArgumentParser
import Foundation
import Records

/// Keeps quick runs beside full ones, and the sources for which they speak.
struct Settle: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Note which full runs are current, as quick runs have shown on this machine.")

  @OptionGroup var root: RootOption

  func run() throws {
    let manuscript = try root.manuscript()
    for standing in RunCheck(manuscript).standings {
      guard let quick = standing.settled else { continue }
      let path = "Figures/\(standing.name)/\(Run.quickFileName)"
      try quick.write(to: manuscript.root.appendingPathComponent(path))
      print("Noted: \(path)")
    }
  }
}
