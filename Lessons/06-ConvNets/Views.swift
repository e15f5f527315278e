// What the benchmark's numbers hide: the same networks on pixels from 0 to 255, and on pixels in
// another order.

import Datasets
import Gradus
import LessonKit
import Plot
import TensorPlots

/// What is done to images before a network sees them.
enum View {
  /// Nothing: shades from 0 to 1.
  case plain
  /// Shades from 0 to 255, as the files have them.
  case raw
  /// Pixels in another order, the same for every image.
  case shuffled([Int])

  /// The images `[channels, height, width, examples]` as the network gets them.
  func callAsFunction(_ images: Tensor<Float>) -> Tensor<Float> {
    switch self {
    case .plain: return images
    case .raw: return 255 * images
    case .shuffled(let order):
      // ANCHOR: shuffled
      let list = images.reshaped([order.count, -1])
      return list.gathered(order, along: 0).reshaped(images.shape)
    // ANCHOR_END: shuffled
    }
  }
}

extension ConvNets {
  /// The CNN on pixels from 0 to 1 and from 0 to 255.
  func compareShades(_ found: Benchmark, into record: inout RunRecord) {
    let (plain, raw) = (found.cnn, found.raw)
    record.show(
      "raw", "The CNN on other shades",
      columns: [
        .text("rule"), .text("0 to 1"), .text("0 to 255"), .number("dl2, 0 to 255", "%.2f"),
      ],
      rows: zip(plain, raw).map { plain, raw in
        [
          plain.rule.rawValue, plain.percent.spread("%.2f"), raw.percent.spread("%.2f"),
          raw.rule.accuraciesOfDl2.cnn,
        ]
      })
    let medians = (plain: plain.map(\.percent.median), raw: raw.map(\.percent.median))
    record.claim(
      "raw.turns",
      "from 0 to 1 momentum has a higher median than gradient descent, from 0 to 255 a lower one",
      medians.plain[1] > medians.plain[0] && medians.raw[1] < medians.raw[0])
    record.claim(
      "raw.order", "from 0 to 255 momentum has the lowest median and gradient descent the highest",
      medians.raw.min() == medians.raw[1] && medians.raw.max() == medians.raw[0])
    record.claim(
      "raw.gain", "gradient descent and Adagrad gain from every start",
      [0, 4].allSatisfy { rule in zip(plain[rule].percent, raw[rule].percent).allSatisfy { $0 < $1 }
      })
  }

  /// What momentum makes of both networks when the pixels change places.
  func compareOrders(
    _ found: Benchmark, _ order: [Int], _ images: Images, into record: inout RunRecord
  ) throws {
    let ordered = [found.mlp[1], found.cnn[1]]
    let pairs = zip(Network.allCases, zip(ordered, found.shuffled))
    record.show(
      "shuffled", "Momentum on shuffled pixels",
      columns: [.text("network"), .text("pixels in order"), .text("shuffled")],
      rows: pairs.map { network, runs in
        [network.rawValue, runs.0.percent.spread("%.2f"), runs.1.percent.spread("%.2f")]
      })
    for (network, runs) in pairs {
      record.numbers([
        "errors.\(network)": 100 - runs.0.percent.median,
        "shuffled.errors.\(network)": 100 - runs.1.percent.median,
      ])
    }
    func range(_ runs: Runs) -> ClosedRange<Double> {
      (runs.percent.min() ?? 0)...(runs.percent.max() ?? 0)
    }
    record.claim(
      "shuffled",
      "shuffled, the CNN is worse from every start than from any in order; the MLP's ranges overlap",
      range(found.shuffled[1]).upperBound < range(ordered[1]).lowerBound
        && range(found.shuffled[0]).overlaps(range(ordered[0])))
    record.claim(
      "shuffled.half", "shuffled, the CNN's median of the errors is at least half as large again",
      100 - found.shuffled[1].percent.median >= 1.5 * (100 - ordered[1].percent.median))
    let pixels = Tensor<Float>(images.samples.map { $0.values.map { Float($0) } })
    let pictures = pixels.transposed().reshaped([1, 28, 28, -1])
    let figure = Figure(columns: 1, size: Size(width: 520, height: 180)) {
      for (name, view, runs) in [
        ("In order", View.plain, ordered), ("Shuffled", .shuffled(order), found.shuffled),
      ] {
        let errors = zip(Network.allCases, runs).map { network, runs in
          "\(network.rawValue) \(100 - runs.percent.median, "%.1f") %"
        }
        Axes("\(name): errors \(errors.joined(separator: ", "))", x: .hidden, y: .hidden) {
          Tiles(view(pictures), columns: 10, range: 0...1)
        }
      }
    }
    try record.draw("shuffled.png", figure)
  }
}
