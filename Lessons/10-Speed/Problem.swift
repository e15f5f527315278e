// The work of this lesson, the second convolution of LeNet-5 (LeCun, Bottou, Bengio and Haffner
// 1998) for a batch of 64 images, which every way has to do:
//
//   Y[o, h, w, n] = Σ_cij W[o, c, i, j]·X[c, h + i, w + j, n]

import Gradus
import LessonKit

/// A convolution without padding, with stride 1: its sizes and its numbers.
struct Problem: Sendable {
  /// The kernels are `size` × `size`.
  let channels, height, width, outputs, size, examples: Int
  /// X, `[channels, height, width, examples]`.
  let X: Tensor<Float>
  /// W, `[outputs, channels, size, size]`.
  let W: Tensor<Float>

  /// A convolution of random images with random kernels.
  init(
    channels: Int = 6, height: Int = 14, width: Int = 14, outputs: Int = 16, size: Int = 5,
    examples: Int = 64, using generator: inout RandomGenerator
  ) {
    (self.channels, self.height, self.width) = (channels, height, width)
    (self.outputs, self.size, self.examples) = (outputs, size, examples)
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
  /// How many products there are.
  var products: Double { Double(outputCount * taps) }
  /// One multiplication and one addition per product.
  var operations: Double { 2 * products }

  /// The largest error of Y, relative to the largest number that it has in `Double`.
  func error(of Y: [Float]) -> Double {
    largestError(of: Y, against: conv2d(Tensor<Double>(X), Tensor<Double>(W)).scalars)
  }
}

/// The largest difference between numbers and what they are in `Double`, relative to the largest of
/// these.
func largestError(of numbers: [Float], against exact: [Double]) -> Double {
  let difference = zip(numbers, exact).map { abs(Double($0) - $1) }.max() ?? 0
  return difference / (exact.map { abs($0) }.max() ?? 1)
}

extension Speed {
  /// Records the sizes, and the speed that was published for the library this project grew from.
  func describe(_ problem: Problem, into record: inout RunRecord) {
    let lenet = 28 * 28 * 6 * 75 + 10 * 10 * 16 * 150 + 400 * 120 + 120 * 84 + 84 * 10
    let imagesPerSecond = 116.84
    // X and W have to come from memory at least once, and Y has to go there.
    let bytes = 4 * Double(problem.X.count + problem.W.count + problem.outputCount)
    record.numbers(
      [
        "products": problem.products, "operations": problem.operations,
        "taps": Double(problem.taps), "kilobytes": bytes / 1000,
        "intensity": problem.operations / bytes, "story.products": Double(lenet),
        "story.speed": 2 * Double(lenet) * imagesPerSecond / 1e9,
      ], agreement: .quick())
  }

  /// Holds every way to the convolution in double precision.
  func holdWaysToDouble(into record: inout RunRecord) throws {
    let examples = options.sized(full: 64, quick: 16)
    // Another machine rounds otherwise.
    let worst = try record.result("error", within: nil) {
      var generator = RandomGenerator(seed: options.seed)
      let problem = Problem(examples: examples, using: &generator)
      return Way.all.map { problem.error(of: $0.run(problem)) }.max() ?? .infinity
    }
    guard worst < 1e-5 else {
      throw LessonError("one of the ways is wrong by \(worst) of the largest number.")
    }
    record.volatile("error", worst)
    print("All seven ways agree to \(worst, "%.0e") of the largest number.\n")
  }
}
