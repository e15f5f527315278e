// What a lesson needs that can be interrupted and resumed: a place for its checkpoint, and the
// command that takes it up again.

import Foundation

extension Lesson {
  /// Where the lesson's checkpoint is kept: `.build/checkpoints/lesson-07.safetensors` in the
  /// repository, or in the current folder outside of it; a quick run's beside it.
  public var checkpointFile: URL {
    let current = URL(
      fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
    let name = Self.name + options.sized(full: "", quick: "-quick")
    return (Repository.root() ?? current)
      .appendingPathComponent(".build/checkpoints", isDirectory: true)
      .appendingPathComponent(name + ".safetensors", isDirectory: false)
  }

  /// The command that runs this lesson as it was run now, with `--resume`; in the repository
  /// through `swift run`.
  public static var resumingCommand: String {
    resumingCommand(CommandLine.arguments, isInRepository: Repository.root() != nil)
  }

  static func resumingCommand(_ arguments: [String], isInRepository: Bool) -> String {
    let program = isInRepository ? ["swift", "run", name] : Array(arguments.prefix(1))
    let options = arguments.dropFirst().filter { $0 != "--resume" }
    return (program + options + ["--resume"]).map(quoted).joined(separator: " ")
  }

  /// A word as a shell reads it back.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.wholeMatch(of: /[A-Za-z0-9_\/.,:=@%+~-]+/) != nil && !word.hasPrefix("~")
    return isPlain ? word : "'" + word.replacingOccurrences(of: "'", with: #"'\''"#) + "'"
  }
}
