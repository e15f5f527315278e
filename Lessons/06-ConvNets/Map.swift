// The test images laid out by t-SNE, once by their pixels and once by what the CNN's last hidden
// layer makes of them.

import Datasets
import Foundation
import Gradus
import LessonKit
import Plot

extension ConvNets {
  /// Draws both maps; records how often a point's nearest neighbour on them is of its class.
  func drawMap(
    _ cnn: Trained, _ images: LabelledImages, into record: inout RunRecord,
    using generator: inout RandomGenerator
  ) throws {
    let count = options.sized(full: 1000, quick: 400)
    let steps = options.sized(full: 1000, quick: 250)
    let chosen = Array(0..<count)
    let x = images.images(at: chosen, as: Float.self)
    let labels = chosen.map { images.labels.storage[$0] }
    let guesses = cnn.scores(x).argmax(along: 0).scalars
    let wrong = chosen.filter { guesses[$0] != labels[$0] }
    record.number("map.points", count)
    record.number("map.steps", steps)
    record.number("map.wrong", wrong.count)
    let progress = ProgressLine("t-SNE", of: 2 * steps)
    let inputs = [("pixels", x.reshaped([28 * 28, count])), ("hidden", cnn.hidden(x))]
    var shares: [Double] = []
    let maps = inputs.map { name, points in
      let embedding = Embedding(points, perplexity: 30)
      let y = embedding.layout(steps: steps, using: &generator) { progress.advance() }
      record.number("map.\(name).loss", embedding.loss(y).scalar)
      shares.append(agreement(of: y, with: labels))
      record.number("map.\(name).neighbours", shares[shares.count - 1])
      return Tensor<Double>(y)
    }
    progress.end()

    func plot(_ title: String, _ y: Tensor<Double>, _ wrong: [Int]) -> Plot.Axes {
      func points(_ chosen: [Int]) -> (x: [Double], y: [Double]) {
        (chosen.map { y[0, $0] }, chosen.map { y[1, $0] })
      }
      return Axes(title, x: .hidden, y: .hidden, naming: .none) {
        for label in 0..<10 {
          let own = points(chosen.filter { labels[$0] == label })
          Scatter(x: own.x, y: own.y, color: mapColors[label], radius: 2.2)
        }
        let missed = points(wrong)
        Scatter(x: missed.x, y: missed.y, color: .black, radius: 2.2)
        for label in 0..<10 {
          if let place = middle(of: chosen.filter { labels[$0] == label }, in: y) {
            Annotation(images.classNames[label], x: y[0, place], y: y[1, place])
          }
        }
      }
    }
    let figure = Figure(columns: 2, size: Size(width: 860, height: 460)) {
      plot("By 784 pixels", maps[0], [])
      plot("By the CNN's 28 hidden units", maps[1], wrong)
    }
    try record.draw(
      "map.png", figure,
      alt: """
        \(count) test images as points, coloured by class. Left, laid out by their pixels, groups \
        that run into each other: \(shares[0], "%.0p") of the points have a nearest neighbour of \
        their class. Right, laid out by the last hidden layer of the CNN, islands apart from each \
        other: \(shares[1], "%.0p") have. The \(wrong.count) images that the CNN gets wrong are black.
        """)
  }

  /// The point whose tenth neighbour among those chosen is nearest, or the last if they are fewer:
  /// the middle of a group, also where there are two.
  private func middle(of chosen: [Int], in y: Tensor<Double>) -> Int? {
    func reach(_ i: Int) -> Double {
      let distances = chosen.map { j in hypot(y[0, i] - y[0, j], y[1, i] - y[1, j]) }.sorted()
      return distances[min(10, distances.count - 1)]
    }
    return chosen.min { reach($0) < reach($1) }
  }

  /// The share of points whose nearest neighbour has their label.
  private func agreement(of y: Tensor<Float>, with labels: [Int]) -> Double {
    let k = nearness(y).argmax(along: 0).scalars
    return Double(labels.indices.count { labels[k[$0]] == labels[$0] }) / Double(labels.count)
  }
}

/// Ten colours that stay apart, the palette's and two more.
private let mapColors: [Color] = [
  .blue, .vermilion, .green, .purple, .orange, .sky, Color(hex: 0x8C6D31), .yellow,
  Color(hex: 0x9E9E9E), Color(hex: 0x6A51A3),
]
