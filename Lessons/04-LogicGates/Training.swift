// The networks of this lesson and how they are trained: on all four inputs at once, by
// cross-entropy on the logit z, until every output is right by a margin.

import Gradus

/// How close to its target every output has to be: 0.1, for levels of 0.1 and 0.9.
let margin = 0.1

/// One unit: y = σ(w·x + b).
func unit(inputs: Int = 2) -> Sequential<Double> {
  Sequential { Linear(weight: .zeros([1, inputs]), bias: .zeros([1])) }
}

/// A network of one hidden layer: y = σ(W₂·tanh(W₁·x + b₁) + b₂), called 2-n-1.
func network(
  hidden: Int, _ start: Start = .fanIn, using generator: inout RandomGenerator
) -> Sequential<Double> {
  // ANCHOR: network
  Sequential {
    Linear(2, hidden, initializer: start.initializer(2), using: &generator)
    Tanh()
    Linear(hidden, 1, initializer: start.initializer(hidden), using: &generator)
  }
  // ANCHOR_END: network
}

/// The parameters of a unit or a network, as a run keeps them: what a model computes follows.
struct Weights: Codable {
  /// Weights and biases of the layers, in turn.
  private let numbers: [[Double]]

  init(of model: Sequential<Double>) {
    numbers = model.parameters.map(\.value.scalars)
  }

  /// The unit or network with these parameters.
  var model: Sequential<Double> {
    Sequential {
      for k in stride(from: 0, to: numbers.count, by: 2) {
        if k > 0 { Tanh() }
        let bias = Tensor(numbers[k + 1])
        Linear(weight: Tensor(numbers[k]).reshaped([bias.count, -1]), bias: bias)
      }
    }
  }
}

/// A way to begin: a name, and the distribution of a layer's weights for its number of inputs.
struct Start: Sendable {
  let name: String
  let initializer: @Sendable (_ inputs: Int) -> Initializer

  static let fanIn = Start(name: "PyTorch") { _ in .fanIn }

  static let all = [
    fanIn, Start(name: "Xavier") { _ in .xavierUniform() },
    Start(name: "He") { _ in .kaimingNormal() },
    Start(name: "N(0, 0.1^{2})") { .kaimingNormal(gain: 0.1 * Double($0).squareRoot()) },
  ]
}

/// The outputs for the inputs in the columns of X, `[outputs, examples]`.
func output(of model: Sequential<Double>, _ X: Tensor<Double>) -> Tensor<Double> {
  sigmoid(model(X, .evaluation).value)
}

/// The cross-entropy of a model on a gate.
func loss(of model: Sequential<Double>, _ gate: Gate) -> Double {
  binaryCrossEntropy(logits: model(corners, .evaluation), targets: gate.t).value.scalar
}

/// Trains for `limit` steps at most; the number of steps after which every output was within the
/// margin, or nil.
@discardableResult
func train(
  _ model: Sequential<Double>, on X: Tensor<Double> = corners, _ t: Tensor<Double>,
  with optimizer: some Optimizer<Double>, margin: Double = margin, limit: Int
) -> Int? {
  var optimizer = optimizer
  // ANCHOR: train
  for step in 0...limit {
    let z = model(X, .training)
    if abs(sigmoid(z.value) - t).max().scalar < margin { return step }
    let loss = binaryCrossEntropy(logits: z, targets: t)
    optimizer.step(loss.gradients(of: optimizer.parameters))
  }
  return nil
  // ANCHOR_END: train
}
