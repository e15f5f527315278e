// `book show 08`: a lesson's figures on one page, opened in the browser.

import ArgumentParser
import Foundation
import Records

/// Shows the figures of a run, the latest of this machine or the committed ones.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the figures of a lesson's latest run in the browser.")

  @Argument(help: "The lesson's number, such as 08, or the name of another run.")
  var name: String

  @Flag(help: "Only say which page to open.")
  var quietly = false

  @OptionGroup var root: RootOption

  func run() throws {
    let root = try root.manuscript().root
    let page = try page(in: root)
    let place = root.appendingPathComponent(".build/Figures/\(page.name).html")
    do {
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(page.text.utf8).write(to: place, options: .atomic)
    } catch {
      throw LessonError("\(place.path) cannot be written: \(LessonError.reason(error)).")
    }
    let isOpen = !quietly && Self.openers.contains { Self.run($0, place.path) }
    print(isOpen ? "Opened \(place.path)." : "Open \(place.path) in a browser.")
  }

  /// The page of the latest run, as HTML.
  ///
  /// - Throws: ``LessonError`` if there is no such run.
  func page(in root: URL) throws -> (name: String, text: String) {
    let name = Int(name).map(Repository.folderName) ?? name
    let folders = ["Figures", ".build/Figures"].map {
      root.appendingPathComponent("\($0)/\(name)", isDirectory: true)
    }
    func date(_ folder: URL) -> Date? {
      let file = folder.appendingPathComponent(Run.fileName).path
      return (try? FileManager.default.attributesOfItem(atPath: file))?[.modificationDate] as? Date
    }
    let latest = folders.filter { date($0) != nil }
      .max { (date($0) ?? .distantPast) < (date($1) ?? .distantPast) }
    guard let latest else {
      throw LessonError("there is no run \(name) in Figures or .build/Figures.")
    }
    let run = try Run(from: latest.appendingPathComponent(Run.fileName))
    return (name, Self.html(run, in: latest, isTheBooks: latest == folders[0]))
  }

  private static func html(_ run: Run, in folder: URL, isTheBooks: Bool) -> String {
    let figures = run.figures.sorted { $0.key < $1.key }.map { key, figure in
      """
      <figure id="\(key)"><img src="\(escaped(folder.appendingPathComponent(figure.file).absoluteString))">
      <figcaption><b>\(key)</b></figcaption></figure>
      """
    }
    let title = run.lesson.map { "Lesson \($0): \(run.title)" } ?? run.title
    let size = run.size == .quick ? "a quick run" : "a full run"
    let data = run.data.map(\.name).joined(separator: ", ")
    let others = isTheBooks ? "" : " The book's own are in Figures/\(folder.lastPathComponent)."
    return """
      <!doctype html><html lang="en"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(escaped(title))</title>
      <style>
        body { font: 16px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }
        figure { margin: 2em 0 } img { max-width: 100% } figcaption { color: #444 }
      </style>
      <h1>\(escaped(title))</h1>
      <p>The figures of \(size)\(data.isEmpty ? "" : " on " + escaped(data)), in \
      \(escaped(folder.path)).\(others)</p>
      \(figures.joined(separator: "\n"))
      </html>

      """
  }

  private static func escaped(_ text: String) -> String {
    [("&", "&amp;"), ("<", "&lt;"), ("\"", "&quot;")].reduce(text) {
      $0.replacing($1.0, with: $1.1)
    }
  }

  /// The programs that open a page on macOS, in Windows' subsystem for Linux and on Linux.
  private static let openers = ["open", "wslview", "xdg-open"]

  /// Whether a program is there and ends well.
  private static func run(_ program: String, _ argument: String) -> Bool {
    #if os(Linux)
      if program == "open" { return false }
    #endif
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program, argument]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
