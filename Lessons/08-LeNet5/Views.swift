// What goes into the network and what its first layer looks for: sample images, and the kernels as
// pictures, which they are.

import Datasets
import Gradus
import LessonKit
import Plot

extension LeNet5 {
  /// Draws ten training images of each class.
  func drawSamples(
    _ photos: OnDemand<Photos>, _ facts: Facts, into record: inout RunRecord
  ) throws {
    // They are read and not computed, and another Cairo draws shapes a little differently.
    let samples = try record.result("samples", within: nil) {
      let images = try photos.value.training
      let labels = images.labels.scalars
      return images.classNames.indices.map { label in
        let chosen = labels.indices.filter { labels[$0] == label }.prefix(10)
        return chosen.map { Picture(rgb: images.rgb($0)) }
      }
    }
    let figure = Figure(columns: 2, size: Size(width: 760, height: 330)) {
      for (name, pictures) in zip(facts.classNames, samples) {
        Axes(name, x: .hidden, y: .hidden) {
          Tiles(rgb: pictures.map(\.rgb), width: 32, columns: 10)
        }
      }
    }
    try record.draw("samples.png", figure)
  }

  /// Draws the six kernels of the first convolution, as colours around grey.
  func drawKernels(
    _ model: OnDemand<Sequential<Float>>, into record: inout RunRecord
  ) throws {
    let kernels = try record.result("kernels", within: 0.02) {
      let first = try model.value.layers.compactMap { $0 as? Conv2d<Float> }[0]
      return (0..<6).map { k in
        // ANCHOR: kernels
        let w = Tensor<Double>(first.weight.value.slice(at: k))  // [3, 5, 5]
        let color = 0.5 + w / (2 * abs(w).max())  // 0 is grey
        // ANCHOR_END: kernels
        return Shades(rgb(color), in: 0...1)
      }
    }
    let figure = Figure(size: Size(width: 640, height: 110)) {
      Axes(x: .hidden, y: .hidden) { Tiles(rgb: kernels.map(\.values), width: 5, columns: 6) }
    }
    try record.draw("kernels.png", figure)
  }
}
