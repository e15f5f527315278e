// Lesson 03: universal approximation. One hidden layer can come as close to a continuous function
// as one likes. A network is built by hand with its bound, others of the same size are trained;
// width is weighed against depth, and existence against what descent finds.

import ArgumentParser
import Gradus
import LessonKit

@main
struct UniversalApproximation: Lesson {
  static let number = 3
  static let title = "Universal approximation"
  static let abstract = """
    Builds networks of sigmoids by hand with a bound for their error, trains others of the same \
    size, weighs depth against width on a sawtooth and draws a function of two variables.
    """
  static let quickly = """
    trains for a tenth of the steps or fewer, at fewer widths and from two seeds instead of five
    """

  @OptionGroup var options: LessonOptions

  func run() throws {
    var record = try startRecord()
    var generator = RandomGenerator(seed: options.seed)
    try construction(into: &record)
    try powers(into: &record)
    try training(into: &record, using: &generator)
    try depth(into: &record, using: &generator)
    try plane(into: &record, using: &generator)
    try record.write()
  }
}

/// The median of numbers, of which there is at least one; of two in the middle, the lower.
func median(_ values: [Double]) -> Double {
  values.sorted()[(values.count - 1) / 2]
}
