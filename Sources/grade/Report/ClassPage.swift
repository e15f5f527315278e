// A class in a table, and on a page that says what to explain next.

import Foundation

/// What came of every submission.
struct ClassPage {
  let verdicts: [Verdict]

  init(_ verdicts: [Verdict]) { self.verdicts = verdicts }

  /// The exercises that somebody was graded on: the results of each, in the order of the verdicts.
  private var exercises: [(number: String, title: String, results: [ExerciseResult])] {
    var numbers: [String] = []
    for verdict in verdicts {
      for result in verdict.results where !numbers.contains(result.number) {
        numbers.append(result.number)
      }
    }
    let (hunts, others) = (
      numbers.filter { $0.hasPrefix("h") }, numbers.filter { !$0.hasPrefix("h") }
    )
    return (others + hunts.sorted()).map { number in
      let results = verdicts.flatMap { $0.results.filter { $0.number == number } }
      return (number, results[0].title, results)
    }
  }

  /// Writes grades.csv and class.html.
  ///
  /// - Throws: Foundation's errors where that cannot be done.
  func write(to folder: URL) throws {
    try Data(csv.utf8).write(to: folder.appending(path: "grades.csv"), options: .atomic)
    try Data(html.utf8).write(to: folder.appending(path: "class.html"), options: .atomic)
  }

  /// A line a submission; a hunt that was not handed in is an empty field.
  var csv: String {
    let numbers = exercises.map(\.number)
    let rows = verdicts.map { Reports($0).row(of: numbers) }
    return ([Reports.header(of: numbers)] + rows).joined(separator: "\n") + "\n"
  }

  /// For every exercise how many solve it, and which mistakes occur, the most frequent first.
  var html: String {
    let points = verdicts.map(\.earned).sorted()
    let median =
      points.isEmpty ? 0 : (points[(points.count - 1) / 2] + points[points.count / 2]) / 2
    let most = verdicts.map(\.points).max() ?? 0
    return Page.html(
      title: "The class",
      body: "<h1>\(verdicts.count) submissions</h1>\n<p>Median \(median.formatted()) of "
        + "\(most) points. What occurs most is what to explain next.</p>\n"
        + exercises.map { Self.section($0, $1, $2) }.joined(separator: "\n"))
  }

  /// What came of an exercise.
  private static func section(
    _ number: String, _ title: String, _ results: [ExerciseResult]
  ) -> String {
    let right = results.count(where: \.passes)
    let mean = results.map(\.share).reduce(0, +) / Double(results.count)
    let mistakes = Dictionary(grouping: results.compactMap(\.diagnosis)) { $0 }
      .map { (text: $0.key, count: $0.value.count) }
      .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
    // The last one takes no more room than the words that stand for several.
    let most = mistakes.count == 7 ? 7 : 6
    let (shown, others) = (
      mistakes.prefix(most), mistakes.dropFirst(most).map(\.count).reduce(0, +)
    )
    let items =
      shown.map { "<li><b>\($0.count)&nbsp;×</b> \(Reports.escaped($0.text))</li>" }
      + (others > 0 ? ["<li><b>\(others)&nbsp;×</b> something else</li>"] : [])
    return """
      <section><h2>\(number) \(Reports.escaped(title))</h2>
      <p class="share"><meter min="0" max="100" value="\(Int(100 * mean))">\(Int(100 * mean)) %</meter> \
      \(right) of \(results.count) right, \(Int(100 * mean)) % of the points</p>
      <ul>\(items.joined(separator: "\n"))</ul></section>
      """
  }
}
