// The seven rules on tensors, line by line as the chapter derives them, for the engine's optimizers
// to be held to.
//
// Cauchy 1847; Polyak 1964; Nesterov 1983 in the form of Bengio, Boulanger-Lewandowski and Pascanu
// 2013; Duchi, Hazan and Singer 2011; Tieleman and Hinton 2012; Kingma and Ba 2015; Loshchilov and Hutter 2019.

import Gradus

/// A parameter on its way, and what a rule remembers of the gradients g it has seen.
struct Walker {
  var theta: Tensor<Double>
  var v: Tensor<Double>
  var m: Tensor<Double>
  var s: Tensor<Double>
  var t = 0

  init(_ theta: Tensor<Double>) {
    self.theta = theta
    v = .zeros(theta.shape)
    m = .zeros(theta.shape)
    s = .zeros(theta.shape)
  }

  mutating func descent(_ g: Tensor<Double>, eta: Double) {
    // ANCHOR: descent
    theta -= eta * g
    // ANCHOR_END: descent
  }

  mutating func momentum(_ g: Tensor<Double>, eta: Double, mu: Double) {
    // BEGIN SOLUTION 02.7 points=2
    // ANCHOR: momentum
    v = mu * v + g
    theta -= eta * v
    // ANCHOR_END: momentum
    // END SOLUTION
  }

  mutating func nesterov(_ g: Tensor<Double>, eta: Double, mu: Double) {
    // BEGIN SOLUTION 02.8 points=3
    // ANCHOR: nesterov
    v = mu * v + g
    theta -= eta * (g + mu * v)
    // ANCHOR_END: nesterov
    // END SOLUTION
  }

  mutating func adagrad(_ g: Tensor<Double>, eta: Double, epsilon: Double) {
    // BEGIN SOLUTION 02.9 points=3
    // ANCHOR: adagrad
    s = s + g * g
    theta -= eta * g / (sqrt(s) + epsilon)
    // ANCHOR_END: adagrad
    // END SOLUTION
  }

  mutating func rmsprop(_ g: Tensor<Double>, eta: Double, alpha: Double, epsilon: Double) {
    // BEGIN SOLUTION 02.10 points=3
    // ANCHOR: rmsprop
    s = alpha * s + (1 - alpha) * g * g
    theta -= eta * g / (sqrt(s) + epsilon)
    // ANCHOR_END: rmsprop
    // END SOLUTION
  }

  mutating func adam(
    _ g: Tensor<Double>, eta: Double, betas: (Double, Double), epsilon: Double
  ) {
    // BEGIN SOLUTION 02.11 points=4
    // ANCHOR: adam
    t += 1
    m = betas.0 * m + (1 - betas.0) * g
    s = betas.1 * s + (1 - betas.1) * g * g
    let mHat = m / (1 - .pow(betas.0, t))
    let sHat = s / (1 - .pow(betas.1, t))
    theta -= eta * mHat / (sqrt(sHat) + epsilon)
    // ANCHOR_END: adam
    // END SOLUTION
  }

  mutating func adamW(
    _ g: Tensor<Double>, eta: Double, lambda: Double, betas: (Double, Double), epsilon: Double
  ) {
    // BEGIN SOLUTION 02.12 points=2
    // ANCHOR: adamw
    theta = (1 - eta * lambda) * theta
    adam(g, eta: eta, betas: betas, epsilon: epsilon)
    // ANCHOR_END: adamw
    // END SOLUTION
  }
}
