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
  static func measured() throws -> TrainingMemory {
    let task = LeNet(batch: 64, images: 10_000)
    let step = task.prepared()
    for _ in 0..<100 { _ = step() }
    let first = try peak()
    for _ in 0..<1_000 { _ = step() }
    return TrainingMemory(
      resident: first - task.images * 3 * 32 * 32, growth: try peak() - first)
  }

  /// Whether it keeps the limits.
  var isWithinLimits: Bool { resident < Self.residentLimit && growth < Self.growthLimit }

  /// The most memory that this program has had, in bytes.
  private static func peak() throws -> Int {
    #if os(Linux)
      // Not getrusage's, which begins with that of the process that started this one (proc(5)).
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      let words = line?.split(separator: " ") ?? []
      guard words.count > 1, let kilobytes = Int(words[1]) else {
        throw BenchError("/proc/self/status does not say how much memory there was.")
      }
      return kilobytes * 1024
    #else
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
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
