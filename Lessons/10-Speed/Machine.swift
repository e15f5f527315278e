// What the machine can do at best: multiply and add numbers that are at hand, and read numbers that
// need nothing done to them. No program is faster, and the share of this that a program reaches says
// more than its time.

import Gradus

/// `count` sums that grow side by side for `steps` steps, each waiting only for itself.
@inline(never)
func chains<let count: Int>(_ sums: InlineArray<count, Lanes>, steps: Int) -> Float {
  // ANCHOR: chains
  var sums = sums
  let tiny = Lanes(repeating: 1e-9)
  for _ in 0..<steps {
    for k in 0..<count { sums[k].addProduct(sums[k], tiny) }
  }
  // ANCHOR_END: chains
  return total(of: sums)
}

/// Looks at every sum, so that each has to be computed.
private func total<let count: Int>(of sums: InlineArray<count, Lanes>) -> Float {
  var total = Lanes()
  for k in 0..<count { total += sums[k] }
  return total[0]
}

/// Chains of multiplications and additions, as work to be timed.
struct Chains: Sendable {
  /// How many grow side by side.
  let count: Int
  let work: @Sendable () -> Float

  private static let steps = 10_000
  /// How often a thread of many does the work, so that all of them have begun.
  private static let repetitions = 20

  private init<let n: Int>(_: InlineArray<n, Lanes>.Type) {
    count = n
    // All different, as the compiler sees through equal ones.
    let beginnings = InlineArray<n, Lanes> { Lanes(repeating: Float($0 + 1)) }
    work = { chains(beginnings, steps: Self.steps) }
  }

  /// From a single chain to more than any processor can keep going.
  static let all = [
    Chains(InlineArray<1, Lanes>.self), Chains(InlineArray<2, Lanes>.self),
    Chains(InlineArray<4, Lanes>.self), Chains(InlineArray<8, Lanes>.self),
    Chains(InlineArray<12, Lanes>.self), Chains(InlineArray<16, Lanes>.self),
  ]

  /// The most chains.
  static var most: Chains { all[all.count - 1] }

  /// The operations of the work: a multiplication and an addition per lane and step.
  var operations: Double { Double(2 * Self.steps * count * Lanes.scalarCount) }

  /// The operations of ``workOfAllThreads()``.
  func operationsOfAll(_ threads: Int) -> Double { Double(threads * Self.repetitions) * operations }

  /// Does the work on every thread at the same time.
  func workOfAllThreads() -> Float {
    let threads = ThreadTeam.current.count
    var results = [Float](repeating: 0, count: threads)
    results.withUnsafeMutableBufferPointer { results in
      // Every thread writes to a place of its own.
      nonisolated(unsafe) let results = results
      ThreadTeam.current.share(threads) { thread in
        for _ in 0..<Self.repetitions { results[thread] += work() }
      }
    }
    return results[0]
  }
}

/// Memory that begins at the beginning of a cache line.
final class Block {
  /// How many numbers it holds.
  let count: Int
  private let numbers: UnsafeMutablePointer<Float>

  /// A block of ones of the given size, a multiple of 512 bytes.
  init(bytes: Int) {
    precondition(bytes % 512 == 0, "Block: \(bytes) bytes are no multiple of 512")
    count = bytes / MemoryLayout<Float>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 4096)
    numbers = raw.initializeMemory(as: Float.self, repeating: 1, count: count)
  }

  deinit { UnsafeMutableRawPointer(numbers).deallocate() }

  /// Reads all numbers, eight vectors at a time, with a sum for each of the eight.
  @inline(never)
  func read() -> Float {
    let numbers = UnsafePointer(numbers)
    var sums = InlineArray<8, Lanes>(repeating: Lanes())
    for place in Swift.stride(from: 0, to: count, by: 8 * Lanes.scalarCount) {
      for k in 0..<8 {
        let lanes: Lanes = numbers.vector(at: place &+ k &* Lanes.scalarCount)
        sums[k] += lanes
      }
    }
    return total(of: sums)
  }

  /// Reads every `stride`-th number, eight at a time, with a sum for each of the eight.
  @inline(never)
  func walk(stride: Int) -> Float {
    // ANCHOR: walk
    var sums = InlineArray<8, UInt32>(repeating: 0)
    for place in Swift.stride(from: 0, to: count, by: 8 * stride) {
      for k in 0..<8 { sums[k] &+= numbers[place &+ k &* stride].bitPattern }
    }
    // ANCHOR_END: walk
    var total: UInt32 = 0
    for k in 0..<8 { total &+= sums[k] }
    return Float(total)
  }
}
