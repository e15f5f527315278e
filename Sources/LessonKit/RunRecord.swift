// Keeping the record of a run. A lesson starts one, computes, adds what it finds, and writes it last:
//
//     var record = try startRecord()
//     let losses = try record.result("losses") { … }
//     record.number("loss", losses.last ?? 0)
//     record.claim("falls", "the loss falls", losses[9] < losses[0])
//     try record.draw("loss.svg", figure(losses))
//     try record.write()
//
// What a result is made of is kept beside the figures, so that `--redraw` needs not compute it: all
// the rest of the lesson runs as ever. So what takes no time, and is no error of rounding, need not
// be a result. A number that is not finite is no programmer's mistake (a training may diverge), so it
// is noted and `write` throws; a key used twice or misspelt is one, and stops. Nothing is written
// before `write`.

import Foundation
import Plot

/// The record of a run while it is being made.
public struct RunRecord {
  /// What has been recorded.
  public internal(set) var run: Run
  /// The lesson's folder of figures, which exists: `Figures/NN` for the run the book is woven from,
  /// `.build/Figures/NN` for every other, below `--figures` if that is given.
  public let folder: URL
  private let name: String
  private let options: LessonOptions
  private let keepsTheBooks: Bool
  /// The run whose figures are drawn anew, if one is.
  let earlier: (run: Run, results: Results)?
  private var results = Results()
  private var files: FileSet
  var problem: LessonError?
  private let start = ProcessInfo.processInfo.systemUptime

  /// Starts the record: finds and makes the folder for figures, and takes the digests of the
  /// sources that the lesson depends on.
  ///
  /// - Parameter readsTheBooksData: whether the data are those of the book's run; nil where these
  ///   are the bundled ones, and `--data` names others.
  /// - Throws: ``LessonError`` if the lesson runs outside the repository without `--figures`, the
  ///   folder cannot be made or written to, or there is no earlier run to draw anew.
  public init(
    lesson: Int, title: String, options: LessonOptions, readsTheBooksData: Bool? = nil
  ) throws {
    try self.init(
      lesson: lesson, title: title, options: options, readsTheBooksData: readsTheBooksData,
      root: Repository.root())
  }

  /// Starts the record of a program that is no lesson, in `Figures/<name>`.
  ///
  /// - Parameters:
  ///   - name: lower-case letters.
  ///   - sources: the folders of the program's own sources, relative to the root.
  /// - Throws: ``LessonError`` as for a lesson.
  public init(name: String, title: String, sources: [String], options: LessonOptions) throws {
    try self.init(
      name: name, title: title, sources: sources, options: options, root: Repository.root())
  }

  init(
    lesson: Int, title: String, options: LessonOptions, readsTheBooksData: Bool? = nil, root: URL?
  ) throws {
    let own = root.flatMap { Repository.lessonFolder(lesson, in: $0) }
    try self.init(
      name: Repository.folderName(ofLesson: lesson), lesson: lesson, title: title,
      sources: own.map { [$0] } ?? [], options: options, readsTheBooksData: readsTheBooksData,
      root: root)
  }

