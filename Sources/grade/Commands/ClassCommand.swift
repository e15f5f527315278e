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

  @Option(help: "Where the results go.")
  var out: String

  @Option(help: "The instructor's overlay.")
  var overlay: String?

  @Option(help: "The exercises of this assignment, with commas; all if there are none.")
  var only: String?

  func run() throws {
    let (folder, out) = (URL(filePath: folder), URL(filePath: out))
    guard let program = Bundle.main.executableURL else { throw CocoaError(.fileNoSuchFile) }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasPrefix(".") }.sorted()
    let start = ContinuousClock.now
    var done = 0
    for name in names {
      let place = out.appending(path: name)
      let source = folder.appending(path: name)
      if try Self.isCurrent(place, source) == false {
        var arguments = ["submission", source.path, "--out", place.path]
        if let overlay { arguments += ["--overlay", overlay] }
        if let only { arguments += ["--only", only] }
        let process = Process()
        (process.executableURL, process.arguments) = (program, arguments)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus != 0 { print("\(name): could not be graded.") }
        done += 1
      }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      let left = names.count - (names.firstIndex(of: name) ?? 0) - 1
      let time = done == 0 ? 0 : Int(seconds / Double(done) * Double(left))
      print("\(names.count - left) of \(names.count)  \(name), \(time) s left")
      fflush(nil)
    }
    let verdicts = names.compactMap { Self.verdict(in: out.appending(path: $0)) }
    try ClassPage(verdicts).write(to: out)
    print("grades.csv and class.html are in \(out.path).")
  }

  private static func verdict(in place: URL) -> Verdict? {
    (try? Data(contentsOf: place.appending(path: "verdict.json"))).flatMap {
      try? JSONDecoder().decode(Verdict.self, from: $0)
    }
  }

  /// Whether there is a verdict younger than everything that was handed in.
  private static func isCurrent(_ place: URL, _ source: URL) throws -> Bool {
    guard verdict(in: place) != nil else { return false }
    func date(_ file: URL) -> Date? {
      try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
    }
    guard let graded = date(place.appending(path: "verdict.json")) else { return false }
    let paths = try FileManager.default.subpathsOfDirectory(atPath: source.path)
    return paths.allSatisfy { (date(source.appending(path: $0)) ?? .distantFuture) < graded }
  }
}

/// A class in a table and on a page.
struct ClassPage {
  let verdicts: [Verdict]

  init(_ verdicts: [Verdict]) { self.verdicts = verdicts }

  /// Writes grades.csv and class.html.
  ///
  /// - Throws: Foundation's errors where that cannot be done.
  func write(to folder: URL) throws {
    guard let first = verdicts.first else { return }
    let rows = [Reports.header(first)] + verdicts.map { Reports($0).row }
    try Data((rows.joined(separator: "\n") + "\n").utf8)
      .write(to: folder.appending(path: "grades.csv"), options: .atomic)
    try Data(html.utf8).write(to: folder.appending(path: "class.html"), options: .atomic)
  }

  /// For every exercise how many solve it, and which mistakes occur, the most frequent first.
  var html: String {
    let exercises = verdicts.first?.results ?? []
    let rows = exercises.indices.map { index -> String in
      let results = verdicts.compactMap { index < $0.results.count ? $0.results[index] : nil }
      let right = results.count(where: \.passes)
      let mean = results.map(\.share).reduce(0, +) / Double(max(1, results.count))
      let mistakes = Dictionary(grouping: results.compactMap(\.diagnosis)) { $0 }
        .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(4)
        .map { "\($0.value.count) × \(Reports.escaped($0.key))" }.joined(separator: "<br>")
      let bar =
        "<span class=\"bar\" style=\"width:\(Int(100 * mean))px\"></span>"
        + "<span class=\"bar rest\" style=\"width:\(100 - Int(100 * mean))px\"></span>"
      return "<tr><td>\(exercises[index].number)</td><td>\(Reports.escaped(exercises[index].title))"
        + "</td><td class=\"share\">\(bar) \(Int(100 * mean)) %</td><td>\(right) of \(results.count)</td>"
        + "<td>\(mistakes)</td></tr>"
    }
    let points = verdicts.map(\.earned).sorted()
    let median = points.isEmpty ? 0 : points[points.count / 2]
    return Page.html(
      title: "The class",
      body: "<h1>\(verdicts.count) submissions</h1>\n<p>Median \(median.formatted()) of "
        + "\(verdicts.first?.points ?? 0) points. What occurs most is what to explain next.</p>\n"
        + "<table><tr><th>No.</th><th>Exercise</th><th>Mean share</th><th>Right</th>"
        + "<th>Diagnoses</th></tr>\n\(rows.joined(separator: "\n"))\n</table>")
  }
}
