// What the network takes for what, and where it is surest and wrong.

import Datasets
import Gradus
import LessonKit
import Plot

extension LeNet5 {
  /// Draws how many images of each class got which name, by their probabilities `[classes, images]`.
  func drawConfusion(
    _ p: Tensor<Float>, _ images: LabelledImages, into record: inout RunRecord
  ) throws {
    let names = images.classNames
    let n = names.count
    let guesses = p.argmax(along: 0)
    // ANCHOR: confusion
    var counts = Tensor<Double>.zeros([n, n])
    for (label, guess) in zip(images.labels.scalars, guesses.scalars) {
      counts[label, guess] += 1
    }
    let shares = 100 * counts / counts.summed(along: 1, keepingAxes: true)
    // ANCHOR_END: confusion
    let share = shares.scalars
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

  /// Draws the wrong names that the network is surest of.
  func drawMistakes(
    _ p: Tensor<Float>, _ images: LabelledImages, into record: inout RunRecord
  ) throws {
    let (names, labels) = (images.classNames, images.labels.scalars)
    let guesses = p.argmax(along: 0).scalars
    let wrong = labels.indices.filter { guesses[$0] != labels[$0] }
      .sorted { p[guesses[$0], $0] > p[guesses[$1], $1] }
    record.number("mistakes.certain", wrong.count { p[guesses[$0], $0] > 0.95 })
    record.number("mistakes.sure", labels.indices.count { p[guesses[$0], $0] > 0.95 })
    let shown = wrong.prefix(12)
    let figure = Figure(columns: 6, size: Size(width: 860, height: 330)) {
      for k in shown {
        Axes("\(names[labels[k]]), not \(names[guesses[k]])", x: .hidden, y: .hidden) {
          Image(rgb: images.rgb(k), columns: 32)
        }
      }
    }
    let said = shown.map { "\(names[labels[$0]]) as \(names[guesses[$0]])" }
    try record.draw(
      "mistakes.png", figure,
      alt: """
        The \(shown.count) test images that the network takes for something else with the greatest \
        certainty: \(said.joined(separator: ", ")).
        """)
  }
}
