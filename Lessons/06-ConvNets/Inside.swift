// What the two networks have learnt: their weights as pictures, one image on its way through the
// CNN, and the images that get a wrong name.

import Datasets
import Gradus
import LessonKit
import Plot

extension ConvNets {
  /// Draws weights, feature maps, saliency and mistakes.
  func lookInside(
    _ mlp: Trained, _ cnn: Trained, _ data: ImageDataset, into record: inout RunRecord
  ) throws {
    try drawWeights(mlp, into: &record)
    try drawMaps(cnn, data.test, into: &record)
    try drawSaliency([mlp, cnn], data.test, into: &record)
    try drawMistakes(cnn, data.test, into: &record)
  }

  /// The MLP's matrices; a row of the first is an image.
  private func drawWeights(_ mlp: Trained, into record: inout RunRecord) throws {
    let W = mlp.model.layers.compactMap { ($0 as? Linear<Float>)?.weight.value }.map {
      Tensor<Double>($0)
    }
    // The borders of most images are empty, and nothing moves the weights that look there.
    let edge = abs(W[0].reshaped([50, 28, 28]).sliced(0..<1, along: 1)).mean().scalar
    record.number("weights.edge", edge)
    // Uniform in ±1/28 they began with half of that on average.
    record.number("weights.start", 1.0 / 56, agreement: .everywhere())
    let reach = abs(W[0]).scalars.quantile(0.995)
    let figure = Figure(size: Size(width: 860, height: 300)) {
      Axes("W_1: 50 rows of 784", x: .hidden, y: .hidden) {
        Tiles(
          (0..<50).map { W[0].slice(at: $0).scalars }, width: 28, columns: 5,
          colormap: .diverging, range: -reach...reach)
      }
      Axes("W_2", x: "unit of layer 1", y: "unit of layer 2") {
        Image(W[1].scalars, columns: 50, colormap: .diverging)
      }
      Axes("W_3^T", x: .linear("class", ticks: .at([0, 5])), y: "unit of layer 2") {
        Image(W[2].transposed().scalars, columns: 10, colormap: .diverging)
      }
    }
    try record.draw(
      "weights.png", figure,
      alt: """
        The three weight matrices of the MLP, red where positive and blue where negative. The rows \
        of the first, as images, are noise at the edges and blots and strokes in the middle; the \
        other two show no order.
        """)
  }

  /// An image on its way through the two convolutions.
  private func drawMaps(
    _ cnn: Trained, _ images: LabelledImages, into record: inout RunRecord
  ) throws {
    var maps = [images.images(at: [0], as: Float.self)]
    for layer in cnn.model.layers.prefix(4) {
      maps.append(layer(maps[maps.count - 1], .evaluation).value)
    }
    let kernels = cnn.model.layers.compactMap { ($0 as? Conv2d<Float>)?.weight.value }
    func tiles(_ tensor: Tensor<Float>, _ columns: Int, _ colormap: Colormap) -> Tiles {
      let (count, width) = (tensor.shape[0] * tensor.shape[1], tensor.shape[3])
      let pixels = Tensor<Double>(tensor.reshaped([count, -1]))
      return Tiles(
        (0..<count).map { pixels.slice(at: $0).scalars }, width: width, columns: columns,
        colormap: colormap)
    }
    func stack(_ maps: Tensor<Float>) -> Tensor<Float> {
      maps.reshaped([maps.shape[0], 1, maps.shape[1], maps.shape[2]])
    }
    let dark = [maps[2], maps[4]].map { maps in
      (0..<8).count { maps.slice(at: $0).max().scalar == 0 }
    }
    let figure = Figure(columns: 5, size: Size(width: 860, height: 225)) {
      Axes("x: 28×28", x: .hidden, y: .hidden) { tiles(stack(maps[0]), 1, .gray) }
      Axes("8 kernels", x: .hidden, y: .hidden) { tiles(kernels[0], 2, .diverging) }
      Axes("8 maps, 14×14", x: .hidden, y: .hidden) { tiles(stack(maps[2]), 2, .gray) }
      Axes("8×8 kernels", x: .hidden, y: .hidden) { tiles(kernels[1], 8, .diverging) }
      Axes("8 maps, 7×7", x: .hidden, y: .hidden) { tiles(stack(maps[4]), 2, .gray) }
    }
    try record.draw(
      "maps.png", figure,
      alt: """
        An image of the class \(images.classNames[images.labels.storage[0]]), the eight kernels of \
        2×2 of the first convolution, the eight maps of 14×14 they make of it, of which \
        \(dark[0]) are dark, the sixty-four kernels of the second, and its eight maps of 7×7, of \
        which \(dark[1]) are dark.
        """)
  }

  /// The mistakes of which the CNN is most certain.
  private func drawMistakes(
    _ cnn: Trained, _ images: LabelledImages, into record: inout RunRecord
  ) throws {
    let labels = images.labels.scalars
    let p = softmax(cnn.scores(images.images()))
    let guesses = p.argmax(along: 0).scalars
    let wrong = labels.indices.filter { guesses[$0] != labels[$0] }
      .sorted { p[guesses[$0], $0] > p[guesses[$1], $1] }
    record.number("mistakes", wrong.count)
    record.number("mistakes.images", images.count)
    let certain = wrong.count { p[guesses[$0], $0] > 0.99 }
    record.number("mistakes.certain", certain)
    let names = images.classNames
    // Long names need wide columns.
    let isShort = names.allSatisfy { $0.count < 3 }
    let columns = isShort ? 8 : 4
    let shown = wrong.prefix(2 * columns)
    let figure = Figure(columns: columns, size: Size(width: 860, height: isShort ? 290 : 440)) {
      for k in shown {
        Axes("\(names[labels[k]]), not \(names[guesses[k]])", x: .hidden, y: .hidden) {
          Image(
            images.images(at: [k], as: Float.self).scalars.map { 1 - Double($0) }, columns: 28,
            colormap: .gray, range: 0...1)
        }
      }
    }
    let said = shown.map { "\(names[labels[$0]]) as \(names[guesses[$0]])" }
    try record.draw(
      "mistakes.png", figure,
      alt: """
        The \(shown.count) images that the CNN takes for something else with the greatest \
        certainty: \(said.joined(separator: ", ")).
        """)
  }
}
