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
    try holdWaysToDouble(into: &record)
    problem.describe(into: &record)
    let (speeds, limits) = try climb(problem, into: &record)
    try readInStrides(into: &record)
    try drawMemory(problem, into: &record)
    try growBatches(into: &record, using: &generator)
    try dropChecks(into: &record)
    try drawChains(limits, into: &record)
    try countTraffic(problem, under: limits, speeds, into: &record)
    try multiplyMatrices(into: &record, using: &generator)
    try record.write()
  }

  /// Times everything that is timed.
  var stopwatch: Stopwatch {
    Stopwatch(
      rounds: options.sized(full: 41, quick: 3), patience: options.sized(full: 8, quick: 0.1))
  }

  /// How a set of works was timed, for its page.
  func recipe(of works: String) -> Recipe {
    Recipe(
      data: works,
      rule: "timed in turn, round after round; medians of up to \(stopwatch.rounds) rounds of at "
        + "least \(Int(1e3 * Stopwatch.least)) ms each")
  }

  /// Holds every way to the convolution in double precision.
  private func holdWaysToDouble(into record: inout RunRecord) throws {
    let examples = options.sized(full: 64, quick: 16)
    // Another machine rounds otherwise.
    let worst = try record.result("error", within: nil) {
      var generator = RandomGenerator(seed: options.seed)
      let problem = Problem(examples: examples, using: &generator)
      return try Way.all.map { way in
        let error = problem.error(of: way.run(problem))
        guard error < 1e-5 else {
          throw LessonError("the way \"\(way.name)\" is wrong by \(error) of the largest number.")
        }
        return error
      }.max() ?? 0
    }
    record.volatile("error", worst)
    print("All seven ways agree to \(worst, "%.0e") of the largest number.\n")
  }
}

/// The largest difference between numbers and what they are in `Double`, relative to the largest of
/// these.
func largestError(of numbers: [Float], against exact: [Double]) -> Double {
  let difference = zip(numbers, exact).map { abs(Double($0) - $1) }.max() ?? 0
  return difference / (exact.map { abs($0) }.max() ?? 1)
}
