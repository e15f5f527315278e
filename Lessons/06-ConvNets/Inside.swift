// What the two networks have learnt: their weights as pictures, one image on its way through the
// CNN, and the images that get a wrong name.

import Datasets
import Gradus
import LessonKit
import Plot

extension ConvNets {
  /// Draws weights, feature maps, saliency and mistakes.
  func lookInside(
    _ trainings: OnDemand<Trainings>, _ data: OnDemand<ImageDataset>, _ images: Images,
    into record: inout RunRecord
  ) throws {
    try drawWeights(trainings, into: &record)
    try drawMaps(trainings, data, into: &record)
    try drawSaliency(trainings, data, images, into: &record)
    try drawMistakes(trainings, data, images, into: &record)
  }

  /// The MLP's three matrices, row by row.
  private struct Weights: Codable {
    /// The rows of the first, of whose weights a half percent lie beyond the reach.
    let rows: [Shades]
    let reach: Double
    /// The mean size of the weights of the top row of pixels.
    let edge: Double
    let second, third: [Float]
  }

  /// The MLP's matrices; a row of the first is an image.
  private func drawWeights(
    _ trainings: OnDemand<Trainings>, into record: inout RunRecord
  ) throws {
    let weights = try record.result("weights", within: 0.02) {
      let W = try trainings.value.momentum.mlp.model.layers.compactMap {
        ($0 as? Linear<Float>)?.weight.value
      }
      let first = Tensor<Double>(W[0])
      let reach = abs(first).scalars.quantile(0.995)
      return Weights(
        rows: (0..<50).map { Shades(first.slice(at: $0).scalars, in: -reach...reach) },
        reach: reach,
        edge: abs(first.reshaped([50, 28, 28]).sliced(0..<1, along: 1)).mean().scalar,
        second: W[1].scalars, third: W[2].transposed().scalars)
    }
    // The borders of most images are empty, and nothing moves the weights that look there.
    record.number("weights.edge", weights.edge)
    // Uniform in ±1/28 they began with half of that on average.
    record.number("weights.start", 1.0 / 56, agreement: .everywhere())
    let figure = Figure(size: Size(width: 860, height: 300)) {
      Axes("W_1: 50 rows of 784", x: .hidden, y: .hidden) {
        Tiles(
          weights.rows.map(\.values), width: 28, columns: 5, colormap: .diverging,
          range: -weights.reach...weights.reach)
      }
      Axes("W_2", x: "unit of layer 1", y: "unit of layer 2") {
        Image(weights.second.map(Double.init), columns: 50, colormap: .diverging)
      }
      Axes("W_3^T", x: .linear("class", ticks: .at([0, 5])), y: "unit of layer 2") {
        Image(weights.third.map(Double.init), columns: 10, colormap: .diverging)
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

  /// What layers make of an image, and by which kernels; pictures one after the other.
  private struct Maps: Codable {
    let name: String
    let image: Shades
    /// The kernels of both convolutions, and the maps after both ReLUs.
    let kernels, maps: [[[Float]]]
  }

  /// An image on its way through the two convolutions.
  private func drawMaps(
    _ trainings: OnDemand<Trainings>, _ data: OnDemand<ImageDataset>, into record: inout RunRecord
  ) throws {
    let found = try record.result("maps", within: 0.02) {
      let (cnn, images) = (try trainings.value.momentum.cnn, try data.value.test)
      var maps = [images.images(at: [0], as: Float.self)]
      for layer in cnn.model.layers.prefix(4) {
        maps.append(layer(maps[maps.count - 1], .evaluation).value)
      }
      let kernels = cnn.model.layers.compactMap { ($0 as? Conv2d<Float>)?.weight.value }
      func pictures(_ tensor: Tensor<Float>, _ count: Int) -> [[Float]] {
        let rows = tensor.reshaped([count, -1])
        return (0..<count).map { rows.slice(at: $0).scalars }
      }
      return Maps(
        name: images.classNames[images.labels.storage[0]], image: images.shades(0),
        kernels: [pictures(kernels[0], 8), pictures(kernels[1], 64)],
        maps: [pictures(maps[2], 8), pictures(maps[4], 8)])
    }
    func tiles(_ pictures: [[Float]], _ width: Int, _ columns: Int, _ colormap: Colormap) -> Tiles {
      Tiles(
        pictures.map { $0.map(Double.init) }, width: width, columns: columns, colormap: colormap)
    }
    let dark = found.maps.map { maps in maps.count { $0.max() == 0 } }
    let figure = Figure(columns: 5, size: Size(width: 860, height: 225)) {
      Axes("x: 28×28", x: .hidden, y: .hidden) {
        Tiles([found.image.values], width: 28, columns: 1)
      }
      Axes("8 kernels", x: .hidden, y: .hidden) { tiles(found.kernels[0], 2, 2, .diverging) }
      Axes("8 maps, 14×14", x: .hidden, y: .hidden) { tiles(found.maps[0], 14, 2, .gray) }
      Axes("8×8 kernels", x: .hidden, y: .hidden) { tiles(found.kernels[1], 2, 8, .diverging) }
      Axes("8 maps, 7×7", x: .hidden, y: .hidden) { tiles(found.maps[1], 7, 2, .gray) }
    }
    try record.draw(
      "maps.png", figure,
      alt: """
        An image of the class \(found.name), the eight kernels of \
        2×2 of the first convolution, the eight maps of 14×14 they make of it, of which \
        \(dark[0]) are dark, the sixty-four kernels of the second, and its eight maps of 7×7, of \
        which \(dark[1]) are dark.
        """)
  }

  /// An image that got a wrong name.
  private struct Mistake: Codable {
    let name, guess: String
    let image: Shades
  }

  /// How many there are in all, and of how many the CNN is certain.
  private struct Mistakes: Codable {
    let count, certain: Int
  }

  /// The mistakes of which the CNN is most certain.
  private func drawMistakes(
    _ trainings: OnDemand<Trainings>, _ data: OnDemand<ImageDataset>, _ images: Images,
    into record: inout RunRecord
  ) throws {
    let names = images.classNames
    // Long names need wide columns.
    let isShort = names.allSatisfy { $0.count < 3 }
    let columns = isShort ? 8 : 4
    let found = OnDemand {
      let test = try data.value.test
      let labels = test.labels.scalars
      let p = softmax(try trainings.value.momentum.cnn.scores(test.images()))
      let guesses = p.argmax(along: 0).scalars
      let wrong = labels.indices.filter { guesses[$0] != labels[$0] }
        .sorted { p[guesses[$0], $0] > p[guesses[$1], $1] }
      let counts = Mistakes(
        count: wrong.count, certain: wrong.count { p[guesses[$0], $0] > 0.99 })
      let shown = wrong.prefix(2 * columns).map { k in
        Mistake(name: names[labels[k]], guess: names[guesses[k]], image: test.shades(k))
      }
      return (counts, shown)
    }
    let counts = try record.result("mistakes", within: 0.02) { try found.value.0 }
    // Which are the most certain ones hangs on the last digits.
    let shown = try record.result("mistakes.shown", within: nil) { try found.value.1 }
    record.number("mistakes", counts.count)
    record.number("mistakes.images", images.test)
    record.number("mistakes.certain", counts.certain)
    let figure = Figure(columns: columns, size: Size(width: 860, height: isShort ? 290 : 440)) {
      for mistake in shown {
        Axes("\(mistake.name), not \(mistake.guess)", x: .hidden, y: .hidden) {
          Image(
            mistake.image.values.map { 1 - $0 }, columns: 28, colormap: .gray, range: 0...1)
        }
      }
    }
    let said = shown.map { "\($0.name) as \($0.guess)" }
    try record.draw(
      "mistakes.png", figure,
      alt: """
        The \(shown.count) images that the CNN takes for something else with the greatest \
        certainty: \(said.joined(separator: ", ")).
        """)
  }
}
