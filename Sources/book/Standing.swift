// Whether a committed run is still what a run would find today. Not every change of a source changes
// what is found; so a quick run is asked first. The committed one, `quick.json`, was made from the
// same sources as the full run beside it; if one with today's sources finds the same, so would the
// full run, and only else is that asked for. `book settle` notes the sources for which this is known.

import Foundation
import Records

/// How things stand with one committed run.
struct Standing {
  /// What is known of the results.
  enum Results: Equatable {
    /// They are those of today's sources, and why this is known.
    case current(String)
    /// A quick run has to be asked, and what has changed.
    case unknown(String)
    /// They are not, and why.
    case stale(String)
  }

  /// The name of the run's folder: `01`, or `mutants`.
  let name: String
  /// The results.
  private(set) var results: Results
  /// Why the figures must be drawn anew; nil if they need not.
  private(set) var drawing: String?
  /// What a quick run with today's sources found on this machine; nil if there was none.
  let local: Run?
  /// What is to be kept as `quick.json`, if that has to change.
  private(set) var settled: Run?

  /// Looks at a run, at the sources and at the quick runs.
  init(of name: String, in manuscript: Manuscript, _ sources: SourceTree) {
    self.name = name
    let figures = manuscript.root.appendingPathComponent("Figures/\(name)")
    guard
      let today = try? Dependencies(of: Self.sources(of: name, in: manuscript), in: sources)
    else {
      (results, local) = (.stale("its sources are gone"), nil)
      return
    }
    let quick = try? Run(
      from: manuscript.root.appendingPathComponent("\(Self.localRuns)/\(name)/\(Run.fileName)"))
    local = quick?.sources == today.computing ? quick : nil
    guard let full = manuscript.runs[name] else {
      results = .stale("it was never run")
      return
    }
    let kept = try? Run(from: figures.appendingPathComponent(Run.quickFileName))
    let beside = kept?.beside == Self.identity(of: full) ? kept : nil
    results = Self.results(of: full, today.computing, beside: beside, local)
    drawing = Self.drawing(of: full, today.drawing, name, in: manuscript)
    if case .current = results, let local {
      var settled = beside ?? local
      settled.sources = today.computing
      settled.beside = Self.identity(of: full)
      if settled != kept { self.settled = settled }
    }
  }

  /// Below which folder of the repository quick runs on this machine leave their records.
  static let localRuns = ".build/book/Figures"

  /// The folders of a run's own sources.
  private static func sources(of name: String, in manuscript: Manuscript) throws -> [String] {
    guard let number = Int(name) else { return ["Tests/Mutants"] }
    guard let folder = Repository.lessonFolder(number, in: manuscript.root) else {
      throw LessonError("there is no lesson \(name).")
    }
    return [folder]
  }

  /// By what a quick run knows the full run it belongs to.
  private static func identity(of full: Run) -> String {
    var digest = Digest()
    for (path, code) in full.sources.sorted(by: { $0.key < $1.key }) {
      digest.add(path)
      digest.add(code)
    }
    return digest.hexadecimal
  }

  private static func results(
    of full: Run, _ today: [String: String], beside quick: Run?, _ local: Run?
  ) -> Results {
    if !full.isForTheBook {
      return .stale("its run is not the book's (full size, default seed and epochs)")
    }
    if let local, let difference = difference(between: quick, and: local, full) {
      return .stale("a quick run \(difference)")
    }
    if full.sources == today { return .current("it was run with these sources") }
    let changes = changes(from: full.sources, to: today)
    guard let quick else {
      return .stale("\(changes) since it was made, and no quick run is kept beside it")
    }
    if quick.sources == today || local != nil {
      return .current("\(changes) since it was made, and a quick run finds the same")
    }
    return .unknown(Self.changes(from: quick.sources, to: today))
  }

  /// What a quick run of today finds that the one kept beside the full run does not, or the full
  /// run itself.
  private static func difference(between kept: Run?, and local: Run, _ full: Run) -> String? {
    if local.sizes != full.sizes {
      let change =
        Set(local.sizes).subtracting(full.sizes).sorted().first
        ?? Set(full.sizes).subtracting(local.sizes).sorted().first ?? ""
      return "says that a full one would be of another size: \(change)"
    }
    if let kept, kept.data != local.data { return "reads other data" }
    let pairs = [kept, full].compactMap { $0 }
    return pairs.lazy.compactMap { Comparison($0, local).disagreements.first }.first
      .map { "differs: \($0)" }
  }

  private static func drawing(
    of run: Run, _ today: [String: String], _ name: String, in manuscript: Manuscript
  ) -> String? {
    let files = run.figures.values.map { "Figures/\(name)/\($0.file)" }.sorted()
    if let file = files.first(where: { !manuscript.exists($0) }) { return "\(file) is missing" }
    return run.drawing == today ? nil : changes(from: run.drawing, to: today)
  }

  /// The sources that have changed, in words.
  private static func changes(from old: [String: String], to new: [String: String]) -> String {
    let paths = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
    return "\(paths.formatted(.list(type: .and))) \(paths.count == 1 ? "has" : "have") changed"
  }
}

extension Standing {
  /// Whether a full run is asked for.
  var isStale: Bool { if case .stale = results { true } else { false } }

  /// Whether a quick run is asked for.
  var isUnknown: Bool { if case .unknown = results { true } else { false } }

  /// Why the run is current or what to do, in one line.
  var line: String {
    let redraw = drawing.map { "; to be drawn anew, as \($0): make figures" } ?? ""
    return switch results {
    case .current(let reason): "\(name)  current: \(reason)\(redraw)"
    case .unknown(let reason): "\(name)  unknown: \(reason): make quick"
    case .stale(let reason): "\(name)  out of date: \(reason): \(remedy)"
    }
  }

  /// The command that makes the run anew.
  private var remedy: String { Self.isLesson(name) ? "swift run lesson-\(name)" : "make \(name)" }

  /// The lesson's product or, where it is none, the goal of the Makefile.
  var product: String { Self.isLesson(name) ? "lesson-\(name)" : name }

  /// Whether a run is a lesson's, whose name is its number.
  static func isLesson(_ name: String) -> Bool { name.allSatisfy(\.isNumber) }
}
