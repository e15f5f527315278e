// The experiment of the reference's notebook (coderkarthiko 2020): one real image and one fake. The
// discriminator learns to tell them apart; then it stands still, and the generator learns to fool
// it. The networks are the notebook's, but for its biases, one for every pixel.

import Datasets
import Gradus
import LessonKit
import Plot

/// From noise of 100 numbers to an image, as small as the notebook's.
func smallGenerator(using random: inout RandomGenerator) -> Sequential<Float> {
  Sequential {
    Linear(100, 200, using: &random)
    LeakyReLU()
    Unflatten([2, 10, 10])
    ConvTranspose2d(2, 4, kernel: 5, using: &random)
    LeakyReLU()
    ConvTranspose2d(4, 1, kernel: 2, stride: 2, using: &random)
    Tanh()
  }
}

/// From an image to a logit, as small as the notebook's.
func smallDiscriminator(using random: inout RandomGenerator) -> Sequential<Float> {
  Sequential(inputShape: [1, 28, 28]) {
    Conv2d(1, 4, kernel: 3, using: &random)
    LeakyReLU()
    Conv2d(4, 4, kernel: 3, stride: 2, using: &random)
    LeakyReLU()
    MaxPool2d(3)
    Flatten()
    Linear(64, 200, using: &random)
    LeakyReLU()
    Linear(200, 1, using: &random)
  }
}

/// A real image and a fake, and what the discriminator makes of them, in three stages.
private struct OneImage: Codable {
  let real: Shades
  var fakes: [Shades] = []
  var scores: [Scores] = []

  struct Scores: Codable {
    let real, fake: Double
  }
}

extension GAN {
  /// Trains one network, then the other; prints, records and draws every score.
  func oneImage(
    _ data: OnDemand<ImageDataset>, into record: inout RunRecord,
    using random: inout RandomGenerator
  ) throws {
    let (G, D) = (smallGenerator(using: &random), smallDiscriminator(using: &random))
    let found = try record.result("one", within: 0.02) {
      let real: Tensor<Float> = try data.value.training.images(at: [0], standardizedBy: bright)
      return oneImage(G, D, real, .normal([100, 1], using: &random))
    }
    let scores = found.scores
    let stages = ["nothing yet", "the discriminator", "the generator"]
    let ofDl2 = [(0.1100, 0.0744), (0.9934, 0.0119), (0.9934, 0.9965)]
    record.show(
      "one", "The scores of one real image and one fake, here and in dl2's notebook",
      columns: ["trained", "D(real) %.4f", "dl2 %.4f", "D(fake) %.4f", "dl2 %.4f"],
      rows: (0..<3).map { k in
        [stages[k], scores[k].real, ofDl2[k].0, scores[k].fake, ofDl2[k].1]
      })
    record.numbers(
      [
        "one.real": scores[1].real, "one.fake.found": scores[1].fake,
        "one.fake.believed": scores[2].fake,
      ], agreement: .full(relative: 0.05))
    record.numbers(
      [
        "one.parameters.generator": Double(G.parameterCount),
        "one.parameters.discriminator": Double(D.parameterCount),
      ], agreement: .everywhere())
    record.recipe(
      "one",
      Recipe(
        loss: "cross-entropy of D, $-\\log D$ of G", data: "one image and one fake",
        initializer: "uniform in ±1/√(number of inputs)",
        rule: "D by gradient descent at 0.05, then G by Adam at 0.001", steps: "100 each",
        seeds: "one"))
    record.claim(
      "one", "the fake is found out and then believed, and the real image's score stands still",
      scores[1].fake < 0.2 && scores[2].fake > 0.8 && scores[2].real == scores[1].real)
    try draw(found, into: &record)
  }

  /// Draws the real image and the fake before and after the generator's training.
  private func draw(_ found: OneImage, into record: inout RunRecord) throws {
    let scores = found.scores
    let shown = [found.real, found.fakes[0], found.fakes[2]]
    let titles = [
      "real: D = \(scores[1].real, "%.3f")", "fake: D = \(scores[1].fake, "%.3f")",
      "fake, trained: D = \(scores[2].fake, "%.3f")",
    ]
    let figure = Figure(size: Size(width: 520, height: 200)) {
      for (title, image) in zip(titles, shown) {
        Axes(title, x: .hidden, y: .hidden) {
          Image(image.values, columns: 28, colormap: .gray, range: -1...1)
        }
      }
    }
    try record.draw("one-image.png", figure)
  }

  /// Trains D on a real image and the fake from z, then G against D.
  private func oneImage(
    _ G: Sequential<Float>, _ D: Sequential<Float>, _ real: Tensor<Float>, _ z: Tensor<Float>
  ) -> OneImage {
    var found = OneImage(real: Shades(real.scalars, in: -1...1))
    func look() {
      let fake = G(z, .evaluation).value
      let both = [real, fake].map { Double(sigmoid(D($0, .evaluation).value).scalar) }
      found.fakes.append(Shades(fake.scalars, in: -1...1))
      found.scores.append(OneImage.Scores(real: both[0], fake: both[1]))
    }
    look()
    // ANCHOR: discriminator
    var descentD = SGD(D.parameters, learningRate: 0.05)
    let fake = G(z, .evaluation).value
    for _ in 0..<100 {
      let loss = discriminatorLoss(
        real: D(real, .training), fake: D(fake, .training))
      descentD.step(loss.gradients(of: D.parameters))
    }
    // ANCHOR_END: discriminator
    look()
    // ANCHOR: generator
    var descentG = Adam(G.parameters, learningRate: 1e-3)
    for _ in 0..<100 {
      let score = D(G(z, .training), .training)
      let loss = binaryCrossEntropy(logits: score, targets: [[1]])
      descentG.step(loss.gradients(of: G.parameters))
    }
    // ANCHOR_END: generator
    look()
    return found
  }
}
