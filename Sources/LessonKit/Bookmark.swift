// Work of minutes, kept on the disk while it goes on: every half minute and at Ctrl-C. A run with
// `--resume` that would have done the same goes on from there, to the same bits. A lesson does such
// work in pieces, a training each:
//
//     let bookmark = try bookmark(for: record)
//     var training = Training(using: &random)
//     try bookmark.finish(&training, as: "training") { training, pause in
//       while training.log.epochs < 10 {
//         training.step()
//         try pause(training)
//       }
//     }
//     …
//     try record.write()
//     bookmark.remove()

import ArgumentParser
import Foundation
import Gradus

/// Work that can be written down between two steps of it.
public protocol Resumable {
  /// How far it is, and what has been measured.
  associatedtype Log: Codable

  /// How far it is, and what has been measured.
  var log: Log { get set }

  /// Writes down all else that a later step depends on, under names that begin with `name`.
  func keep(in checkpoint: inout Checkpoint<Float>, as name: String)

  /// Takes up, in place of work that has not begun, what ``keep(in:as:)`` has written; the log is in
  /// place already.
  ///
  /// - Throws: `CheckpointError.Problem` where the checkpoint lacks something or does not fit.
  mutating func restore(
    from checkpoint: Checkpoint<Float>, as name: String
  ) throws(CheckpointError.Problem)
}

/// Where a run keeps its work.
public final class Bookmark {
  let file: URL
  /// What a run must have in common with the one that has kept its work: names and values.
  private let settings: [(name: String, value: String)]
  /// What to say when Ctrl-C ends the program and the work is kept.
  private let farewell: String
  private let interruption: Interruption?
  private var rhythm: Rhythm
  private var earlier: Checkpoint<Float>?
  /// The pieces that are finished.
  private var finished = Checkpoint<Float>()
  private var hasBegun = false
  private var isWritable = true

  init(
    file: URL, settings: [(name: String, value: String)], farewell: String = "",
    interruption: Interruption? = nil, rhythm: Rhythm = Rhythm(every: .seconds(30))
  ) {
    (self.file, self.settings, self.farewell) = (file, settings, farewell)
    (self.interruption, self.rhythm) = (interruption, rhythm)
  }

  /// Does a piece of work, or what an earlier run has left of it.
  ///
  /// - Parameters:
  ///   - work: the work, not begun.
  ///   - name: of this piece alone.
  ///   - goOn: brings it to its end, and calls `pause` wherever it could be interrupted.
  /// - Throws: `CheckpointError` where what is kept does not fit; what `goOn` throws.
  public func finish<Work: Resumable>(
    _ work: inout Work, as name: String,
    _ goOn: (_ work: inout Work, _ pause: (Work) throws -> Void) throws -> Void
  ) throws {
    hasBegun = true
    if let earlier, let log = earlier.notes[name] {
      do {
        guard let log: Work.Log = try? Results.decoded(Data(log.utf8)) else {
          throw CheckpointError.Problem.missingNote(name)
        }
        work.log = log
        try work.restore(from: earlier, as: name)
      } catch let problem as CheckpointError.Problem {
        throw CheckpointError(file: file.path, problem: problem)
      }
    }
    func run() throws {
      try goOn(&work) { work in
        let isInterrupted = interruption?.isNoted == true
        guard isInterrupted || rhythm.isDue() else { return }
        try write(work, as: name)
        if isInterrupted { interruption?.end() }
      }
    }
    try interruption?.held(run) ?? run()
    try keep(work, as: name, in: &finished)
  }

  /// Removes what is kept by a run that has written its findings.
  public func remove() {
    if hasBegun { try? FileManager.default.removeItem(at: file) }
  }

  /// Takes up what an earlier run has kept.
  ///
  /// - Throws: ``LessonError`` or `CheckpointError` where there is nothing, or that of another run.
  func resume() throws { earlier = try kept() }

  /// What to tell a run that begins anew although something is kept; nil where nothing is.
  var notice: String? {
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    return if (try? kept()) != nil {
      "An interrupted run has left its work in \(file.path): --resume goes on with it, this run "
        + "begins anew."
    } else {
      "What an interrupted run has left in \(file.path) is damaged or of other data or sources: "
        + "this run begins anew."
    }
  }

  private func kept() throws -> Checkpoint<Float> {
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw LessonError(
        "there is no checkpoint to resume from at \(file.path): say the same without --resume.")
    }
    let checkpoint = try Checkpoint<Float>(from: file)
    for (name, value) in settings {
      let found = checkpoint.notes[name] ?? "unknown"
      guard found == value else {
        throw LessonError(
          "the checkpoint \(file.path) is of another run (\(name): \(found), here \(value)): say the "
            + "same without --resume.")
      }
    }
    return checkpoint
  }

  private func keep<Work: Resumable>(
    _ work: Work, as name: String, in checkpoint: inout Checkpoint<Float>
  ) throws {
    work.keep(in: &checkpoint, as: name)
    checkpoint.notes[name] = String(decoding: try Results.encoded(work.log), as: UTF8.self)
  }

  /// Writes down all work so far. Where that cannot be done, it says so once; the work goes on.
  private func write(_ work: some Resumable, as name: String) throws {
    guard isWritable else { return }
    var checkpoint = finished
    try keep(work, as: name, in: &checkpoint)
    for (name, value) in settings { checkpoint.notes[name] = value }
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try checkpoint.write(to: file)
      interruption?.farewell = farewell
    } catch {
      isWritable = false
      let reason = (error as? CheckpointError)?.problem.description ?? LessonError.reason(error)
      Program.say(
        "this run goes on, but --resume will not find it, as nothing can be kept at \(file.path): "
          + "\(reason).")
    }
  }
}

/// Tells when the next of regular moments has come.
struct Rhythm {
  private let interval: Duration
  private let now: () -> ContinuousClock.Instant
  private var last: ContinuousClock.Instant

  init(
    every interval: Duration, now: @escaping () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    (self.interval, self.now) = (interval, now)
    last = now()
  }

  /// Whether so much time is over since it was last due.
  mutating func isDue() -> Bool {
    let time = now()
    guard time - last >= interval else { return false }
    last = time
    return true
  }
}
