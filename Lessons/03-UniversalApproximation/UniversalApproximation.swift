// Lesson 03: universal approximation. One hidden layer can come as close to a continuous function
// as one likes. A network is built by hand with its bound, others of the same size are trained;
// width is weighed against depth, and existence against what descent finds.

import ArgumentParser
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
    trains for a tenth of the steps or fewer, at fewer widths and from two seeds instead of three
    """

  @OptionGroup var options: LessonOptions

  func run() throws {
    var record = try startRecord()
    try drawBumps(into: &record)
    try measureConstruction(into: &record)
    try squareWithSigmoids(into: &record)
    try trainWidths(into: &record)
    try trainDepths(into: &record)
    try trainPlane(into: &record)
    try record.write()
  }
}
