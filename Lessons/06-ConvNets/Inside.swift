// What the two networks have learnt: the MLP's weights as pictures, one image on its way through the
// CNN, the gradient of a score (Simonyan, Vedaldi and Zisserman 2014), and what gets a wrong name.

import Datasets
import Gradus
import LessonKit
import Plot
import TensorPlots

/// Pictures of as many pixels each, as they are kept, and the size that is drawn brightest.
private struct Pictures: Codable {
  let reach: Double
  let pictures: [Shades]

  /// Pictures side by side, `[pixels, count]`, on a scale that holds all but a half percent of their
  /// values.
  init(_ pixels: Tensor<Float>) {
    let reach = max(abs(pixels).scalars.map(Double.init).quantile(0.995), 1e-12)
    self.reach = reach
    let rows = pixels.transposed()
    pictures = (0..<rows.shape[0]).map { Shades(rows.slice(at: $0).scalars, in: -reach...reach) }
  }

  /// Tiles in rows of so many.
  func tiles(width: Int, columns: Int, _ colormap: Colormap) -> Tiles {
    Tiles(
      pictures.map(\.values), width: width, columns: columns, colormap: colormap,
      range: colormap == .sides ? -reach...reach : 0...reach)
  }
}

extension ConvNets {
  /// Draws the rows of the MLP's first matrix, each of which is an image.
  func drawWeights(_ networks: OnDemand<Networks>, into record: inout RunRecord) throws {
    let W = OnDemand {
      try networks.value.mlp.layers.compactMap { ($0 as? Linear<Float>)?.weight.value }[0]
    }
    let rows = try record.result("weights", within: 0.02) { Pictures(try W.value.transposed()) }
    // The edges of most images are empty, and nothing moves the weights that look there.
    let edge = try record.result("weights.edge", within: 0.02) {
      abs(try W.value.reshaped([50, 28, 28]).sliced(0..<1, along: 1)).mean().scalar
    }
    record.number("weights.edge", edge)
    // Uniform in ±1/28 they began with half of that on average.
    record.number("weights.start", 1.0 / 56, agreement: .everywhere())
    record.claim(
      "weights.edge", "the mean size of the weights of the top row is what it was, to a tenth",
      abs(Double(edge) * 56 - 1) < 0.1)
    let figure = Figure(size: Size(width: 520, height: 280)) {
      Axes(x: .hidden, y: .hidden) { rows.tiles(width: 28, columns: 10, .sides) }
    }
    try record.draw("weights.png", figure)
  }

  /// Draws an image on its way through the two convolutions.
  func drawMaps(
    _ networks: OnDemand<Networks>, _ data: OnDemand<ImageDataset>, _ images: Images,
    into record: inout RunRecord
  ) throws {
    let found = try record.result("maps", within: 0.02) {
      let layers = try networks.value.cnn.layers
      var maps = [try data.value.test.images(at: [0], as: Float.self)]
      for layer in layers.prefix(4) { maps.append(layer(maps[maps.count - 1], .evaluation).value) }
      let kernels = layers.compactMap { ($0 as? Conv2d<Float>)?.weight.value }
      return [(kernels[0], 8), (maps[2], 8), (kernels[1], 64), (maps[4], 8)].map { tensor, count in
        Pictures(tensor.reshaped([count, -1]).transposed())
      }
    }
    let figure = Figure(columns: 3, size: Size(width: 520, height: 400)) {
      Axes("x: 28×28", x: .hidden, y: .hidden) {
        Tiles([images.first.values], width: 28, columns: 1, range: 0...1)
      }
      Axes("8 kernels", x: .hidden, y: .hidden) { found[0].tiles(width: 2, columns: 2, .sides) }
      Axes("8 maps, 14×14", x: .hidden, y: .hidden) { found[1].tiles(width: 14, columns: 2, .gray) }
      Axes("8×8 kernels", x: .hidden, y: .hidden) {
        found[2].tiles(width: 2, columns: 8, .sides)
      }
      Axes("8 maps, 7×7", x: .hidden, y: .hidden) { found[3].tiles(width: 7, columns: 2, .gray) }
    }
    try record.draw("maps.png", figure)
  }

  /// Draws how much the score of an image's own class changes with each pixel.
  func drawSaliency(
    _ networks: OnDemand<Networks>, _ data: OnDemand<ImageDataset>, _ images: Images,
    into record: inout RunRecord
  ) throws {
    // Relative to the steepest pixel of each image.
    let found = try record.result("saliency", within: 0.02) {
      let test = try data.value.test
      let samples = test.examples(Images.first(of: test))
      return try [networks.value.mlp, networks.value.cnn].map { model in
        let slopes = slopes(of: model, at: samples.images(), labels: samples.labels)
          .reshaped([28 * 28, -1])
        return Pictures(slopes / slopes.max(along: 0))
      }
    }
    let figure = Figure(columns: 1, size: Size(width: 520, height: 240)) {
      Axes("x", x: .hidden, y: .hidden) {
        Tiles(images.samples.map(\.values), width: 28, columns: 10, range: 0...1)
      }
      for (network, slopes) in zip(Network.allCases, found) {
        Axes("\(network.rawValue): |∂z/∂x|", x: .hidden, y: .hidden) {
          slopes.tiles(width: 28, columns: 10, .viridis)
        }
      }
    }
    try record.draw("saliency.png", figure)
  }

  /// How much the score of each image's own class changes with its pixels, of the images' shape.
  private func slopes(
    of model: Sequential<Float>, at pictures: Tensor<Float>, labels t: Tensor<Int>
  ) -> Tensor<Float> {
    // ANCHOR: saliency
    let x = Variable(pictures)
    let score = model(x, .evaluation).gathered(byLabel: t)
    return abs(score.summed().gradients(of: [x])[0])
    // ANCHOR_END: saliency
  }

  /// An image that got a wrong name, and the probability of that.
  private struct Mistake: Codable {
    let name, guess: String
    let probability: Double
    let image: Shades
  }

  /// Draws the mistakes of which the CNN is most certain.
  func drawMistakes(
    _ networks: OnDemand<Networks>, _ data: OnDemand<ImageDataset>, _ images: Images,
    into record: inout RunRecord
  ) throws {
    let names = images.classNames
    let found = OnDemand {
      let test = try data.value.test
      let labels = test.labels.scalars
      let p = softmax(try networks.value.cnn(test.images(), .evaluation).value)
      let guesses = p.argmax(along: 0).scalars
      return labels.indices.filter { guesses[$0] != labels[$0] }.map { k in
        Mistake(
          name: names[labels[k]], guess: names[guesses[k]],
          probability: Double(p[guesses[k], k]), image: test.shades(k))
      }.sorted { $0.probability > $1.probability }
    }
    let counts = try record.result("mistakes", within: 0.02) {
      try [found.value.count, found.value.count { $0.probability > 0.99 }]
    }
    // Which are the most certain ones hangs on the last digits.
    let shown = try record.result("mistakes.shown", within: nil) {
      Array(try found.value.prefix(16))
    }
    record.numbers([
      "mistakes": Double(counts[0]), "mistakes.certain": Double(counts[1]),
      "mistakes.images": Double(images.test),
    ])
    let figure = Figure(columns: 4, size: Size(width: 480, height: 560)) {
      for mistake in shown {
        Axes(
          "\(mistake.name) as \(mistake.guess), \(mistake.probability, "%.1p")", x: .hidden,
          y: .hidden
        ) {
          Image(mistake.image.values.map { 1 - $0 }, columns: 28, colormap: .gray, range: 0...1)
        }
      }
    }
    try record.draw("mistakes.png", figure)
  }
}
