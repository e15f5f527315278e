// The test images laid out by t-SNE, once by their pixels and once by what the CNN's last hidden
// layer makes of them.

import Datasets
import Foundation
import Gradus
import LessonKit
import Plot
import TensorPlots

/// Where the points came to lie on a map, and how good it is.
private struct Layout: Codable {
  /// Along both axes, from the first start.
  let points: [[Float]]
  /// The share of points whose nearest neighbour is of their class, start by start.
  let shares: [Double]
}

extension ConvNets {
  /// Draws both maps; records how often a point's nearest neighbour on them is of its class.
  func drawMap(
    _ networks: OnDemand<Networks>, _ data: OnDemand<ImageDataset>, _ images: Images,
    into record: inout RunRecord, using generator: inout RandomGenerator
  ) throws {
    let count = options.sized(full: 1000, quick: 200)
    let steps = options.sized(full: 1000, quick: 200)
    let x = OnDemand { try data.value.test.images(at: 0..<count, as: Float.self) }
    let classes = try record.result("map.classes", within: 0.02) {
      let guesses = try networks.value.cnn(x.value, .evaluation).value.argmax(along: 0)
      return [Array(try data.value.test.labels.scalars.prefix(count)), guesses.scalars]
    }
    let labels = classes[0]
    // Where a point comes to lie hangs on the last digits.
    let layouts = try record.result("map", within: nil) {
      let cnns = try networks.value.cnns
      let progress = ProgressLine("t-SNE", of: 2 * cnns.count * steps)
      defer { progress.end() }
      let pixels = try x.value.reshaped([28 * 28, count])
      return [
        cnns.map { _ in pixels }, try cnns.map { $0.hidden(try x.value) },
      ].map { inputs in
        let maps = inputs.map { input in
          Embedding(input, perplexity: 30)
            .layout(steps: steps, using: &generator) { progress.advance() }
        }
        return Layout(
          points: [maps[0].slice(at: 0).scalars, maps[0].slice(at: 1).scalars],
          shares: maps.map { y in
            let nearest = nearness(y).argmax(along: 0).scalars
            return Double(labels.indices.count { labels[nearest[$0]] == labels[$0] })
              / Double(count)
          })
      }
    }
    let wrong = labels.indices.filter { classes[1][$0] != labels[$0] }
    record.numbers([
      "map.points": Double(count), "map.wrong": Double(wrong.count),
      "map.pixels.neighbours": layouts[0].shares.median,
      "map.hidden.neighbours": layouts[1].shares.median,
    ])
    record.recipe(
      "map",
      Recipe(
        loss: "Kullback–Leibler divergence", data: "\(count, "%'d") test images",
        initializer: "normal, 0.01 wide", rule: "momentum, as above; perplexity 30",
        steps: "\(steps, "%'d")", seeds: "\(layouts[0].shares.count), of networks and layouts"))
    record.claim(
      "map",
      "from each start more points have a nearest neighbour of their class on the map of the "
        + "hidden layer than on any of the pixels",
      (layouts[1].shares.min() ?? 0) > (layouts[0].shares.max() ?? 1))
    try draw(layouts, labels, wrong, images.classNames, into: &record)
  }

  /// Draws the maps; on the second the images that the network gets wrong are black.
  private func draw(
    _ layouts: [Layout], _ labels: [Int], _ wrong: [Int], _ names: [String],
    into record: inout RunRecord
  ) throws {
    func plot(_ title: String, _ layout: Layout, _ wrong: [Int]) -> Axes {
      let y = Tensor<Double>(Tensor(layout.points))
      func points(_ chosen: [Int], _ color: Color) -> Scatter {
        Scatter(y.gathered(chosen, along: 1), color: color, radius: 2.2)
      }
      return Axes(title, x: .hidden, y: .hidden, naming: .none) {
        for label in 0..<10 {
          points(labels.indices.filter { labels[$0] == label }, mapColors[label])
        }
        points(wrong, .black)
        for label in 0..<10 {
          if let place = middle(of: labels.indices.filter { labels[$0] == label }, in: y) {
            Annotation(names[label], x: y[0, place], y: y[1, place])
          }
        }
      }
    }
    let figure = Figure(columns: 1, size: Size(width: 460, height: 840)) {
      plot("By 784 pixels", layouts[0], [])
      plot("By the CNN's 28 hidden units", layouts[1], wrong)
    }
    try record.draw("map.png", figure)
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
}

/// Ten colours that stay apart, the palette's and two more.
private let mapColors: [Color] = [
  .blue, .vermilion, .green, .purple, .orange, .sky, Color(hex: 0x8C6D31), .yellow,
  Color(hex: 0x9E9E9E), Color(hex: 0x6A51A3),
]
