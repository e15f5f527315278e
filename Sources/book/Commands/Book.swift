// `swift run book`: weaves the book from the lessons' runs and checks it. Findings are lines that
// editors jump to, `file:line: sentence`, on standard output; exit status 1 says there are some.

import ArgumentParser
import Foundation
import Records

/// The tool and its subcommands.
@main
struct Book: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book",
    abstract: "Weaves the book from the lessons' runs, and checks it.",
    subcommands: [
      Weave.self, Check.self, Runs.self, Compare.self, Stale.self, Settle.self, Show.self,
      Pages.self,
    ])

  static func main() {
    Program.begin(as: "book")
    main(nil)
  }
}

/// Where the book is; shared by the subcommands.
struct RootOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The root of the repository, found from the current folder if not given.",
      valueName: "folder"),
    completion: .directory)
  var root: String?

  /// The book below the root.
  ///
  /// - Throws: ``LessonError`` if no repository holds the current folder, or it has no book.
  func manuscript() throws -> Manuscript {
    if let root { return try Manuscript(root: URL(fileURLWithPath: root, isDirectory: true)) }
    guard let root = Repository.root() else {
      throw LessonError(
        "the current folder is not inside the Gradus repository: go there, or say --root <folder>.")
    }
    return try Manuscript(root: root)
  }
}

/// Prints findings and ends with status 1 if there are any.
func refuse(_ findings: [Finding]) throws {
  guard !findings.isEmpty else { return }
  print(findings.map(\.description).joined(separator: "\n"))
  throw ExitCode.failure
}
