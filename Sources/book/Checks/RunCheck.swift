// The committed runs: made at full size from sources that are still the same, with every figure
// they recorded, and no figure they did not.

import LessonKit

/// Looks at `Figures/NN/run.json` and the files beside them.
struct RunCheck {
  private let manuscript: Manuscript

  /// The digests of the present sources, by path; none for a path that is gone.
  private let digests: [String: String]

  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
    let paths = Set(manuscript.runs.values.flatMap(\.sources.keys))
    digests = paths.reduce(into: [:]) { digests, path in
      digests[path] = try? SourceDigest.hex(of: path, in: manuscript.root)
    }
  }

  func findings() -> [Finding] {
    let names = manuscript.runs.keys.sorted()
    return names.flatMap { name in
      manuscript.runs[name].map { findings($0, name) } ?? []
    }
  }

  /// The lessons, as folder names, whose committed run is missing, and the runs that are stale or
  /// not the book's.
  func runsToRepeat() -> [String] {
    let lessons = manuscript.files(below: "Lessons").compactMap { path in
      path.firstMatch(of: /^Lessons\/(\d{2,})-/).map { String($0.1) }
    }
    return Set(lessons).union(manuscript.runs.keys).sorted().filter { name in
      guard let run = manuscript.runs[name] else { return true }
      return !run.isForTheBook || !staleness(of: run, name).isEmpty
        || run.figures.values.contains { !manuscript.exists("Figures/\(name)/\($0.file)") }
    }
  }

  private func findings(_ run: Run, _ name: String) -> [Finding] {
    let file = "Figures/\(name)/\(Run.fileName)"
    var findings = staleness(of: run, name)
    if !run.isForTheBook {
      let sentence = "the run is not the book's (full size, default seed and epochs)"
      findings.append(Finding(file, line("size", in: file), "\(sentence): \(remedy(name))"))
    }
    let drawn = Set(run.figures.values.map { "Figures/\(name)/\($0.file)" })
    let present = Set(manuscript.files(below: "Figures/\(name)")).subtracting([file])
    for path in drawn.subtracting(present).sorted() {
      let place = line(String(path.split(separator: "/").last ?? ""), in: file)
      findings.append(Finding(file, place, "the figure \(path) is missing: \(remedy(name))"))
    }
    for path in present.subtracting(drawn).sorted() {
      findings.append(Finding(path, 1, "the run \(name) has not drawn this file: remove it."))
    }
    return findings
  }

  private func staleness(of run: Run, _ name: String) -> [Finding] {
    let file = "Figures/\(name)/\(Run.fileName)"
    if run.sources.isEmpty {
      return [Finding(file, 1, "the run does not say what it depends on: \(remedy(name))")]
    }
    return run.sources.sorted { $0.key < $1.key }.compactMap { path, digest in
      guard digests[path] != digest else { return nil }
      return Finding(
        file, line(path, in: file),
        "the run is stale, for \(path) has changed since: \(remedy(name))")
    }
  }

  private func remedy(_ name: String) -> String {
    Self.isLesson(name) ? "swift run lesson-\(name)." : "make \(name)."
  }

  /// Whether a run is a lesson's, whose name is its number.
  static func isLesson(_ name: String) -> Bool { name.allSatisfy(\.isNumber) }

  /// The line of a run's file that holds a key or value, counted from 1.
  private func line(_ text: String, in file: String) -> Int {
    let lines = manuscript.text(of: file)?.split(separator: "\n", omittingEmptySubsequences: false)
    return (lines?.firstIndex { $0.contains("\"\(text)\"") } ?? 0) + 1
  }
}
