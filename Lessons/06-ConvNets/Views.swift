// What is done to images before a network sees them; and what the benchmark's numbers hide, the same
// network on pixels from 0 to 255.

import Datasets
import Gradus
import LessonKit

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
}
