// Keeping the record of a run. A lesson starts one, adds what it finds, and writes it last:
//
//     var record = try startRecord()
//     record.number("diabetes.mse", mse, agreement: .quick(relative: 1e-6))
//     try record.draw("fit.svg", figure, alt: "…")
//     try record.write()
//
// A number that is not finite is no programmer's mistake (a training may diverge), so it is noted
// and `write` throws; a key used twice or misspelt is one, and stops. Nothing is written before
// `write`.

import Foundation
import Plot

/// The record of a run while it is being made.
public struct RunRecord {
  /// What has been recorded.
  public private(set) var run: Run
  /// The lesson's folder of figures, which exists: `Figures/NN` for the run the book is woven from,
  /// `.build/Figures/NN` for every other, below `--figures` if that is given.
  public let folder: URL
  private var files = FileSet()
  private let keepsTheBooks: Bool
  private let root: URL?
  private var problem: LessonError?

  /// Starts the record: finds and makes the folder for figures, and takes the digests of the
  /// sources every lesson depends on: its own folder, `Sources/Gradus`, `Sources/Datasets`,
  /// `Sources/Plot`.
  ///
  /// - Parameter readsTheBooksData: whether the data are those of the book's run; nil where these
  ///   are the bundled ones, and `--data` names others.
  /// - Throws: ``LessonError`` if the lesson runs outside the repository without `--figures`, or
  ///   the folder cannot be made or written to.
  public init(
    lesson: Int, title: String, options: LessonOptions, readsTheBooksData: Bool? = nil
  ) throws {
    try self.init(
      lesson: lesson, title: title, options: options, readsTheBooksData: readsTheBooksData,
      root: Repository.root())
  }

  /// Starts the record of a program that is no lesson, in `Figures/<name>`. What it depends on is
  /// for it to say; see ``dependsOn(_:)``.
  ///
  /// - Parameter name: lower-case letters.
  /// - Throws: ``LessonError`` if the program runs outside the repository without `--figures`, or
  ///   the folder cannot be made or written to.
  public init(name: String, title: String, options: LessonOptions) throws {
    try self.init(name: name, title: title, options: options, root: Repository.root())
  }

  init(
    lesson: Int, title: String, options: LessonOptions, readsTheBooksData: Bool? = nil, root: URL?
  ) throws {
    try self.init(
      name: Repository.folderName(ofLesson: lesson), lesson: lesson, title: title,
      options: options, readsTheBooksData: readsTheBooksData, root: root)
    if let root, let own = Repository.lessonFolder(lesson, in: root) {
      dependsOn([own, "Sources/Gradus", "Sources/Datasets", "Sources/Plot"])
    }
  }

