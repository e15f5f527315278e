// Which pixels does a score depend on? The gradient of the score by the image tells, pixel by pixel,
// and the graph has it for the price of a training step (Simonyan, Vedaldi and Zisserman 2014).

import Datasets
import Gradus
import LessonKit
import Plot

extension ConvNets {
  /// How much the score of an image's own class changes with each pixel.
  func drawSaliency(
    _ networks: [Trained], _ images: LabelledImages, into record: inout RunRecord
  ) throws {
    let labels = images.labels.scalars
    let chosen = (0..<10).compactMap { label in labels.firstIndex(of: label) }
    let pictures = images.images(at: chosen, as: Float.self)
    let t = Tensor(chosen.map { labels[$0] })
    let slopes = networks.map { network in
      // ANCHOR: saliency
      let x = Variable(pictures)
      let score = network.model(x, .evaluation).gathered(byLabel: t)
      return abs(score.summed().gradients(of: [x])[0])
      // ANCHOR_END: saliency
    }
    func tiles(_ images: Tensor<Float>, _ colormap: Colormap) -> Tiles {
      let rows = Tensor<Double>(images.reshaped([28 * 28, -1]).transposed())
      return Tiles(
        chosen.indices.map { k in
          let pixels = rows.slice(at: k)
          return (pixels / Swift.max(pixels.max().scalar, 1e-12)).scalars
        }, width: 28, columns: chosen.count, colormap: colormap, range: 0...1)
    }
    let figure = Figure(columns: 1, size: Size(width: 760, height: 300)) {
      Axes("x", x: .hidden, y: .hidden) { tiles(pictures, .gray) }
      for (network, slopes) in zip(Network.allCases, slopes) {
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
}