  init(
    name: String, lesson: Int? = nil, title: String, sources: [String], options: LessonOptions,
    readsTheBooksData: Bool? = nil, root: URL?
  ) throws {
    self.name = name
    self.options = options
    let isTheBooks =
      options.areTheBooks && (options.isRedrawing || readsTheBooksData ?? (options.data == nil))
    keepsTheBooks = options.figures == nil && !isTheBooks
    let home = keepsTheBooks ? ".build/Figures" : "Figures"
    guard let figures = options.figures ?? root?.appendingPathComponent(home) else {
      throw LessonError(
        "the current folder is not inside the Gradus repository, so it is not known where the "
          + "figures go: run the program there, or say --figures <folder>.")
    }
    folder = figures.appendingPathComponent(name, isDirectory: true)
    files = FileSet(in: folder)
    run = Run(
      lesson: lesson, title: title, size: options.quick ? .quick : .full, seed: options.seed,
      epochs: options.requestedEpochs)
    if options.isRedrawing {
      let earlier = try Self.earlierRun(like: run, in: folder)
      run = earlier.run.withoutFindings
      self.earlier = earlier
    } else {
      earlier = nil
    }
    if let root, !sources.isEmpty {
      let dependencies = try Dependencies(of: sources, in: SourceTree(root))
      if earlier == nil { run.sources = dependencies.computing }
      run.drawing = dependencies.drawing
    }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw LessonError(
        "the folder \(folder.path) cannot be made: \(LessonError.reason(error)); "
          + "--figures <folder> names another.")
    }
    guard FileManager.default.isWritableFile(atPath: folder.path) else {
      throw LessonError(
        "the folder \(folder.path) may not be written to; --figures <folder> names another.")
    }
  }

  /// The run in a folder, with what it has kept.
  private static func earlierRun(
    like run: Run, in folder: URL
  ) throws -> (run: Run, results: Results) {
    let earlier = try Run(from: folder.appendingPathComponent(Run.fileName))
    guard (earlier.size, earlier.seed, earlier.epochs) == (run.size, run.seed, run.epochs) else {
      throw LessonError(
        "the run in \(folder.path) was made with other options (size, seed or epochs), so it "
          + "cannot be drawn anew with these.")
    }
    return (earlier, try Results(from: folder.appendingPathComponent(Results.fileName)))
  }

  /// Computes something, or recalls what an earlier run has computed.
  ///
  /// - Parameters:
  ///   - key: letters, digits, `.`, `_` and `-`, once a run.
  ///   - relative: how closely another quick run must find the same, relative to the spread of the
  ///     numbers; it covers another machine's rounding, which training magnifies.
  ///     Nil where no other run finds the same: times, speeds.
  ///   - compute: all that takes time. What it returns is kept: numbers that are drawn, no more, and
  ///     `Float` where seven digits will do.
  /// - Returns: what was computed, as it was kept.
  /// - Throws: what `compute` throws; ``LessonError`` if figures are drawn anew and the run has not
  ///   kept this.
  public mutating func result<Value: Codable>(
    _ key: String, within relative: Double? = Run.Result.usually, _ compute: () throws -> Value
  ) throws -> Value {
    reserve(key, in: run.results.keys)
    if let earlier {
      let value: Value? = try? earlier.results.value(key)
      guard let value else {
        throw LessonError(
          "the run in \(folder.path) has not kept \"\(key)\" as the present sources want it: run "
            + "the program without --redraw.")
      }
      run.results[key] = earlier.run.results[key]
      return value
    }
    let (value, fingerprint) = try results.keep(key, try compute())
    run.results[key] = Run.Result(fingerprint, within: relative)
    return value
  }

  /// Draws a figure, which ``write()`` puts into the lesson's folder, and records it.
  ///
  /// - Parameters:
  ///   - file: the name of its file; the part before the extension is the figure's key.
  ///   - figure: what to draw.
  /// - Throws: `PlotError` if it cannot be drawn.
  public mutating func draw(_ file: String, _ figure: Plot.Figure) throws {
    let place = folder.appendingPathComponent(file)
    try draw(file, data: figure.csv) {
      try figure.rendered(for: place)
    }
  }

  /// Draws a figure of axes as an SVG, which ``write()`` puts into the lesson's folder, and records it.
  ///
  /// - Parameters:
  ///   - key: the figure's key and, without its extension, the name of its file.
  ///   - width: of the page in points, as `height`; by default as `Figure` has it.
  ///   - columns: plots in a row, by default as `Figure` has them.
  /// - Throws: `PlotError` if it cannot be drawn.
  public mutating func draw(
    _ key: String, width: Double? = nil, height: Double? = nil, columns: Int? = nil,
    sharing: Plot.Figure.Sharing = [], @ListBuilder<Axes> axes: () -> [Axes]
  ) throws {
    var figure = Figure(columns: columns, sharing: sharing, axes: axes)
    figure.size = Size(width: width ?? figure.size.width, height: height ?? figure.size.height)
    try draw("\(key).svg", figure)
  }

  /// Draws an animation, which ``write()`` puts into the lesson's folder, and records it.
  ///
  /// - Parameters:
  ///   - file: the name of its file, `<key>.png`.
  ///   - animation: what to draw.
  public mutating func draw(_ file: String, _ animation: Animation) throws {
    try draw(file, data: animation.csv) { try animation.rendered() }
  }

  private mutating func draw(
    _ file: String, data: @autoclosure () -> String, rendered: () throws -> Data
  ) throws {
    let key = String(file.prefix { $0 != "." })
    figure(key, file: file)
    if options.figureAsCSV == nil {
      files.add(file, try rendered())
    } else if options.figureAsCSV == key {
      files.add("\(key).csv", Data(data().utf8))
    }
  }

  /// Writes the figures, the results and `run.json`, all or none, and prints where they are. Call it
  /// last.
  ///
  /// - Throws: ``LessonError`` if a recorded number is not finite or a file cannot be written; the
  ///   files of an earlier run are then left as they were.
  public func write() throws {
    if let problem { throw problem }
    if let figure = options.figureAsCSV { return try writeCSV(of: figure) }
    var (run, files) = (run, files)
    if earlier == nil {
      run.sizes = options.notes.sizes
      run.pace = options.notes.speed.map { Run.Pace(seconds: seconds, speed: $0) }
      files.add(Results.fileName, try results.encoded())
    }
    files.add(Run.fileName, try run.encoded())
    let isAlone = try write(files, into: folder)
    print("Written to \(folder.path): \(files.names.joined(separator: ", ")).")
    if !isAlone { print("They replace what another run has written there since this one began.") }
    if keepsTheBooks { print("Figures/\(name) keeps the run the book shows.") }
    if options.figures == nil { print("make figures OPEN=\(name) shows the figures.") }
  }

  /// Writes a figure's data below `.build/Figures`, or `--figures` if that is given.
  private func writeCSV(of figure: String) throws {
    guard run.figures[figure] != nil else {
      throw LessonError(
        "there is no figure \"\(figure)\" to write the data of: there are "
          + run.figures.keys.sorted().joined(separator: ", ") + ".")
    }
    let place =
      options.figures?.appendingPathComponent(name)
      ?? Repository.root(from: folder)?.appendingPathComponent(".build/Figures/\(name)") ?? folder
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    _ = try write(files, into: place)
    print("Written to \(place.path): \(files.names.joined(separator: ", ")).")
  }

  /// Writes files, which Ctrl-C does not cut in two; whether nobody else has since the run began.
  private func write(_ files: FileSet, into folder: URL) throws -> Bool {
    guard let interruption = options.interruption else { return try files.write(into: folder) }
    return try interruption.held {
      let isAlone = try files.write(into: folder)
      interruption.farewell = "interrupted when all was written to \(folder.path)."
      return isAlone
    }
  }

  /// The time since the record was started.
  private var seconds: Double { ProcessInfo.processInfo.systemUptime - start }
}
