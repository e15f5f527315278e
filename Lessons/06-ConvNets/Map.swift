// The test images laid out by t-SNE, once by their pixels and once by what the CNN's last hidden
// layer makes of them.

import Datasets
import Foundation
import Gradus
import LessonKit
import Plot

/// What the maps are judged by, and the classes of their points.
private struct MapJudgement: Codable {
  /// How badly each map fits, and the share of points whose nearest neighbour is of their class.
  let losses, shares: [Double]
  /// The classes of the points, and what the CNN takes them for.
  let labels, guesses: [Int]
}

extension ConvNets {
  /// Draws both maps; records how often a point's nearest neighbour on them is of its class.
  func drawMap(
    _ trainings: OnDemand<Trainings>, _ data: OnDemand<ImageDataset>, _ images: Images,
    into record: inout RunRecord, using generator: inout RandomGenerator
  ) throws {
    let count = options.sized(full: 1000, quick: 200)
    let steps = options.sized(full: 1000, quick: 200)
    let chosen = Array(0..<count)
    let inputs = OnDemand {
      let x = try data.value.test.images(at: chosen, as: Float.self)
      return [x.reshaped([28 * 28, count]), try trainings.value.momentum.cnn.hidden(x)]
    }
    let embeddings = OnDemand { try inputs.value.map { Embedding($0, perplexity: 30) } }
    // Where a point comes to lie hangs on the last digits, how good the map is does not.
    let layouts = try record.result("map.layouts", within: nil) {
      let progress = ProgressLine("t-SNE", of: 2 * steps)
      defer { progress.end() }
      return try embeddings.value.map { embedding in
        let y = embedding.layout(steps: steps, using: &generator) { progress.advance() }
        return [y.slice(at: 0).scalars, y.slice(at: 1).scalars]
      }
    }
    let judgement = try record.result("map", within: 0.02) {
      let test = try data.value.test
      let labels = chosen.map { test.labels.storage[$0] }
      let x = test.images(at: chosen, as: Float.self)
      return MapJudgement(
        losses: try zip(embeddings.value, layouts).map { embedding, y in
          Double(embedding.loss(Tensor(y)).scalar)
        },
        shares: layouts.map { agreement(of: Tensor($0), with: labels) }, labels: labels,
        guesses: try trainings.value.momentum.cnn.scores(x).argmax(along: 0).scalars)
    }
    let (labels, shares) = (judgement.labels, judgement.shares)
    let wrong = chosen.filter { judgement.guesses[$0] != labels[$0] }
    record.number("map.points", count)
    record.number("map.steps", steps)
    record.number("map.wrong", wrong.count)
    for (k, name) in ["pixels", "hidden"].enumerated() {
      record.number("map.\(name).loss", judgement.losses[k])
      record.number("map.\(name).neighbours", shares[k])
    }
    let maps = layouts.map { Tensor<Double>(Tensor($0)) }

    func plot(_ title: String, _ y: Tensor<Double>, _ wrong: [Int]) -> Axes {
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
