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
    describe(problem, into: &record)
    try holdWaysToDouble(into: &record)
    let ladder = try climb(problem, into: &record)

    // What might hold up the second way: distance in memory, chains of sums, checks.
    try readInStrides(into: &record)
    try drawMemory(problem, into: &record)
    try growBatches(into: &record, using: &generator)
    try dropChecks(into: &record)
    try drawChains(ladder, into: &record)

    // Computing and carrying in one figure; and what changes where the caches are too small.
    try drawRoofline(problem, ladder, into: &record)
    try multiplyMatrices(into: &record, using: &generator)
    try drawBlocks(into: &record)
    try record.write()
  }

  /// Times everything that is timed.
  var stopwatch: Stopwatch {
    Stopwatch(
      rounds: options.sized(full: 41, quick: 3), patience: options.sized(full: 8, quick: 0.1))
  }

  /// How a set of works was timed, for its page.
  func recipe(of works: String) -> Recipe {
    let least = Int(1e3 * Stopwatch.least)
    return Recipe(
      data: works,
      rule: "timed in turn, round after round; medians of up to \(stopwatch.rounds) rounds of at "
        + "least \(least) ms each")
  }
}
