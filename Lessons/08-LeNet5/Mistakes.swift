// What the network takes for what, and where it is surest and wrong.

import Datasets
import Gradus
import LessonKit
import Plot

extension LeNet5 {
  /// Draws how many images of each class got which name, by their probabilities `[classes, images]`.
  func drawConfusion(
    _ p: OnDemand<Tensor<Float>>, _ photos: OnDemand<Photos>, _ facts: Facts,
    into record: inout RunRecord
  ) throws {
    let names = facts.classNames
    let n = names.count
    let share = try record.result("confusion", within: 0.02) {
      let (images, guesses) = (try photos.value.test, try p.value.argmax(along: 0))
      // ANCHOR: confusion
      var counts = Tensor<Double>.zeros([n, n])
      for (label, guess) in zip(images.labels.scalars, guesses.scalars) {
        counts[label, guess] += 1
      }
      let shares = 100 * counts / counts.summed(along: 1, keepingAxes: true)
      // ANCHOR_END: confusion
      return shares.scalars
    }
    let shares = Tensor(shape: [n, n], scalars: share)
    let pairs = share.indices.filter { $0 / n != $0 % n }.sorted { share[$0] > share[$1] }
    record.show(
      "confusions", "The most frequent confusions",
      columns: [.text("is a"), .text("is called"), .number("of 100", "%.1f")],
      rows: pairs.prefix(6).map { [names[$0 / n], names[$0 % n], share[$0]] })
    let right = (0..<n).map { shares[$0, $0] }
    record.number("confusion.best", right.max() ?? .nan)
    record.number("confusion.worst", right.min() ?? .nan)
    record.number("confusion.first", share[pairs[0]])
    // What people have made, and then animals; the diagonal would take the whole range of colours.
    let made: Set = ["airplane", "automobile", "ship", "truck"]
    let order =
      (0..<n).filter { made.contains(names[$0]) } + (0..<n).filter { !made.contains(names[$0]) }
    let across = pairs.filter { made.contains(names[$0 / n]) != made.contains(names[$0 % n]) }
    let wrong = pairs.reduce(0) { $0 + share[$1] }
    record.number("confusion.across", across.reduce(0) { $0 + share[$1] } / wrong)
    let cells = order.flatMap { row in order.map { (row: row, column: $0) } }
    let mistaken = cells.map { $0.row == $0.column ? .nan : shares[$0.row, $0.column] }
    let figure = Figure(size: Size(width: 640, height: 520)) {
      Axes(x: "named", y: "class") {
        Image(
          mistaken, columns: n, colormap: .blues, range: 0...share[pairs[0]],
          texts: cells.map { "\(shares[$0.row, $0.column], "%.0f")" },
          xNames: order.map { names[$0] }, yNames: order.map { names[$0] },
          barLabel: "percent of a class")
      }
    }
    try record.draw("confusion.svg", figure)
  }

  /// How many names are wrong and sure, or sure in all: given with more than 95 %.
  private struct Sure: Codable {
    let wrong, all: Int
  }

  /// Of the images of whose name the network is about equally sure: how many they are, how sure it
  /// is on average, and how many it names rightly, both in percent.
  private struct Reliability: Codable {
    let count: Int
    let confidence, right: Double
  }

  /// Draws how often the network is right, over how sure it says to be (DeGroot and Fienberg 1983).
  func drawReliability(
    _ p: OnDemand<Tensor<Float>>, _ photos: OnDemand<Photos>, into record: inout RunRecord
  ) throws {
    let bins: [Reliability] = try record.result("reliability", within: 0.02) {
      let (p, labels) = (try p.value, try photos.value.test.labels.scalars)
      let guesses = p.argmax(along: 0).scalars
      // ANCHOR: reliability
      let sure = guesses.indices.map { Double(p[guesses[$0], $0]) }
      return (1..<10).compactMap { tenth -> Reliability? in
        let bin = sure.indices.filter { Int(min(10 * sure[$0], 9)) == tenth }
        guard !bin.isEmpty else { return nil }
        let right = bin.count { guesses[$0] == labels[$0] }
        let share = 100 / Double(bin.count)
        return Reliability(
          count: bin.count, confidence: share * bin.map { sure[$0] }.reduce(0, +),
          right: share * Double(right))
      }
      // ANCHOR_END: reliability
    }
    let total = bins.reduce(0) { $0 + $1.count }
    let gap = bins.reduce(0) { $0 + Double($1.count) * abs($1.right - $1.confidence) }
    record.number("reliability.gap", gap / Double(total))
    let figure = Figure(size: Size(width: 460, height: 380)) {
      Axes(
        x: .linear("how sure the network is, percent", 0...100),
        y: .linear("named rightly, percent", 0...100)
      ) {
        Line(x: [0, 100], y: [0, 100], label: "as sure as right", color: .gray, dash: .dashed)
        Line(
          x: bins.map(\.confidence), y: bins.map(\.right), label: "the network", color: .blue)
        Scatter(x: bins.map(\.confidence), y: bins.map(\.right), color: .blue)
      }
    }
    record.claim(
      "reliability", "in every tenth the two are less than twelve points apart",
      bins.allSatisfy { abs($0.right - $0.confidence) < 12 })
    try record.draw("reliability.svg", figure)
  }

  /// An image that got a wrong name.
  private struct Mistake: Codable {
    let name, guess: String
    let picture: Picture
  }

  /// Draws the wrong names that the network is surest of.
  func drawMistakes(
    _ p: OnDemand<Tensor<Float>>, _ photos: OnDemand<Photos>, into record: inout RunRecord
  ) throws {
    let found = OnDemand {
      let (images, p) = (try photos.value.test, try p.value)
      let (names, labels) = (images.classNames, images.labels.scalars)
      let guesses = p.argmax(along: 0).scalars
      let wrong = labels.indices.filter { guesses[$0] != labels[$0] }
        .sorted { p[guesses[$0], $0] > p[guesses[$1], $1] }
      func sure(_ images: some Sequence<Int>) -> Int { images.count { p[guesses[$0], $0] > 0.95 } }
      let mistakes = wrong.prefix(12).map { k in
        Mistake(
          name: names[labels[k]], guess: names[guesses[k]], picture: Picture(rgb: images.rgb(k)))
      }
      return (sure: Sure(wrong: sure(wrong), all: sure(labels.indices)), mistakes: mistakes)
    }
    let sure = try record.result("sure", within: 0.02) { try found.value.sure }
    // Which are the surest ones hangs on the last digits.
    let shown = try record.result("mistakes", within: nil) { try found.value.mistakes }
    record.number("mistakes.certain", sure.wrong)
    record.number("mistakes.sure", sure.all)
    let figure = Figure(columns: 6, size: Size(width: 860, height: 330)) {
      for mistake in shown {
        Axes("\(mistake.name), not \(mistake.guess)", x: .hidden, y: .hidden) {
          Image(rgb: mistake.picture.rgb, columns: 32)
        }
      }
    }
    try record.draw("mistakes.png", figure)
  }
}
