// A class is graded: every folder below one, a process each, so that nothing of one reaches another;
// what is done is not done again.

import ArgumentParser
import Foundation

/// Grades every submission in a folder.
struct ClassCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "class",
    abstract: "Grades every submission in a folder; goes on where it was interrupted.")

  @Argument(help: "The folder with a folder for each submission.")
  var folder: String

  @OptionGroup var options: GradingOptions

  func run() throws {
    let (folder, out) = (URL(filePath: folder), URL(filePath: options.out))
    let exercises = try options.exercises
    _ = try options.hidden
    let names = try Self.submissions(in: folder)
    let open = try names.filter {
      try !isCurrent(out.appending(path: $0), folder.appending(path: $0), exercises)
    }
    if open.count < names.count { print("\(names.count - open.count) are graded already.") }
    fflush(nil)
    let start = ContinuousClock.now
    for (index, name) in open.enumerated() {
      if try !grade(folder.appending(path: name), into: out.appending(path: name)) {
        print("\(name): could not be graded.")
      }
      let (done, seconds) = (index + 1, (ContinuousClock.now - start) / .seconds(1))
      let left = seconds / Double(done) * Double(open.count - done)
      print("\(done) of \(open.count)  \(name), about \(Int(left.rounded(.up))) s left")
      fflush(nil)
    }
    let verdicts = names.compactMap { Self.verdict(in: out.appending(path: $0)) }
    try ClassPage(verdicts).write(to: out)
    print("grades.csv and class.html are in \(out.path).")
  }

  /// The names of the folders that were handed in.
  private static func submissions(in folder: URL) throws -> [String] {
    let names =
      (try? FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: [.isDirectoryKey]))?
      .filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true }
      .map(\.lastPathComponent).filter { !$0.hasPrefix(".") }.sorted() ?? []
    guard !names.isEmpty else {
      throw ValidationError("\(folder.path) has no folders: one for each submission is expected.")
    }
    return names
  }

  /// Grades a submission by a process of its own: whether it could be.
  private func grade(_ source: URL, into place: URL) throws -> Bool {
    guard let program = Bundle.main.executableURL else { throw CocoaError(.fileNoSuchFile) }
    let process = Process()
    (process.executableURL, process.arguments) = (
      program, ["submission", source.path] + options.arguments(out: place)
    )
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private static func verdict(in place: URL) -> Verdict? {
    (try? Data(contentsOf: place.appending(path: "verdict.json"))).flatMap {
      try? JSONDecoder().decode(Verdict.self, from: $0)
    }
  }

  /// Whether there is a verdict on these exercises, younger than everything that was handed in and
  /// than the overlay.
  private func isCurrent(_ place: URL, _ source: URL, _ exercises: [Exercise]) throws -> Bool {
    guard let verdict = Self.verdict(in: place) else { return false }
    let numbers = verdict.results.map(\.number).filter { !$0.hasPrefix("h") }
    guard numbers == exercises.map(\.number) else { return false }
    func date(_ file: URL) -> Date? {
      try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
    }
    guard let graded = date(place.appending(path: "verdict.json")) else { return false }
    let files =
      try FileManager.default.subpathsOfDirectory(atPath: source.path)
      .map { source.appending(path: $0) } + (options.overlay.map { [URL(filePath: $0)] } ?? [])
    return files.allSatisfy { (date($0) ?? .distantFuture) < graded }
  }
}
