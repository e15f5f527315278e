// What the benchmark's numbers hide: the same networks on pixels from 0 to 255, and on pixels in
// another order.

import Datasets
import Gradus
import LessonKit
import Plot

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
  /// Records the CNN's accuracies on both shades, from the first of its starts.
  func recordShades(_ plain: [Runs], _ raw: [Runs], into record: inout RunRecord) {
    var table = Table(
      .text("rule"), .number("0 to 1", "%.2f"), .number("0 to 255", "%.2f"),
      .number("dl2, 0 to 255", "%.2f"))
    for (plain, raw) in zip(plain, raw) {
      table.add(
        plain.rule.rawValue, plain.first, raw.first, raw.rule.accuracyOfDl2(.cnn))
      record.number("raw.\(raw.rule)", raw.first)
    }
    record.table("raw", table)
    print("The CNN on other shades\n\(table)\n")
  }

  /// Records and draws what momentum makes of both networks when the pixels change places.
  func recordOrders(
    _ ordered: [Runs], _ shuffled: [Runs], _ order: [Int], _ images: Images,
    into record: inout RunRecord
  ) throws {
    var table = Table(.text("network"), .text("pixels in order"), .text("shuffled"))
    for (network, (before, after)) in zip(Network.allCases, zip(ordered, shuffled)) {
      table.add(network.rawValue, before.summary, after.summary)
      record.number("errors.\(network)", 100 - before.median)
      record.number("shuffled.errors.\(network)", 100 - after.median)
    }
    record.table("shuffled", table)
    print("Momentum on shuffled pixels\n\(table)\n")

    let pixels = Tensor<Float>(images.samples.map { $0.values.map { Float($0) } })
    let pictures = pixels.transposed().reshaped([1, 28, 28, -1])
    let errors = [ordered, shuffled].map { runs in
      zip(Network.allCases, runs).map { "\($0.rawValue) \(100 - $1.median, "%.1f") %" }
        .joined(separator: ", ")
    }
    let views = [("In order", View.plain), ("Shuffled", .shuffled(order))]
    let figure = Figure(columns: 1, size: Size(width: 720, height: 220)) {
      for (k, (name, view)) in views.enumerated() {
        let pixels = Tensor<Double>(view(pictures).reshaped([order.count, -1]).transposed())
        Axes("\(name): errors \(errors[k])", x: .hidden, y: .hidden) {
          Tiles(
            images.samples.indices.map { pixels.slice(at: $0).scalars }, width: 28, columns: 10,
            range: 0...1)
        }
      }
    }
    try record.draw(
      "shuffled.png", figure,
      alt: """
        Above, ten images, one of each class; below, the same with their pixels in another order, \
        ten squares of noise. Errors on such images after training on such images: in order \
        \(errors[0]); shuffled \(errors[1]).
        """)
  }
}
