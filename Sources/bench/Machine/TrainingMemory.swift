// How much memory training takes: the largest amount that the process had at any time, as the system
// counts it, beside the images. Whoever keeps memory from one step to the next is found by training
// on.

import Foundation

/// The memory of a process that trains LeNet-5 on 64 images at a time.
struct TrainingMemory: Equatable {
  /// The largest amount after the first steps, without the images, in bytes.
  let resident: Int
  /// By how much it grew over a thousand steps, in bytes.
  let growth: Int

  /// What is allowed.
  static let residentLimit = 150_000_000
  static let growthLimit = 2_000_000

  /// Trains for 100 steps, then for 1,000.
  static func measured() -> TrainingMemory {
    let task = LeNet(batch: 64, images: 10_000)
    let step = task.prepared()
    for _ in 0..<100 { _ = step() }
    let first = peak()
    for _ in 0..<1_000 { _ = step() }
    return TrainingMemory(
      resident: first - task.images * 3 * 32 * 32, growth: peak() - first)
  }

  /// Whether it keeps the limits.
  var isWithinLimits: Bool { resident < Self.residentLimit && growth < Self.growthLimit }

  /// The most memory that the process has had.
  private static func peak() -> Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss * 1024
    #endif
  }
}

extension TrainingMemory: CustomStringConvertible {
  var description: String {
    """
    LeNet-5, batch 64: \(megabytes(resident)) resident beside the images (limit \
    \(megabytes(Self.residentLimit))), \(megabytes(growth)) more after 1,000 further steps (limit \
    \(megabytes(Self.growthLimit)))
    """
  }

  private func megabytes(_ bytes: Int) -> String {
    String(format: "%.1f MB", Double(bytes) / 1e6)
  }
}
