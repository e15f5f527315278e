// Exercise 07.5: the gradient that reaches a fake.
//
// A discriminator of two layers scores n fakes, the columns of x:
//
//   h = W·x    a = leaky(h)    z = u·a    D = σ(z)
//
// where leaky(h) is h above 0 and h/5 below. The discriminator stands still. The generator's loss is
// the flipped one, L = mean over the fakes of −log D. Write dx, its gradient by the fakes: it is
// what the discriminator sends back to the generator.
//
// Useful: matmul(transposed: W, dh) is Wᵀ·dh; sigmoid; Tensor(h .> 0), 1 where h is above 0 and 0
// elsewhere; u.transposed(), [hidden, 1], goes with every column. Then ask: make check EX=07.5
//
// I. Goodfellow et al., "Generative adversarial nets", NIPS (2014), section 3.

import Given
import Gradus

/// From fakes to the gradient of ``foolingLoss(_:W:u:)`` by them, dx: `[pixels, n]`, like x.
public func foolingGradient(
  _ x: Tensor<Double>, W: Tensor<Double>, u: Tensor<Double>
) -> Tensor<Double> {
  // BEGIN SOLUTION 07.5 points=4
  // Yours to write.
  return Tensor.zeros(x.shape)
  // END SOLUTION
}
