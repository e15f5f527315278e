// Lesson 10: from loops to peak. One convolution written seven ways, each of which removes what held
// up the one before; beside them small experiments that show why, and what the machine can do at
// best.

import ArgumentParser
import Gradus
import LessonKit

@main
struct Speed: Lesson {
  static let number = 10
  static let title = "From loops to peak"
  static let abstract = """
    Computes one convolution in seven ways, from tensor subscripts to tiles on all cores; measures \
    each, what the machine could do at best, and what lies between.
    """
  static let quickly = """
    measures everything up to 3 times where the full run measures it up to 41 times, and checks the \
    ways on 16 images instead of 64
    """

  @OptionGroup var options: LessonOptions

  func run() throws {
    var record = try startRecord()
    var generator = RandomGenerator(seed: options.seed)
    let problem = Problem(using: &generator)
    try compare(into: &record)
    describe(problem, into: &record)
    let traffic = try traffic(problem, into: &record)
    try measure(problem, traffic, into: &record)
    try strides(into: &record)
    try batches(into: &record, using: &generator)
    try checks(into: &record)
    try matrices(into: &record, using: &generator)
    try record.write()
  }

  var stopwatch: Stopwatch {
    Stopwatch(
      rounds: options.sized(full: 41, quick: 3), patience: options.sized(full: 8, quick: 0.1))
  }

  /// Holds every way to the convolution in double precision.
  private func compare(into record: inout RunRecord) throws {
    let examples = options.sized(full: 64, quick: 16)
    // Another machine rounds otherwise.
    let worst = try record.result("error", within: nil) {
      var generator = RandomGenerator(seed: options.seed)
      let problem = Problem(examples: examples, using: &generator)
      var worst = 0.0
      for way in Way.all {
        let error = problem.error(of: way.run(problem))
        guard error < 1e-5 else {
          throw LessonError("the way \"\(way.name)\" is wrong by \(error) of the largest number.")
        }
        worst = max(worst, error)
      }
      return worst
    }
    record.volatile("error", worst)
    print("All seven ways agree to \(worst, "%.0e") of the largest number.\n")
  }

  /// Records the sizes, and how the speeds that were published for the library this project grew
  /// from compare with them.
  private func describe(_ problem: Problem, into record: inout RunRecord) {
    record.number("products", problem.operations / 2, agreement: .quick())
    record.number("operations", problem.operations, agreement: .quick())
    record.number("taps", problem.taps, agreement: .quick())
    record.number("kilobytes", problem.compulsoryBytes / 1000, agreement: .quick())
    record.number(
      "intensity", problem.operations / problem.compulsoryBytes, agreement: .quick())
    let products = 28 * 28 * 6 * 75 + 10 * 10 * 16 * 150 + 400 * 120 + 120 * 84 + 84 * 10
    let imagesPerSecond = 116.84
    record.number("story.products", products, agreement: .quick())
    record.number(
      "story.speed", 2 * Double(products) * imagesPerSecond / 1e9, agreement: .quick())
  }

  /// Times the ways in turn with the chains and reads that are the machine's best.
  private func measure(
    _ problem: Problem, _ traffic: [Traffic], into record: inout RunRecord
  ) throws {
    let chains = Chains.all
    let watch = stopwatch
    let measured = try record.result("times", within: nil) {
      let blocks = Limits.blocks.map { Block(bytes: $0.bytes) }
      let works =
        Way.all.map { way in { way.run(problem)[0] } } + chains.map(\.work)
        + [{ onAllThreads(chains[chains.count - 1].work) }]
        + blocks.map { block in { block.read() } }
      let progress = ProgressLine("measuring", of: watch.rounds)
      let timings = watch.time(works) { progress.advance() }
      return Measurement(threads: ThreadTeam.current.count, timings: timings)
    }

    let threads = measured.threads
    var rest = measured.timings[...]
    func next(_ count: Int) -> [Timing] {
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    let ways = next(Way.all.count)
    let limits = Limits(
      chains: zip(chains, next(chains.count)).map { $0.operations / $1.seconds },
      team: Double(threads * Chains.repetitions) * chains[chains.count - 1].operations
        / next(1)[0].seconds,
      reads: zip(Limits.blocks, next(Limits.blocks.count)).map { Double($0.bytes) / $1.seconds })
    record.volatile("threads", Double(threads))
    limits.write(into: &record)
    try ladder(problem, ways, limits, into: &record)
    try roofline(problem, traffic, ways, limits, into: &record)
    try chainsFigure(chains.map(\.count), limits, into: &record)
  }

  /// Records and prints what each way takes.
  private func ladder(
    _ problem: Problem, _ timings: [Timing], _ limits: Limits, into record: inout RunRecord
  ) throws {
    var table = Table(
      .text("way"), .volatile("ms", "%.3f"), .volatile("±", "%.1p"),
      .volatile("billion op/s", "%.2f"), .volatile("share of a core's peak", "%.2p"),
      .volatile("times faster", "%.1f"), .text("what decides"))
    for (k, (way, timing)) in zip(Way.all, timings).enumerated() {
      let speed = problem.operations / timing.seconds
      let gain = timings[max(0, k - 1)].seconds / timing.seconds
      table.add(
        "\(k + 1) \(way.name)", 1e3 * timing.seconds, timing.spread, speed / 1e9,
        speed / limits.peak, gain, way.reason)
      record.volatile("ways.\(k + 1).ms", 1e3 * timing.seconds)
      record.volatile("ways.\(k + 1).speed", speed / 1e9)
      record.volatile("ways.\(k + 1).share", speed / limits.peak)
      record.volatile("ways.\(k + 1).gain", gain)
      record.volatile("ways.\(k + 1).ns", 1e9 * timing.seconds / (problem.operations / 2))
    }
    record.volatile("ways.gain", timings[0].seconds / timings[5].seconds)
    record.volatile("ways.total", timings[0].seconds / (timings.last ?? timings[5]).seconds)
    record.volatile("ways.team", problem.operations / timings[6].seconds / limits.team)
    record.table("ways", table)
    print("\(table)\n")
    try drawLadder(timings.map { problem.operations / $0.seconds }, limits, into: &record)
  }
}

/// What was measured of the ways and of the machine.
private struct Measurement: Codable {
  /// The threads that work at the same time.
  let threads: Int
  /// The timings of all ways, of the chains on one thread, of the longest on all, and of the reads.
  let timings: [Timing]
}

/// Does some work on every thread at the same time, often enough for the threads to have begun.
func onAllThreads(_ work: Work) -> Float {
  let count = ThreadTeam.current.count
  var results = [Float](repeating: 0, count: count)
  results.withUnsafeMutableBufferPointer { results in
    // Every thread writes to a place of its own.
    nonisolated(unsafe) let results = results
    ThreadTeam.current.share(count) { thread in
      for _ in 0..<Chains.repetitions { results[thread] += work() }
    }
  }
  return results[0]
}
