// Lesson 00: is this gradient right? A wrong one that trains, what a derivative is to a computer,
// three witnesses, kinks, and what the checker says to every mistake it knows by name.

import ArgumentParser
import GradientCheck
import Gradus
import LessonKit

@main
struct IsThisGradientRight: Lesson {
  static let number = 0
  static let title = "Is this gradient right?"
  static let abstract = """
    Trains with wrong gradients and has them checked, looks at how a numeric derivative errs, and \
    shows what the checker says to every mistake it knows by name.
    """

  @OptionGroup var options: LessonOptions

  func run() throws {
    var record = try startRecord()
    record.dependsOn(["Sources/GradientCheck", "Sources/GradientPlots"])
    try story(into: &record)
    try steps(into: &record)
    try witnesses(into: &record)
    try kinks(into: &record)
    try gallery(into: &record)
    try map(into: &record)
    print("All \(record.run.outputs.count) reports, the failures among them, say what they should.")
    try record.write()
  }

  /// Prints and records a report; one that says something else than the chapter is an error.
  func show(
    _ key: String, _ report: GradientReport, into record: inout RunRecord, if isMeant: Bool
  ) throws {
    guard isMeant else { throw LessonError("the report \(key) is not what was meant: \(report)") }
    print("\(key)\n\(report)\n")
    record.output(key, "\(report)")
  }
}
