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

extension GAN {
  /// Trains one network, then the other; prints, records and draws every score.
  func oneImage(
    _ data: ImageDataset, into record: inout RunRecord, using random: inout RandomGenerator
  ) throws {
    let (G, D) = (smallGenerator(using: &random), smallDiscriminator(using: &random))
    let real: Tensor<Float> = data.training.images(at: [0], standardizedBy: bright)
    let z = Tensor<Float>.normal([100, 1], using: &random)
    var table = Table(
      .text("trained"), .number("D(real)", "%.4f"), .number("dl2", "%.4f"),
      .number("D(fake)", "%.4f"), .number("dl2", "%.4f"))
    let ofDl2 = [(0.1100, 0.0744), (0.9934, 0.0119), (0.9934, 0.9965)]
    var fakes: [Tensor<Float>] = []
    var scores: [(real: Double, fake: Double)] = []
    func look(_ stage: String) {
      let fake = G(z, .evaluation).value
      let both = [real, fake].map { Double(sigmoid(D($0, .evaluation).value).scalar) }
      fakes.append(fake)
      scores.append((both[0], both[1]))
      let (theirReal, theirFake) = ofDl2[scores.count - 1]
      table.add(stage, both[0], theirReal, both[1], theirFake)
      record.number("one.real.\(scores.count - 1)", both[0], agreement: .full(relative: 0.05))
      record.number("one.fake.\(scores.count - 1)", both[1], agreement: .full(relative: 0.05))
    }
    look("nothing yet")
    // ANCHOR: discriminator
    var descentD = SGD(D.parameters, learningRate: 0.05)
    let fake = G(z, .evaluation).value
    for _ in 0..<100 {
      let loss = discriminatorLoss(
        real: D(real, .training), fake: D(fake, .training))
      descentD.step(loss.gradients(of: D.parameters))
    }
    // ANCHOR_END: discriminator
    look("the discriminator")
    // ANCHOR: generator
    var descentG = Adam(G.parameters, learningRate: 1e-3)
    for _ in 0..<100 {
      let score = D(G(z, .training), .training)
      let loss = binaryCrossEntropy(logits: score, targets: [[1]])
      descentG.step(loss.gradients(of: G.parameters))
    }
    // ANCHOR_END: generator
    look("the generator")
    record.table("one", table)
    record.number("one.parameters.generator", G.parameterCount, agreement: .everywhere())
    record.number("one.parameters.discriminator", D.parameterCount, agreement: .everywhere())
    print("The scores of one real image and one fake, here and in dl2's notebook\n\(table)\n")

    let shown = [real, fakes[0], fakes[2]]
    let titles = [
      "real: D = \(scores[1].real, "%.3f")", "fake: D = \(scores[1].fake, "%.3f")",
      "fake, trained: D = \(scores[2].fake, "%.3f")",
    ]
    let figure = Figure(size: Size(width: 640, height: 225)) {
      for (title, image) in zip(titles, shown) {
        Axes(title, x: .hidden, y: .hidden) {
          Image(image.scalars.map(Double.init), columns: 28, colormap: .gray, range: -1...1)
        }
      }
    }
    try record.draw(
      "one-image.png", figure,
      alt: """
        Three images. A real one, which the discriminator gives \(scores[1].real, "%.3f"). A fake, \
        grey noise, which it gives \(scores[1].fake, "%.3f"). The fake after the generator has \
        been trained, still noise, which it gives \(scores[2].fake, "%.3f").
        """)
  }
}
