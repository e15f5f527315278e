// Work that is kept and taken up again: when it is written down, what is said, and what is refused.

import Foundation
import Gradus
import Synchronization
import TestSupport
import Testing

@testable import LessonKit

/// Work of ten steps: a sum of random numbers.
private struct Sum: Resumable {
  struct Log: Codable, Equatable { var (steps, lowest) = (0, Double.infinity) }
  var log = Log()
  var total = Tensor<Float>(0)
  var random = RandomGenerator(seed: 3)

  mutating func run(_ afterStep: (Sum) throws -> Void) rethrows {
    while log.steps < 10 {
      let number = random.uniform()
      total = total + Tensor(Float(number))
      log.lowest = min(log.lowest, number)
      log.steps += 1
      try afterStep(self)
    }
  }

  func keep(in checkpoint: inout Checkpoint<Float>, as name: String) {
    checkpoint.tensors["\(name).total"] = total
    checkpoint.keep(random, as: "\(name).random")
  }

  mutating func restore(
    from checkpoint: Checkpoint<Float>, as name: String
  ) throws(CheckpointError.Problem) {
    guard let total = checkpoint.tensors["\(name).total"] else {
      throw .missingTensor("\(name).total", present: checkpoint.tensors.names)
    }
    self.total = total
    random = try checkpoint.generator("\(name).random")
  }
}

struct BookmarkTests {
  private struct Kill: Error {}
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var file: URL { folder.url.appending(path: "below/sum.safetensors") }

  private func bookmark(
    data: String = "a", _ interruption: Interruption? = nil, every interval: Duration = .zero,
    now: @escaping () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) -> Bookmark {
    Bookmark(
      file: file, settings: [("data", data), ("sources", "b")], farewell: "kept",
      interruption: interruption, rhythm: Rhythm(every: interval, now: now))
  }

  /// Does two pieces of work, and is killed after so many steps of both together.
  private func work(_ bookmark: Bookmark, until stop: Int = 99) throws -> [Sum] {
    var steps = 0
    return try ["one", "two"].map { name in
      var sum = Sum()
      try bookmark.finish(&sum, as: name) { sum, pause in
        try sum.run { sum in
          try pause(sum)
          steps += 1
          if steps == stop { throw Kill() }
        }
      }
      return sum
    }
  }

  @Test(arguments: [1, 5, 10, 11, 19])
  func whatWasKilledEndsAsIfItHadNotBeen(stop: Int) throws {
    let straight = try work(bookmark())
    #expect(throws: Kill.self) { try work(bookmark(), until: stop) }
    let second = bookmark()
    try second.resume()
    let resumed = try work(second)
    #expect(resumed.map(\.total) == straight.map(\.total))
    #expect(resumed.map(\.log) == straight.map(\.log))
  }

  @Test func itIsWrittenFromTimeToTime() throws {
    var time = ContinuousClock.now
    var writings: [Int] = []
    let bookmark = bookmark(every: .seconds(30)) { time }
    var sum = Sum()
    try bookmark.finish(&sum, as: "sum") { sum, pause in
      try sum.run { sum in
        time += .seconds(11)
        try pause(sum)
        if FileManager.default.fileExists(atPath: file.path) {
          writings.append(sum.log.steps)
          try FileManager.default.removeItem(at: file)
        }
      }
    }
    #expect(writings == [3, 6, 9])
  }

  @Test func ctrlCIsAnsweredWhenAllIsWritten() throws {
    let ends = Mutex<[String]>([])
    let interruption = Interruption("nothing kept") { farewell in
      ends.withLock { $0.append(farewell) }
    }
    let bookmark = bookmark(interruption, every: .seconds(3_600))
    var sum = Sum()
    try bookmark.finish(&sum, as: "sum") { sum, pause in
      try sum.run { sum in
        if sum.log.steps == 4 { interruption.press() }
        try pause(sum)
        #expect(ends.withLock(\.isEmpty) == (sum.log.steps < 4))
        if sum.log.steps == 4 {
          #expect(try Checkpoint<Float>(from: file).tensors["sum.total"] == sum.total)
        }
      }
    }
    #expect(ends.withLock(\.first) == "kept")
  }

  @Test func aRunThatBeginsAnewIsTold() throws {
    #expect(bookmark().notice == nil)
    #expect(throws: Kill.self) { try work(bookmark(), until: 1) }
    #expect(bookmark().notice?.contains("--resume goes on with it, this run begins anew.") == true)
    #expect(bookmark(data: "other").notice?.contains("is damaged or of other data") == true)
    let other = bookmark()
    other.remove()
    #expect(other.notice != nil, "it was not this run's")
    _ = try work(other)
    other.remove()
    #expect(other.notice == nil)
  }

  @Test func whatCannotBeResumedIsSaid() throws {
    func sentence(_ bookmark: Bookmark) -> String {
      do {
        try bookmark.resume()
        _ = try work(bookmark)
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(sentence(bookmark()).hasPrefix("there is no checkpoint to resume from at "))
    #expect(throws: Kill.self) { try work(bookmark(), until: 3) }
    let whole = try Data(contentsOf: file)
    #expect(sentence(bookmark(data: "c")).contains("is of another run (data: a, here c)"))
    for count in [0, 5, 100, whole.count - 1] {
      try whole.prefix(count).write(to: file)
      #expect(sentence(bookmark()).contains("the checkpoint is truncated"), "\(count) bytes")
    }
    try whole.write(to: file)
    var damaged = try Checkpoint<Float>(from: file)
    damaged.notes["one"] = "{}"
    try damaged.write(to: file)
    #expect(sentence(bookmark()).hasSuffix("the checkpoint does not say what 'one' was"))
    damaged.tensors["one.total"] = nil
    damaged.notes["one"] = #"{"steps":3,"lowest":0.1}"#
    try damaged.write(to: file)
    #expect(sentence(bookmark()).contains("the checkpoint has no tensor 'one.total'"))
    try whole.write(to: file)
    #expect(sentence(bookmark()) == "")
  }

  /// A full disk or a folder that cannot be made is no reason to stop.
  @Test func workGoesOnWhereNothingCanBeKept() throws {
    try Data().write(to: folder.url.appending(path: "below"))
    #expect(try work(bookmark()).map(\.log.steps) == [10, 10])
  }
}
