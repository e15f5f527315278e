// The machine's best, as measured: how fast it multiplies and adds, and how fast it reads from near
// and from far. Williams, Waterman and Patterson (2009) draw both into one figure, the roofline.

import LessonKit

/// Operations and bytes a second that no program exceeds.
struct Limits {
  /// The sizes of memory that are read: one that any first cache holds, one that any second cache
  /// holds, and one that hardly any cache does.
  static let blocks = [
    (name: "first cache", key: "L1", bytes: 16 << 10),
    (name: "second cache", key: "L2", bytes: 192 << 10),
    (name: "memory", key: "memory", bytes: 256 << 20),
  ]

  /// The operations a second of 1, 2, 4, … chains on one core.
  let chains: [Double]
  /// The operations a second of all cores together.
  let team: Double
  /// The bytes a second that one core reads from each of the blocks.
  let reads: [Double]

  /// One core's peak, in operations a second.
  var peak: Double { chains.max() ?? 0 }

  /// How many additions of vectors have to be under way at once for the peak.
  var underWay: Double { peak / chains[0] }

  /// The least intensity, in operations a byte, at which reading from a block does not limit.
  func ridge(_ block: Int) -> Double { peak / reads[block] }

  func write(into record: inout RunRecord) {
    record.volatile("peak", peak / 1e9)
    record.volatile("peak.team", team / 1e9)
    record.volatile("chains.one", chains[0] / 1e9)
    record.volatile("chains.underway", underWay)
    for (k, block) in Self.blocks.enumerated() {
      record.volatile("reads.\(block.key)", reads[k] / 1e9)
      record.volatile("ridge.\(block.key)", ridge(k))
    }
    print(
      """
      One core: \(peak / 1e9, "%.0f") billion operations a second at best, \
      \(chains[0] / 1e9, "%.0f") in one chain; all cores: \(team / 1e9, "%.0f"). It reads \
      \(reads[0] / 1e9, "%.0f") GB/s from the first cache, \(reads[1] / 1e9, "%.0f") from the \
      second, \(reads[2] / 1e9, "%.0f") from memory.\n
      """)
  }
}
