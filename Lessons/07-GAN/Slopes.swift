// Why the generator's loss is flipped. For the logit z of a fake, D = σ(z), two losses want the same:
//
//   saturating      log(1 − D)    d/dz = −D
//   non-saturating  −log D        d/dz = −(1 − D)
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
    switch self {
    case .saturating: -binaryCrossEntropy(logits: z, targets: .zeros(z.shape))
    case .flipped: binaryCrossEntropy(logits: z, targets: .ones(z.shape))
    }
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
    let last = norms.map { $0[steps] }
    record.number("slopes.score", scores[steps], agreement: .full(relative: 0.1))
    record.number("slopes.ratio", last[1] / last[0], agreement: .full(relative: 0.1))
    for (k, loss) in GeneratorLoss.allCases.enumerated() {
      record.number("slopes.\(loss).first", norms[k][0], agreement: .full(relative: 0.05))
      record.number("slopes.\(loss).last", last[k], agreement: .full(relative: 0.1))
    }
    print(
      """
      A discriminator that gives fakes \(scores[steps], "%.1e") on average leaves the generator a
      gradient of \(last[0], "%.1e") by the saturating loss, of \(last[1], "%.1e") by the flipped.

      """)
    let colors: [Color] = [.vermilion, .blue]
    let D01 = (1...199).map { Double($0) / 200 }
    let figure = Figure(size: Size(width: 760, height: 300)) {
      Axes("The slope of both losses", x: "D(G(z))", y: "|dL/dz|") {
        Line(x: D01, y: D01, label: "saturating", color: colors[0])
        Line(x: D01, y: D01.map { 1 - $0 }, label: "flipped", color: colors[1])
      }
      Axes(
        "What arrives at the generator", x: "steps of the discriminator alone",
        y: .log("size of dL/dθ_G")
      ) {
        for (k, loss) in GeneratorLoss.allCases.enumerated() {
          Line(y: norms[k], startingAt: 0, label: loss.rawValue, color: colors[k])
        }
      }
    }
    try record.draw(
      "slopes.svg", figure,
      alt: """
        Left, the slopes of the two losses by the logit: the saturating one rises from 0 to 1 with \
        D, the flipped one falls from 1 to 0. Right, the size of the generator's gradient while \
        the discriminator is trained alone, on a logarithmic scale: by the saturating loss it \
        falls from \(norms[0][0], "%.2g") to \(last[0], "%.1e"), by the flipped one it goes from \
        \(norms[1][0], "%.2g") to \(last[1], "%.2g").
        """)
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
