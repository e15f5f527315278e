// Parameters of any number and shape: six quadratics fitted to six targets at once, as an example
// published in 2020 has it, and a formula with two networks in it.
//
// coderkarthiko, "dl2", demo.ipynb (github.com/coderkarthiko/ml-project).

import GradientCheck
import Gradus
import LessonKit
import Plot

/// Six parabolas w1·x² + w2·x + b, each at its own x, and the targets t.
struct SixQuadratics {
  let w1 = Variable<Double>([4, 3, 1, 5, 3, 1])
  let w2 = Variable<Double>([5, 2, 3, 3, 2, 1])
  let b = Variable<Double>([2, 5, 2, 6, 2, 2])
  let x = Variable<Double>([1, 4, 1, 3, 3, 3])
  let t = Variable<Double>([4, 3, 8, 1, 4, 1])

  /// L = ½Σ(f − t)².
  var loss: Variable<Double> {
    // ANCHOR: quadratics
    let f = w1 * x * x + w2 * x + b
    return pow(f - t, 2).summed() / 2
    // ANCHOR_END: quadratics
  }

  /// The loss after `steps` steps.
  ///
  /// - Parameter slip: how many times too large the gradient of w1 is taken; 2 as published.
  static func loss(
    after steps: Int, slip: Double = 1,
    _ make: ([Variable<Double>]) -> any Optimizer<Double>
  ) -> Double {
    let model = SixQuadratics()
    var optimizer = make([model.w1, model.w2, model.b])
    for _ in 0..<steps {
      var gradients = model.loss.gradients(of: optimizer.parameters)
      gradients[0] = slip * gradients[0]
      optimizer.step(gradients)
    }
    let loss = model.loss.value.scalar
    // What is left of the smallest are squares of rounding errors.
    return loss < 1e-20 ? 0 : loss
  }
}

/// f(x) = w0·N1(w1·x² + w2·x + N2(w3·x)): four numbers and two networks.
struct Nest {
  let w = (0..<4).map { _ in Variable(Tensor(1.0)) }
  let N1: Sequential<Double>
  let N2: Sequential<Double>

  init(using generator: inout RandomGenerator) {
    func network() -> Sequential<Double> {
      Sequential {
        Linear(1, 10, using: &generator)
        Tanh()
        Linear(10, 10, using: &generator)
        Tanh()
        Linear(10, 1, using: &generator)
      }
    }
    N1 = network()
    N2 = network()
  }

  // ANCHOR: nest
  var parameters: [Variable<Double>] { w + N1.parameters + N2.parameters }

  func callAsFunction(_ x: Variable<Double>) -> Variable<Double> {
    let z = w[1] * x * x + w[2] * x + N2(w[3] * x, .training)
    return w[0] * N1(z, .training)
  }
  // ANCHOR_END: nest

  /// A curve to learn, at 48 places from −2 to 2.
  static let x = Tensor<Double>.linearlySpaced(-2...2, count: 48).reshaped([1, 48])
  static let t = x.map { .sin(3 * $0) + $0 / 2 }

  /// The mean squared error on the curve.
  var loss: Variable<Double> { mse(self(Variable(Self.x)), Self.t) }

  /// The losses before every step and after the last.
  func train(_ contestant: Contestant, rate: Double, steps: Int) -> [Double] {
    // ANCHOR: train
    var optimizer = contestant.optimizer(parameters, rate)
    var losses: [Double] = []
    for _ in 0..<steps {
      let loss = loss
      losses.append(loss.value.scalar)
      optimizer.step(loss.gradients(of: optimizer.parameters))
    }
    // ANCHOR_END: train
    return losses + [loss.value.scalar]
  }
}
