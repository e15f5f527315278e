// What the network takes for what, and where it is surest and wrong.

import Datasets
import Gradus
import LessonKit
import Plot

extension LeNet5 {
  /// Draws how many images of each class got which name, by their probabilities `[classes, images]`.
  func drawConfusion(
    _ p: OnDemand<Tensor<Float>>, _ photos: OnDemand<Photos>, _ names: [String],
    into record: inout RunRecord
  ) throws {
    let n = names.count
    let shares = try record.result("confusion", within: 0.02) {
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
    // What people have made, and then animals; the diagonal would take the whole range of colours.
    let made: Set = ["airplane", "automobile", "ship", "truck"]
    let order =
      (0..<n).filter { made.contains(names[$0]) } + (0..<n).filter { !made.contains(names[$0]) }
    let cells = order.flatMap { row in
      order.map { (row: row, column: $0, share: shares[n * row + $0]) }
    }
    let right = cells.filter { $0.row == $0.column }.map(\.share)
    let wrong = cells.filter { $0.row != $0.column }
    let across = wrong.filter { made.contains(names[$0.row]) != made.contains(names[$0.column]) }
    let most = wrong.map(\.share).max() ?? .nan
    record.numbers([
      "confusion.best": right.max() ?? .nan, "confusion.worst": right.min() ?? .nan,
      "confusion.first": most,
      "confusion.across": across.reduce(0) { $0 + $1.share } / wrong.reduce(0) { $0 + $1.share },
    ])
    let pairs = wrong.sorted { $0.share > $1.share }.map { [names[$0.row], names[$0.column]] }
    record.claim(
      "confusion.cats", "dogs called cats, then cats called dogs are the most frequent confusions",
      pairs.starts(with: [["dog", "cat"], ["cat", "dog"]]))
    let figure = Figure(size: Size(width: 520, height: 440)) {
      Axes(x: "is called", y: "is") {
        Image(
          cells.map { $0.row == $0.column ? .nan : $0.share }, columns: n, colormap: .blues,
          range: 0...most, texts: cells.map { "\($0.share, "%.0f")" }, faintBelow: 2.5,
          xNames: order.map { names[$0] }, yNames: order.map { names[$0] })
        // White between the groups, a frame around each share that is right, the groups' names.
        let (edge, last) = (Double(names.count { made.contains($0) }) - 0.5, Double(n) - 0.5)
        Line(x: [edge, edge], y: [-0.5, last], color: .white, width: 6)
        Line(x: [-0.5, last], y: [edge, edge], color: .white, width: 6)
        for k in 0..<n {
          let (low, high) = (Double(k) - 0.42, Double(k) + 0.42)
          Line(
            x: [low, high, high, low, low], y: [low, low, high, high, low], color: .ink,
            width: 0.8)
        }
        Annotation("made by", x: last + 1, y: edge / 2, up: 6)
        Annotation("people", x: last + 1, y: edge / 2, up: -6)
        Annotation("animals", x: last + 1, y: (edge + last) / 2)
        Line(x: [last, last + 1.8], y: [0, 0], color: .white)  // room for the names
      }
    }
    try record.draw("confusion.svg", figure)
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
    record.numbers([
      "reliability.gap": gap / Double(total), "reliability.lowest": Double(bins.first?.count ?? 0),
    ])
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

  /// How many names are wrong and sure, or sure in all: given with more than 95 %.
  private struct Sure: Codable {
    let wrong, all: Int
  }

  /// An image that got a wrong name, and the probability of that.
  private struct Mistake: Codable {
    let name, guess: String
    let certainty: Float
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
          name: names[labels[k]], guess: names[guesses[k]], certainty: p[guesses[k], k],
          picture: Picture(rgb: images.rgb(k)))
      }
      return (sure: Sure(wrong: sure(wrong), all: sure(labels.indices)), mistakes: mistakes)
    }
    let sure = try record.result("sure", within: 0.02) { try found.value.sure }
    // Which are the surest ones hangs on the last digits.
    let shown = try record.result("mistakes", within: nil) { try found.value.mistakes }
    record.numbers(["mistakes.certain": Double(sure.wrong), "mistakes.sure": Double(sure.all)])
    let figure = Figure(columns: 4, size: Size(width: 480, height: 470)) {
      for mistake in shown {
        let certainty = "\(mistake.guess), \(100 * Double(mistake.certainty), "%.1f") %"
        Axes(mistake.name, x: Axis(certainty, ticks: .none), y: .hidden) {
          Image(rgb: mistake.picture.rgb, columns: 32)
        }
      }
    }
    try record.draw("mistakes.png", figure)
  }
}
