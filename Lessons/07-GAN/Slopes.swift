// Why the generator's loss is flipped. For the logit s of a fake, D = σ(s), two losses want the same:
//
//   saturating      log(1 − D)    d/ds = −D
//   non-saturating  −log D        d/ds = −(1 − D)
//
// Where the discriminator is sure of a fake, D ≈ 0, only the second has a slope.

import Datasets
import Gradus
import LessonKit
import Plot

/// The two losses of a generator, of the logits of its fakes.
enum GeneratorLoss: String, CaseIterable {
  case saturating
  case flipped

  // ANCHOR: losses
  /// The mean over the fakes.
  func callAsFunction<Scalar>(_ z: Variable<Scalar>) -> Variable<Scalar> {
    // BEGIN SOLUTION 07.8 points=3
    switch self {
    case .saturating: -binaryCrossEntropy(logits: z, targets: .zeros(z.shape))
    case .flipped: binaryCrossEntropy(logits: z, targets: .ones(z.shape))
    }
    // END SOLUTION
  }
  // ANCHOR_END: losses
}

/// What a discriminator that learns alone would send to a generator, step by step.
struct Slopes: Codable {
  /// The size of the gradient by either loss.
  let norms: [[Double]]
  /// The mean score of the fakes.
  let scores: [Double]
}

extension GAN {
  /// Trains a discriminator against a generator that stands still, and measures after every step
  /// the gradient that either loss would send to the generator.
  func slopes(
    _ data: OnDemand<ImageDataset>, into record: inout RunRecord,
    using random: inout RandomGenerator
  ) throws {
    let steps = options.sized(full: 200, quick: 60)
    let found = try record.result("slopes", within: 0.02) {
      slopes(try data.value.training, steps: steps, using: &random)
    }
    let (norms, scores) = (found.norms, found.scores)
    let ratios = zip(norms[1], norms[0]).map { $0 / $1 }
    let promised = scores.map { (1 - $0) / $0 }
    let (saturating, flipped) = (norms[0][steps], norms[1][steps])
    record.numbers(
      [
        "slopes.score": scores[steps], "slopes.ratio.first": ratios[0],
        "slopes.ratio": ratios[steps], "slopes.saturating.first": norms[0][0],
        "slopes.saturating.last": saturating, "slopes.flipped.first": norms[1][0],
        "slopes.flipped.last": flipped,
      ], agreement: .full(relative: 0.1))
    record.claim(
      "slopes.ratio", "the ratio of the gradients is (1 − D)/D of the mean score, to a tenth",
      [0, steps].allSatisfy { abs(ratios[$0] / promised[$0] - 1) < 0.1 })
    record.claim(
      "slopes.grow", "both gradients are larger after the last step than at first",
      norms.allSatisfy { $0[steps] > $0[0] })
    record.recipe(
      "slopes",
      Recipe(
        loss: "cross-entropy of D", data: "5,000 images and 64 fakes that stay the same",
        initializer: "as above", rule: "Adam at 0.001, for D alone", batch: "64",
        steps: "\(steps)", seeds: "one"))
    print(
      """
      A discriminator that gives fakes \(scores[steps], "%.1e") on average leaves the generator a
      gradient of \(saturating, "%.1e") by the saturating loss, of \(flipped, "%.1e") by the flipped.

      """)
    try draw(ratios, promised, into: &record)
  }

  /// Draws both losses' slopes, and the ratio that was measured beside the one that they promise.
  private func draw(
    _ ratios: [Double], _ promised: [Double], into record: inout RunRecord
  ) throws {
    let D01 = (1...199).map { Double($0) / 200 }
    let figure = Figure(columns: 1, size: Size(width: 440, height: 480)) {
      Axes("The slopes of both losses", x: "D(G(z))", y: "|dL/ds|") {
        Line(x: D01, y: D01, label: "saturating", color: .vermilion)
        Line(x: D01, y: D01.map { 1 - $0 }, label: "flipped", color: .blue)
      }
      Axes(
        "How much more the flipped loss sends", x: "steps of the discriminator alone",
        y: .log("ratio of the gradients' sizes")
      ) {
        Line(y: ratios, startingAt: 0, label: "measured", color: .blue)
        Line(
          y: promised, startingAt: 0, label: "(1 − D)/D", color: .black,
          dash: .dashed)
      }
    }
    try record.draw("slopes.svg", figure)
  }

  /// Trains the discriminator against fakes of a generator that stands still.
  func slopes(
    _ images: LabelledImages, steps: Int, using random: inout RandomGenerator
  ) -> Slopes {
    let (G, D) = (smallGenerator(using: &random), smallDiscriminator(using: &random))
    var descent = Adam(D.parameters, learningRate: 1e-3)
    let z = Tensor<Float>.normal([100, 64], using: &random)
    let fake = G(z, .evaluation)
    var norms = GeneratorLoss.allCases.map { _ in [Double]() }
    var scores: [Double] = []
    for step in 0...steps {
      let x: Tensor<Float> = images.images(
        at: 64 * step % 5_000..<64 * step % 5_000 + 64, standardizedBy: bright)
      // ANCHOR: norms
      let logits = D(fake, .evaluation)
      for (k, loss) in GeneratorLoss.allCases.enumerated() {
        let gradients = loss(logits).gradients(of: G.parameters)
        let squares = gradients.map { ($0 * $0).summed().scalar }
        norms[k].append(Double(squares.reduce(0, +)).squareRoot())
      }
      // ANCHOR_END: norms
      scores.append(Double(sigmoid(logits.value).mean().scalar))
      let loss = discriminatorLoss(real: D(x, .training), fake: D(fake.detached, .training))
      descent.step(loss.gradients(of: D.parameters))
    }
    return Slopes(norms: norms, scores: scores)
  }
}
