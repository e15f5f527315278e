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
  static let quickly = "tries 10 other starts where the full run tries 300"

  @OptionGroup var options: LessonOptions

  func run() throws {
    var record = try startRecord()
    try story(into: &record)
    try steps(into: &record)
    try witnesses(into: &record)
    try kinks(into: &record)
    try gallery(into: &record)
    try map(into: &record)
    print("All \(record.run.outputs.count) reports, the failures among them, say what they should.")
    try record.write()
  }

  /// Has gradients checked, keeps what is said of them, and prints and records it.
  @discardableResult func show(
    _ key: String, into record: inout RunRecord, _ check: () throws -> [Shown]
  ) throws -> [Shown] {
    let reports = try record.result("\(key).reports", check)
    for report in reports {
      print("\(report.key)\n\(report.text)\n")
      record.output(report.key, report.text)
    }
    return reports
  }
}

/// A report that the chapter shows.
struct Shown: Codable {
  /// The key of the output.
  let key: String
  let text: String
  /// The checker's sentence for a mistake of the gallery.
  let sentence: String?

  /// Keeps a report; one that says something else than the chapter is an error.
  init(
    _ key: String, _ report: GradientReport, if isMeant: Bool, sentence: String? = nil
  ) throws {
    guard isMeant else { throw LessonError("the report \(key) is not what was meant: \(report)") }
    (self.key, text, self.sentence) = (key, "\(report)", sentence)
  }
}
