// What goes into the network and what its first layer looks for: sample images, and the kernels as
// pictures, which they are.

import Datasets
import Gradus
import LessonKit
import Plot

extension LeNet5 {
  /// Draws ten training images of each class.
  func drawSamples(_ photos: Photos, from name: String, into record: inout RunRecord) throws {
    let images = photos.training
    let labels = images.labels.scalars
    let figure = Figure(columns: 2, size: Size(width: 760, height: 330)) {
      for (label, name) in images.classNames.enumerated() {
        let chosen = labels.indices.filter { labels[$0] == label }.prefix(10)
        Axes(name, x: .hidden, y: .hidden) {
          Tiles(rgb: chosen.map(images.rgb), width: 32, columns: 10)
        }
      }
    }
    try record.draw(
      "samples.png", figure,
      alt: """
        Ten images of 32 by 32 pixels of each of the classes \
        \(images.classNames.joined(separator: ", ")), from \(name).
        """)
  }

  /// Draws the six kernels of the first convolution, as colours around grey.
  func drawKernels(_ run: Trained, into record: inout RunRecord) throws {
    guard let first = run.model.layers[0] as? Conv2d<Float> else { return }
    let kernels = (0..<6).map { k in
      // ANCHOR: kernels
      let w = Tensor<Double>(first.weight.value.slice(at: k))  // [3, 5, 5]
      let color = 0.5 + w / (2 * abs(w).max())  // 0 is grey
      // ANCHOR_END: kernels
      return rgb(color)
    }
    let figure = Figure(size: Size(width: 640, height: 110)) {
      Axes(x: .hidden, y: .hidden) { Tiles(rgb: kernels, width: 5, columns: 6) }
    }
    try record.draw(
      "kernels.png", figure,
      alt: """
        The six kernels of the first convolution as tiny pictures of five by five coloured pixels; \
        grey stands for zero.
        """)
  }
}
