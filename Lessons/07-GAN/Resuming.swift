// A training on the disk: written whole after every epoch and at Ctrl-C, and taken up again by a run
// with `--resume` that would have trained the same.

import Foundation
import Gradus
import LessonKit

/// Where a training is kept, and which run it belongs to.
struct Bookmark {
  /// The checkpoint, a safetensors file.
  let file: URL
  /// What a run must have in common with the one that wrote it: a name, a value, and how to have
  /// the same.
  let settings: [(name: String, value: String)]

  /// Writes a training to the disk.
  ///
  /// - Throws: `LessonError` or `CheckpointError` where that cannot be done.
  func save(_ training: Training) throws {
    var checkpoint = Checkpoint<Float>()
    // ANCHOR: keep
    checkpoint.keep(training.pair.G, as: "G")
    checkpoint.keep(training.pair.D, as: "D")
    checkpoint.keep(training.pair.descentG, as: "descentG")
    checkpoint.keep(training.pair.descentD, as: "descentD")
    checkpoint.keep(training.order, as: "order")
    checkpoint.keep(training.random, as: "random")
    for (k, frame) in training.frames.enumerated() {
      checkpoint.tensors["frames.\(k)"] = frame
    }
    checkpoint.notes["log"] = String(
      decoding: try JSONEncoder().encode(training.log), as: UTF8.self)
    for setting in settings { checkpoint.notes[setting.name] = setting.value }
    // ANCHOR_END: keep
    let folder = file.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw LessonError("the folder \(folder.path) cannot be made: \(LessonError.reason(error)).")
    }
    try checkpoint.write(to: file)
  }

  /// Puts the training on the disk in place of one that has not begun.
  ///
  /// - Throws: `LessonError` or `CheckpointError` where there is none, or that of another run.
  func restore(_ training: inout Training) throws {
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw LessonError(
        "there is no checkpoint to resume from at \(file.path): say the same without --resume.")
    }
    let checkpoint = try Checkpoint<Float>(from: file)
    for (name, value) in settings {
      let found = checkpoint.notes[name] ?? "unknown"
      guard found == value else {
        throw LessonError(
          "the checkpoint \(file.path) is of another run: its \(name) is \(found), here it is "
            + "\(value). Run with the same, or without --resume.")
      }
    }
    do {
      try checkpoint.restore(training.pair.G, from: "G")
      try checkpoint.restore(training.pair.D, from: "D")
      try checkpoint.restore(&training.pair.descentG, from: "descentG")
      try checkpoint.restore(&training.pair.descentD, from: "descentD")
      training.order = try checkpoint.generator("order")
      training.random = try checkpoint.generator("random")
      let log = Data((checkpoint.notes["log"] ?? "").utf8)
      guard let log = try? JSONDecoder().decode(Training.Log.self, from: log) else {
        throw CheckpointError.Problem.missingNote("log")
      }
      training.log = log
      training.frames = try log.qualities.indices.map { k in
        guard let frame = checkpoint.tensors["frames.\(k)"] else {
          throw CheckpointError.Problem.missingTensor(
            "frames.\(k)", present: checkpoint.tensors.names)
        }
        return frame
      }
    } catch let problem as CheckpointError.Problem {
      throw CheckpointError(file: file.path, problem: problem)
    }
  }

  /// Removes the checkpoint of a run that has ended.
  func remove() {
    try? FileManager.default.removeItem(at: file)
  }
}
