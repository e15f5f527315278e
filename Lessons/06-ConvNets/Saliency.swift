// Which pixels does a score depend on? The gradient of the score by the image tells, pixel by pixel,
// and the graph has it for the price of a training step (Simonyan, Vedaldi and Zisserman 2014).

import Datasets
import Gradus
import LessonKit
import Plot

extension ConvNets {
  /// How much the score of an image's own class changes with each pixel.
  func drawSaliency(
    _ trainings: OnDemand<Trainings>, _ data: OnDemand<ImageDataset>, _ images: Images,
    into record: inout RunRecord
  ) throws {
    // Relative to the steepest pixel of each image.
    let found = try record.result("saliency", within: 0.02) {
      let (mlp, cnn) = try trainings.value.momentum
      let test = try data.value.test
      let samples = test.examples(Images.first(of: test))
      return [mlp, cnn].map { network in
        let all = slopes(of: network, at: samples.images(), labels: samples.labels)
        let rows = all.reshaped([28 * 28, -1]).transposed()
        return (0..<samples.count).map { k in
          let pixels = rows.slice(at: k)
          return Shades((pixels / Swift.max(pixels.max().scalar, 1e-12)).scalars, in: 0...1)
        }
      }
    }
    func tiles(_ images: [Shades], _ colormap: Colormap) -> Tiles {
      Tiles(
        images.map(\.values), width: 28, columns: images.count, colormap: colormap, range: 0...1)
    }
    let figure = Figure(columns: 1, size: Size(width: 760, height: 300)) {
      Axes("x", x: .hidden, y: .hidden) { tiles(images.samples, .gray) }
      for (network, slopes) in zip(Network.allCases, found) {
        Axes("\(network.rawValue): |∂z/∂x|", x: .hidden, y: .hidden) { tiles(slopes, .viridis) }
      }
    }
    try record.draw(
      "saliency.png", figure,
      alt: """
        Ten images, one of each class, and below each how much the score of its class changes with \
        every pixel: bright spots scattered around the strokes, finer for the MLP and in little \
        squares for the CNN.
        """)
  }

  /// How much the score of each image's own class changes with its pixels, of the images' shape.
  private func slopes(
    of network: Trained, at pictures: Tensor<Float>, labels t: Tensor<Int>
  ) -> Tensor<Float> {
    // ANCHOR: saliency
    let x = Variable(pictures)
    let score = network.model(x, .evaluation).gathered(byLabel: t)
    return abs(score.summed().gradients(of: [x])[0])
    // ANCHOR_END: saliency
  }
}
