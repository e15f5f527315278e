// What a lesson is to the command line. A lesson conforms, trains in `run()`, and is its own
// program:
//
//     @main struct Regression: Lesson {
//       static let number = 1
//       static let title = "Regression"
//       static let abstract = "Fits a line to 442 patients, by formula and by descent."
//       static let quickly = "takes 200 steps where the full run takes 2,000"
//       @OptionGroup var options: LessonOptions
//       func run() throws { … }
//     }

import ArgumentParser
import Foundation
@_exported import Records

/// A numbered program of the book.
///
/// Its `main` ends with exit status 0, or 64 for malformed options; any error thrown from `run()`
/// becomes one sentence on standard error, `lesson-01: …`, and exit status 1.
public protocol Lesson: ParsableCommand {
  /// The number of the chapter, which names `Figures/NN` and the product `lesson-NN`.
  static var number: Int { get }

  /// The title of the chapter.
  static var title: String { get }

  /// One sentence for `--help`: what the lesson does.
  static var abstract: String { get }

  /// What a run under `--quick` leaves out, to go on from "--quick": "takes 500 steps of 5,000".
  static var quickly: String { get }

  /// The shared options; declare them as an `@OptionGroup`.
  var options: LessonOptions { get }
}

extension Lesson {
  /// The name of the product: `lesson-01`.
  public static var name: String { "lesson-" + Repository.folderName(ofLesson: number) }

  /// The name and abstract for `--help`.
  public static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: name, abstract: abstract)
  }

  /// An empty record of this run, which reads what ships with the package unless `--data` names
  /// others; of data that have to be found see ``startRecord(reading:)``.
  ///
  /// - Throws: ``LessonError`` if the folder for the figures cannot be found or made.
  public func startRecord() throws -> RunRecord {
    try RunRecord(lesson: Self.number, title: Self.title, options: options)
  }

  /// Parses the command line, runs the lesson and ends the program.
  public static func main() {
    Program.begin(as: name)
    let interruption = Interruption(
      "\(name): interrupted before it had written anything, so nothing is kept.")
    let end = ending(of: Array(CommandLine.arguments.dropFirst()), interruption)
    // Last words come last, also where output goes to a file or a pipe.
    fflush(nil)
    if !end.message.isEmpty {
      if end.status == 0 { print(end.message) } else { Program.say(end.message) }
    }
    Foundation.exit(end.status)
  }

  /// Runs the lesson on `arguments` and says how the program should end.
  static func ending(
    of arguments: [String], _ interruption: Interruption? = nil
  ) -> (status: Int32, message: String) {
    var command: any ParsableCommand
    do {
      command = try parseAsRoot(arguments)
    } catch {
      return (exitCode(for: error).rawValue, fullMessage(for: error))
    }
    do {
      if let lesson = command as? Self {
        lesson.options.notes.interruption = interruption
        try lesson.options.checkEnvironment()
        lesson.announce()
      }
      try command.run()
      return (0, "")
    } catch {
      let status = exitCode(for: error)
      let isOurs = status == .failure && !(error is ExitCode)
      return (
        status.rawValue,
        isOurs ? "\(name): \(LessonError.sentence(for: error))" : fullMessage(for: error)
      )
    }
  }
}
