// What a lesson needs that can be interrupted and resumed: a place for its checkpoint, and the
// command that takes it up again.

import ArgumentParser
import Foundation

/// A lesson that keeps its work on the disk by a ``Bookmark``.
public protocol ResumableLesson: Lesson {
  /// Whether to go on with what an earlier run has kept; declare it as a `@Flag`.
  var resume: Bool { get }
}

extension ResumableLesson {
  /// Refuses `--resume` where nothing is computed as a usage error.
  public func validate() throws {
    if resume, options.isRedrawing {
      throw ValidationError("--resume goes on with a training; --redraw and --csv do without one.")
    }
  }

  /// Where this run keeps its work. It prints that it goes on with an earlier one's, or could have.
  ///
  /// - Parameter record: that of the run, with its data.
  /// - Throws: ``LessonError`` or `CheckpointError` where it should go on and cannot.
  public func bookmark(for record: RunRecord) throws -> Bookmark {
    let run = record.run
    let bookmark = Bookmark(
      file: checkpointFile,
      settings: [
        ("data", run.data.map { "\($0.name), \($0.hash ?? "")" }.joined(separator: "; ")),
        ("sources", Self.digest(of: run.sources)),
      ],
      farewell: """
        \(Self.name): interrupted. What it has come to is in \(checkpointFile.path); this goes on \
        with it:
          \(Self.resumingCommand)
        """,
      interruption: options.interruption)
    if options.isRedrawing { return bookmark }
    if resume {
      try bookmark.resume()
      print("Going on with \(checkpointFile.path).\n")
    } else if let notice = bookmark.notice {
      print(notice + "\n")
    }
    return bookmark
  }

  /// Where the lesson's checkpoint is kept, a place for each seed, size and number of epochs:
  /// `.build/checkpoints/lesson-07.safetensors` in the repository, or in the current folder outside
  /// of it.
  var checkpointFile: URL {
    let current = URL(
      fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
    var name = Self.name
    if options.quick { name += "-quick" }
    if options.seed != Run.defaultSeed { name += "-seed-\(options.seed)" }
    if let epochs = options.requestedEpochs { name += "-epochs-\(epochs)" }
    return (Repository.root() ?? current)
      .appendingPathComponent(".build/checkpoints", isDirectory: true)
      .appendingPathComponent(name + ".safetensors", isDirectory: false)
  }

  /// What sources have in common with others that are the same, in a word. Outside of the
  /// repository, where nobody knows them, the program stands for them.
  private static func digest(of sources: [String: String]) -> String {
    var digest = Digest()
    for (path, source) in sources.sorted(by: { $0.key < $1.key }) {
      digest.add(path)
      digest.add(source)
    }
    if sources.isEmpty, let program = Bundle.main.executableURL {
      digest.add((try? Data(contentsOf: program)) ?? Data())
    }
    return String(digest.hexadecimal.prefix(12))
  }
}

extension Lesson {
  /// The command that runs this lesson as it was run now, with `--resume`; in the repository
  /// through `swift run`.
  static var resumingCommand: String {
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
