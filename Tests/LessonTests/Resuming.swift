// A training that is killed and taken up again must end as one that nobody has interrupted.

import Foundation
import Testing

@testable import LessonKit

/// What ends a training before its time.
private struct Kill: Error {}

/// A training that another process, as it were, has gone on with.
///
/// - Parameters:
///   - first: the training that is killed.
///   - fresh: the same, not begun.
///   - stop: after how many calls of `train`'s closure it is killed.
///   - train: brings a training to its end, and calls the closure wherever it could be interrupted.
/// - Returns: the second training.
func resumed<Training: Resumable>(
  _ first: inout Training, from fresh: Training, after stop: Int,
  _ train: @escaping (inout Training, (Training) throws -> Void) throws -> Void
) throws -> Training {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: folder) }
  func bookmark() -> Bookmark {
    Bookmark(
      file: folder.appending(path: "deep/training.safetensors"), settings: [("data", "few")],
      rhythm: Rhythm(every: .zero))
  }
  var pauses = 0
  #expect(throws: Kill.self) {
    try bookmark().finish(&first, as: "training") { training, pause in
      try train(&training) { training in
        try pause(training)
        pauses += 1
        if pauses == stop { throw Kill() }
      }
    }
  }
  let other = bookmark()
  try other.resume()
  var second = fresh
  try other.finish(&second, as: "training", train)
  return second
}
