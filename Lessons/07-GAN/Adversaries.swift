// Two networks that train each other: Algorithm 1 of Goodfellow et al. (2014). D tells real examples
// from fakes, and G, which makes the fakes, learns from D's gradient. Both losses are written in
// logits z, D = σ(z):
//
//   L_D = −mean log D(x) − mean log(1 − D(G(z)))    L_G = −mean log D(G(z))

import Gradus

// ANCHOR: loss
/// L_D, of the logits of real examples and of fakes.
func discriminatorLoss<Scalar>(
  real: Variable<Scalar>, fake: Variable<Scalar>
) -> Variable<Scalar> {
  // BEGIN SOLUTION 07.7 points=3
  binaryCrossEntropy(logits: real, targets: .ones(real.shape))
    + binaryCrossEntropy(logits: fake, targets: .zeros(fake.shape))
  // END SOLUTION
}
// ANCHOR_END: loss

/// A generator and a discriminator with their rules of descent.
struct Adversaries {
  let G: Sequential<Float>
  let D: Sequential<Float>
  var (descentG, descentD): (Adam<Float>, Adam<Float>)
  /// How many numbers G starts from.
  let noise: Int

  /// A fresh pair, both with Adam (β₁ = 0.5, Radford, Metz and Chintala 2016), each at its rate.
  init(
    _ G: Sequential<Float>, _ D: Sequential<Float>, noise: Int, rates: (G: Double, D: Double)
  ) {
    (self.G, self.D, self.noise) = (G, D, noise)
    descentG = Adam(G.parameters, learningRate: rates.G, betas: (0.5, 0.999))
    descentD = Adam(D.parameters, learningRate: rates.D, betas: (0.5, 0.999))
  }

  /// Noise for `count` fakes, `[noise, count]`.
  func noise(_ count: Int, using random: inout RandomGenerator) -> Tensor<Float> {
    .normal([noise, count], using: &random)
  }

  /// A step of D: real examples against as many fakes. Returns its loss and mean scores.
  mutating func trainDiscriminator(
    on x: Tensor<Float>, using random: inout RandomGenerator
  ) -> (loss: Float, real: Float, fake: Float) {
    let m = x.shape[x.rank - 1]
    // ANCHOR: discriminator
    let real = D(x, .training)
    let fake = D(G(noise(m, using: &random), .training).detached, .training)
    let loss = discriminatorLoss(real: real, fake: fake)
    descentD.step(loss.gradients(of: D.parameters))
    // ANCHOR_END: discriminator
    return (
      loss.value.scalar, sigmoid(real.value).mean().scalar, sigmoid(fake.value).mean().scalar
    )
  }

  /// A step of G on `m` fakes, through a D that stands still. Returns its loss.
  mutating func trainGenerator(_ m: Int, using random: inout RandomGenerator) -> Float {
    // ANCHOR: generator
    let fooled = D(G(noise(m, using: &random), .training), .training)
    let loss = binaryCrossEntropy(logits: fooled, targets: .ones([1, m]))
    descentG.step(loss.gradients(of: G.parameters))
    // ANCHOR_END: generator
    return loss.value.scalar
  }
}
