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
    var table = Table(.text("is a"), .text("is called"), .number("of 100", "%.1f"))
    for pair in pairs.prefix(6) { table.add(names[pair / n], names[pair % n], share[pair]) }
    record.table("confusions", table)
    print("The most frequent confusions\n\(table)\n")
    let ranked = (0..<n).sorted { shares[$0, $0] < shares[$1, $1] }
    let (worst, best) = (ranked[0], ranked[n - 1])
    record.number("confusion.best", shares[best, best])
    record.number("confusion.worst", shares[worst, worst])
    let figure = Figure(size: Size(width: 640, height: 520)) {
      Axes(x: "named", y: "class") {
        Image(
          share, columns: n, colormap: .blues, range: 0...100, texts: share.map { "\($0, "%.0f")" },
          xNames: names, yNames: names, barLabel: "percent of a class")
      }
    }
    try record.draw(
      "confusion.svg", figure,
      alt: """
        Ten rows of percentages, a class each. On the diagonal, from \
        \(shares[worst, worst], "%.0f") for \(names[worst]) to \(shares[best, best], "%.0f") for \
        \(names[best]). The most frequent confusion is \(names[pairs[0] / n]) called \
        \(names[pairs[0] % n]), \(share[pairs[0]], "%.0f").
        """)
  }

  /// How many names are wrong and sure, or sure in all: given with more than 95 %.
  private struct Sure: Codable {
    let wrong, all: Int
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
    let said = shown.map { "\($0.name) as \($0.guess)" }
    try record.draw(
      "mistakes.png", figure,
      alt: """
        The \(shown.count) test images that the network takes for something else with the greatest \
        certainty: \(said.joined(separator: ", ")).
        """)
  }
}