  init(
    name: String, lesson: Int? = nil, title: String, options: LessonOptions,
    readsTheBooksData: Bool? = nil, root: URL?
  ) throws {
    let isTheBooks = options.areTheBooks && readsTheBooksData ?? (options.data == nil)
    keepsTheBooks = options.figures == nil && !isTheBooks
    let home = keepsTheBooks ? ".build/Figures" : "Figures"
    guard let figures = options.figures ?? root?.appendingPathComponent(home) else {
      throw LessonError(
        "the current folder is not inside the Gradus repository, so it is not known where the "
          + "figures go: run the program there, or say --figures <folder>.")
    }
    run = Run(lesson: lesson, title: title, options: options)
    folder = figures.appendingPathComponent(name, isDirectory: true)
    self.root = root
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

  /// Records a number, as `<!-- n:01.key %.1f -->` shows it.
  ///
  /// - Parameters:
  ///   - key: letters, digits, `.`, `_` and `-`, once a run.
  ///   - value: a finite number.
  ///   - agreement: which other runs must find the same, and how closely.
  public mutating func number(
    _ key: String, _ value: some BinaryFloatingPoint, agreement: Agreement = .full()
  ) {
    let value = Double(value)
    claim(key, in: run.numbers.keys)
    note(value.isFinite, "the number \"\(key)\" is \(value), which no book can show.")
    run.numbers[key] = Run.Number(value, agreement: agreement)
  }

  /// Records a whole number, as `<!-- n:01.key %d -->` shows it.
  public mutating func number(
    _ key: String, _ value: some BinaryInteger, agreement: Agreement = .full()
  ) {
    number(key, Double(value), agreement: agreement)
  }

  /// Records a number that no other run will find: a time, a speed.
  public mutating func volatile(_ key: String, _ value: some BinaryFloatingPoint) {
    number(key, value, agreement: .volatile)
  }

  /// Records a table, as `<!-- table:01.key -->` shows it.
  public mutating func table(_ key: String, _ table: Table) {
    claim(key, in: run.tables.keys)
    for (index, row) in table.rows.enumerated() {
      for case (.number(let value), let column) in zip(row, table.columns) {
        note(
          value.isFinite,
          "row \(index + 1) of the table \"\(key)\" has \(value) in the column "
            + "\"\(column.name)\", which no book can show.")
      }
    }
    run.tables[key] = table
  }

  /// Draws a figure, which ``write()`` puts into the lesson's folder, and records it.
  ///
  /// - Parameters:
  ///   - file: the name of its file; the part before the extension is the figure's key.
  ///   - figure: what to draw.
  ///   - alt: what it shows, written from the data: "the loss falls from 1.31 to 0.02".
  /// - Throws: `PlotError` if it cannot be drawn.
  public mutating func draw(_ file: String, _ figure: Figure, alt: String) throws {
    files.add(file, try figure.rendered(for: folder.appendingPathComponent(file)))
    self.figure(
      String(file.prefix { $0 != "." }), file: file, alt: alt, digest: figure.dataDigest)
  }

  /// Draws an animation, which ``write()`` puts into the lesson's folder, and records it.
  ///
  /// - Parameters:
  ///   - file: the name of its file, `<key>.png`.
  ///   - animation: what to draw.
  ///   - alt: what it shows, written from the data.
  /// - Throws: `PlotError` if it cannot be drawn.
  public mutating func draw(_ file: String, _ animation: Animation, alt: String) throws {
    files.add(file, try animation.rendered())
    figure(
      String(file.prefix { $0 != "." }), file: file, alt: alt, digest: animation.dataDigest)
  }

  /// Records a text the lesson has printed, as `<!-- output:01.key -->` shows it: an error met on
  /// purpose, a layer table. Blank lines at its end are dropped.
  public mutating func output(_ key: String, _ text: String) {
    claim(key, in: run.outputs.keys)
    var text = text
    while text.last?.isNewline == true { text.removeLast() }
    precondition(!text.isEmpty, "RunRecord.output: \"\(key)\" is empty")
    run.outputs[key] = text
  }

  /// Records a figure.
  ///
  /// - Parameters:
  ///   - key: letters, digits, `.`, `_` and `-`, once a run.
  ///   - file: the name of its file.
  ///   - alt: what it shows, written from the data: "the loss falls from 1.31 to 0.02".
  ///   - digest: a digest of the data behind it.
  mutating func figure(_ key: String, file: String, alt: String, digest: String) {
    claim(key, in: run.figures.keys)
    precondition(
      !alt.allSatisfy(\.isWhitespace), "RunRecord.figure: \"\(key)\" has no alternative text")
    run.figures[key] = Run.Figure(file: file, alt: alt, digest: digest)
  }

  /// Records a data set the run has read.
  public mutating func provenance(
    name: String, source: String, licence: String, rows: Int, hash: String? = nil
  ) {
    run.data.append(
      Run.Provenance(name: name, source: source, licence: licence, rows: rows, hash: hash))
  }

  /// Adds sources the run depends on beyond its own folder, Gradus, Datasets and Plot.
  ///
  /// - Parameter paths: files or folders relative to the root, such as `Sources/GradientCheck`.
  public mutating func dependsOn(_ paths: [String]) {
    guard let root else { return }
    for path in paths {
      do {
        run.sources[path] = try SourceDigest.hex(of: path, in: root)
      } catch {
        note(false, LessonError.sentence(for: error))
      }
    }
  }

  /// Writes the figures and `run.json`, all or none, and prints where they are. Call it last.
  ///
  /// - Throws: ``LessonError`` if a recorded number is not finite or a file cannot be written; the
  ///   files of an earlier run are then left as they were.
  public func write() throws {
    if let problem { throw problem }
    var files = files
    files.add(Run.fileName, try run.encoded())
    try files.write(into: folder)
    print("Written to \(folder.path): \(files.names.joined(separator: ", ")).")
    if keepsTheBooks {
      print("Figures/\(folder.lastPathComponent) keeps the run the book shows.")
    }
  }

  private func claim(_ key: String, in keys: some Sequence<String>) {
    precondition(
      key.wholeMatch(of: /[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*/) != nil,
      "RunRecord: \"\(key)\" should be letters, digits, '_' and '-', in words joined by dots")
    precondition(!keys.contains(key), "RunRecord: \"\(key)\" was recorded twice")
  }

  private mutating func note(_ holds: Bool, _ sentence: @autoclosure () -> String) {
    if !holds, problem == nil { problem = LessonError(sentence()) }
  }
}
