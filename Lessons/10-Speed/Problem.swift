// The work of this lesson, the second convolution of LeNet-5 (LeCun, Bottou, Bengio and Haffner
// 1998) for a batch of 64 images, which every way has to do:
//
//   Y[o, h, w, n] = Σ_cij W[o, c, i, j]·X[c, h + i, w + j, n]

import Gradus
import LessonKit

/// A convolution without padding, with stride 1: its sizes and its numbers.
struct Problem: Sendable {
  let channels: Int
  let height: Int
  let width: Int
  let outputs: Int
  /// The kernels are `size` × `size`.
  let size: Int
  let examples: Int
  /// X, `[channels, height, width, examples]`.
  let X: Tensor<Float>
  /// W, `[outputs, channels, size, size]`.
  let W: Tensor<Float>

  /// A convolution of random images with random kernels.
  init(
    channels: Int = 6, height: Int = 14, width: Int = 14, outputs: Int = 16, size: Int = 5,
    examples: Int = 64, using generator: inout RandomGenerator
  ) {
    self.channels = channels
    self.height = height
    self.width = width
    self.outputs = outputs
    self.size = size
    self.examples = examples
    X = .normal([channels, height, width, examples], using: &generator)
    W = .normal([outputs, channels, size, size], using: &generator)
  }

  /// The places of the kernel down an image.
  var rows: Int { height - size + 1 }

  /// The places of the kernel along a row.
  var columns: Int { width - size + 1 }

  /// How many numbers Y has.
  var outputCount: Int { outputs * rows * columns * examples }

  /// How many products each of them sums.
  var taps: Int { channels * size * size }

  /// One multiplication and one addition per product.
  var operations: Double { 2 * Double(outputCount) * Double(taps) }

  /// How many bytes have to come from memory and go to it at least once: X, W and Y.
  var compulsoryBytes: Double { 4 * Double(X.count + W.count + outputCount) }

  /// Records the sizes, and how the speed that was published for the library this project grew from
  /// compares with them.
  func describe(into record: inout RunRecord) {
    let products = 28 * 28 * 6 * 75 + 10 * 10 * 16 * 150 + 400 * 120 + 120 * 84 + 84 * 10
    let imagesPerSecond = 116.84
    record.numbers(
      [
        "products": operations / 2, "operations": operations, "taps": Double(taps),
        "kilobytes": compulsoryBytes / 1000, "intensity": operations / compulsoryBytes,
        "story.products": Double(products),
        "story.speed": 2 * Double(products) * imagesPerSecond / 1e9,
      ], agreement: .quick())
  }

  /// The largest error of Y, relative to the largest number that it has in `Double`.
  func error(of Y: [Float]) -> Double {
    largestError(of: Y, against: conv2d(Tensor<Double>(X), Tensor<Double>(W)).scalars)
  }
}
