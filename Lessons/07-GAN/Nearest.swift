// Does the generator know images by heart? Beside each fake the training image nearest to it; and how
// near that is, beside how near a training image is to new images, those of the test.

import Datasets
import Gradus
import LessonKit
import Plot

/// Fakes with the training images nearest to them.
private struct Nearest: Codable {
  /// The distances |x − x′| of fakes, and of as many test images, from the nearest training image.
  let fakes, real: [Double]
}

/// The places of the images nearest to each of others, and their distances.
///
/// - Parameter others: `[pixels, count]`, with pixels from −1 to 1, as `images` are taken.
func nearest(
  to others: Tensor<Float>, among images: LabelledImages
) -> [(place: Int, distance: Double)] {
  let count = others.shape[1]
  var best = [(place: Int, distance: Double)](repeating: (0, .infinity), count: count)
  let square = (others * others).summed(along: 0).scalars
  for start in stride(from: 0, to: images.count, by: 5_000) {
    let places = start..<min(start + 5_000, images.count)
    let x: Tensor<Float> = images.images(at: places, standardizedBy: bright)
      .reshaped([-1, places.count])
    // ANCHOR: nearest
    // |x − x′|² = |x|² − 2·xᵀx′ + |x′|², the last the same for all x
    let squares = (x * x).summed(along: 0).reshaped([-1, 1])
    let far = squares - 2 * matmul(transposed: x, others)
    // ANCHOR_END: nearest
    let least = (-far).argmax(along: 0).scalars
    for (k, place) in least.enumerated() {
      let distance = Double(max(far[place, k] + square[k], 0)).squareRoot()
      if distance < best[k].distance { best[k] = (start + place, distance) }
    }
  }
  return best
}

extension GAN {
  /// Draws fakes and below each its nearest training image.
  ///
  /// - Parameter fakes: the last ones from the fixed noise.
  func drawNearest(
    _ fakes: [Shades], _ data: OnDemand<ImageDataset>, images: Int, into record: inout RunRecord
  ) throws {
    let found = OnDemand {
      let data = try data.value
      let training = data.training.examples(0..<images)
      let x = Tensor<Float>(fakes.map { $0.values.map { Float($0) } }).transposed()
      let real: Tensor<Float> = data.test.images(at: fakes.indices, standardizedBy: bright)
      let near = nearest(to: x, among: training)
      return (
        training, near, nearest(to: real.reshaped([-1, fakes.count]), among: training)
      )
    }
    let distances = try record.result("nearest", within: 0.02) {
      let (_, fakes, real) = try found.value
      return Nearest(fakes: fakes.map(\.distance), real: real.map(\.distance))
    }
    // Which image is the nearest of two that are about as near hangs on the last digits.
    let shown = try record.result("nearest.shown", within: nil) {
      let (training, near, _) = try found.value
      return near.prefix(12).map { near in
        Shades(training.images(at: [near.place], standardizedBy: bright).scalars, in: -1...1)
      }
    }
    let medians = (fakes: distances.fakes.median, real: distances.real.median)
    record.number("nearest.count", fakes.count)
    record.number("nearest.fakes", medians.fakes, agreement: .full(relative: 0.1))
    record.number("nearest.real", medians.real, agreement: .full(relative: 0.1))
    record.claim(
      "nearest", "the median distance of the fakes is not below that of the test images",
      medians.fakes >= medians.real)
    let figure = Figure(columns: 1, size: Size(width: 520, height: 120)) {
      for (name, images) in [("fake", Array(fakes.prefix(12))), ("nearest", shown)] {
        Axes(x: .hidden, y: .linear(name, ticks: .none)) {
          Tiles(images.map(\.values), width: 28, columns: 12, range: -1...1)
        }
      }
    }
    try record.draw("nearest.png", figure)
  }
}
