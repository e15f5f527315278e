// The committed runs: what would be found today, with every figure they recorded drawn as it would
// be, no figure they did not, and no file too large.

import Foundation
import Records

/// Looks at the folders below `Figures`.
struct RunCheck {
  private let manuscript: Manuscript

  /// How things stand with every lesson and every other run, in the order of their names.
  let standings: [Standing]

  /// The most bytes that a file below `Figures` may have.
  private static let byteLimit = 1_000_000

  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
    let lessons = manuscript.files(below: "Lessons").compactMap { path in
      path.firstMatch(of: /^Lessons\/(\d{2,})-/).map { String($0.1) }
    }
    let sources = SourceTree(manuscript.root)
    standings = Set(lessons).union(manuscript.runs.keys).sorted().map {
      Standing(of: $0, in: manuscript, sources)
    }
  }

  func findings() -> [Finding] {
    standings.flatMap { standing in
      let isFine = !standing.isStale && !standing.isUnknown && standing.drawing == nil
      let file = "Figures/\(standing.name)/\(Run.fileName)"
      return (isFine ? [] : [Finding(file, 1, standing.line)]) + fileFindings(standing.name)
    }
  }

  private func fileFindings(_ name: String) -> [Finding] {
    guard let run = manuscript.runs[name] else { return [] }
    let own = [Run.fileName, Run.quickFileName, Results.fileName]
    let figures = run.figures.values.map(\.file)
    let known = Set((figures + own).map { "Figures/\(name)/\($0)" })
      .union(figures.flatMap { Live.files(of: "Figures/\(name)/\($0)").map(\.path) })
    let present = manuscript.files(below: "Figures/\(name)")
    let strays = present.filter { !known.contains($0) }.map {
      Finding($0, 1, "the run \(name) has not drawn this file: remove it.")
    }
    let large = present.compactMap { path -> Finding? in
      let size = manuscript.size(of: path)
      guard size > Self.byteLimit else { return nil }
      return Finding(path, 1, "the file has \(size) bytes; \(Self.byteLimit) are the most.")
    }
    return strays + large
  }
}
