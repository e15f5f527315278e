// The options every lesson shares. A lesson holds them as an option group:
//
//     @OptionGroup var options: LessonOptions
//
// Malformed options are usage errors (exit status 64, swift-argument-parser's convention); a folder
// that is not there is an environment error (one sentence, exit status 1).

import ArgumentParser
import Foundation
import Synchronization

/// What a reader may say to any lesson: how long to train, from which seed, on which data, and
/// where the figures go.
public struct LessonOptions: ParsableArguments {
  /// Whether to train on a small scale: seconds instead of minutes, coarser figures.
  @Flag(help: "Train on a small scale: a glance in seconds instead of the full result.")
  public var quick = false

  /// The seed all randomness of the lesson derives from.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Start all randomness from this seed.", valueName: "n"), transform: seed)
  public var seed = Run.defaultSeed

  /// The number of epochs asked for, or nil for the lesson's own; see ``epochs(full:quick:)``.
  @Option(
    name: .customLong("epochs"), parsing: .unconditional,
    help: ArgumentHelp("Train for this many epochs instead of the lesson's own.", valueName: "n"),
    transform: count)
  public var requestedEpochs: Int?

  /// The folder that receives `NN/*.svg` and `NN/run.json`, or nil for the repository's own.
  @Option(
    help: ArgumentHelp(
      "Write into this folder. (default: Figures for the run the book shows, .build/Figures for a "
        + "run with any other option)",
      valueName: "folder"),
    completion: .directory, transform: folder)
  public var figures: URL?

  /// The folder in which alone to look for data, or nil for the usual places and the bundled.
  @Option(
    help: ArgumentHelp(
      "Look for data in this folder alone, instead of the usual places and the bundled data.",
      valueName: "folder"),
    completion: .directory, transform: folder)
  public var data: URL?

  /// Whether to look at no data but those that ship with the package.
  @Flag(help: "Read the bundled data, also where others are found.")
  public var bundled = false

  /// Whether to draw the figures of the last run of these options anew, and compute nothing.
  @Flag(help: "Draw the figures of the last such run anew, from what it has kept; compute nothing.")
  public var redraw = false

  /// The figure whose data are asked for, or nil.
  @Option(
    name: .customLong("csv"),
    help: ArgumentHelp(
      "Write the data behind a figure of the last such run, as CSV; compute nothing.",
      valueName: "figure"))
  public var figureAsCSV: String?

  /// What is found out on the way.
  let notes = RunNotes()

  /// What answers Ctrl-C, where the lesson runs as a program.
  public var interruption: Interruption? { notes.interruption }

  /// The defaults, as `LessonOptions.parse` and swift-argument-parser need them.
  public init() {}

  private enum CodingKeys: CodingKey {
    case quick, seed, requestedEpochs, figures, data, bundled, redraw, figureAsCSV
  }

  /// Refuses `--bundled` with `--data` as a usage error.
  public func validate() throws {
    if bundled, data != nil {
      throw ValidationError("--bundled and --data exclude each other.")
    }
  }

  /// Whether an earlier run's results take the place of computing.
  public var isRedrawing: Bool { redraw || figureAsCSV != nil }

  /// Whether these are the options of the run the book is woven from: full size, the default seed
  /// and epochs. Its data are for the lesson to tell.
  var areTheBooks: Bool {
    !quick && seed == Run.defaultSeed && requestedEpochs == nil
  }

  /// The number of epochs to train: what `--epochs` asks for, else what the size calls for.
  ///
  /// - Parameters:
  ///   - full: epochs of the run the book is woven from.
  ///   - quick: epochs under `--quick`.
  public func epochs(full: Int, quick: Int) -> Int {
    requestedEpochs ?? sized(full: full, quick: quick)
  }

  /// One of two values by the size of the run: `quick` under `--quick`, else `full`. Both are
  /// noted, so that a quick run knows what a full one would do.
  public func sized<Value>(full: Value, quick: Value) -> Value {
    notes.add(size: "full \(full), quick \(quick)")
    return self.quick ? quick : full
  }

  /// Throws if `--data` names a folder that is not there.
  func checkEnvironment() throws {
    guard let data else { return }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: data.path, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw LessonError("there is no folder \(data.path) to read data from (--data).") }
  }

  private static func seed(_ text: String) throws -> UInt64 {
    guard let seed = UInt64(text) else {
      throw ValidationError("A seed is a whole number from 0 to \(UInt64.max).")
    }
    return seed
  }

  private static func count(_ text: String) throws -> Int {
    guard let count = Int(text), count > 0 else {
      throw ValidationError("A number of epochs is a whole number, at least 1.")
    }
    return count
  }

  private static func folder(_ path: String) throws -> URL {
    if path.isEmpty { throw ValidationError("The name of a folder must not be empty.") }
    return URL(fileURLWithPath: path, isDirectory: true)
  }
}

/// What copies of the options share.
final class RunNotes: Sendable {
  private struct Contents {
    var sizes: Set<String> = []
    var speed: Double?
    var interruption: Interruption?
  }

  private let contents = Mutex(Contents())

  /// What differs between a full and a quick run, as far as the lesson has asked.
  var sizes: [String] { contents.withLock { $0.sizes.sorted() } }

  /// Notes what differs between a full and a quick run.
  func add(size: String) { contents.withLock { _ = $0.sizes.insert(size) } }

  /// How fast the machine was when the lesson began; nil if nobody has measured.
  var speed: Double? {
    get { contents.withLock { $0.speed } }
    set { contents.withLock { $0.speed = newValue } }
  }

  /// What answers Ctrl-C, if anything does.
  var interruption: Interruption? {
    get { contents.withLock { $0.interruption } }
    set { contents.withLock { $0.interruption = newValue } }
  }
}
