// The same networks, 1-n-1, trained: full batches, Adam, a rate that falls to zero like a cosine.
// Inputs are moved to −1...1 and targets to mean 0 and deviation 1; both moves can be folded into
// the layers, so that the network counts as many parameters as the one built by hand.

import Gradus

/// Where descent begins.
enum Start: String, CaseIterable, Sendable {
  /// The layer's own: weights and biases uniform in ±1/√inputs.
  case ordinary = "ordinary start"
  /// Weights ten times steeper, and the middle of every sigmoid somewhere in the data.
  case spread = "spread start"

  /// A hidden layer for inputs in −1...1.
  func layer(
    _ inputs: Int, _ units: Int, using generator: inout RandomGenerator
  ) -> Linear<Float> {
    switch self {
    case .ordinary: return Linear(inputs, units, using: &generator)
    case .spread:
      // ANCHOR: spread
      let shape = [units, inputs]
      let weight = Tensor<Float>.uniform(shape, in: -10..<10, using: &generator)
      let middle = Tensor<Float>.uniform(shape, in: -1..<1, using: &generator)
      let bias = -(weight * middle).summed(along: 1)  // w·middle + b = 0
      return Linear(weight: weight, bias: bias)
    // ANCHOR_END: spread
    }
  }
}

/// A table of values to learn: points, `[inputs, examples]`, and targets, `[1, examples]`.
struct Samples {
  let x: Tensor<Float>
  let t: Tensor<Float>
}

/// Trains a model on all samples at once; its parameters are changed in place.
func fit(_ model: Sequential<Float>, _ samples: Samples, rate: Double, steps: Int) {
  // ANCHOR: fit
  let schedule = CosineDecay(from: rate, over: steps)
  var optimizer = Adam(model.parameters, learningRate: rate)
  for step in 0..<steps {
    optimizer.learningRate = schedule(step)
    let loss = mse(model(samples.x, .training), samples.t)
    optimizer.step(loss.gradients(of: optimizer.parameters))
  }
  // ANCHOR_END: fit
}

/// A curve learnt by a network of sigmoids.
struct TrainedCurve {
  let model: Sequential<Float>
  private let curve: Curve
  private let mean, deviation: Double

  init(
    _ curve: Curve, units: Int, start: Start, rate: Double, steps: Int,
    using generator: inout RandomGenerator
  ) {
    self.curve = curve
    // ANCHOR: model
    model = Sequential {
      start.layer(1, units, using: &generator)
      Sigmoid()
      Linear(units, 1, using: &generator)
    }
    // ANCHOR_END: model
    let x = Tensor<Double>.linearlySpaced(curve.domain, count: 201).reshaped([1, 201])
    let t = x.map(curve.f)
    (mean, deviation) = (t.mean().scalar, t.variance().scalar.squareRoot())
    let samples = Samples(x: Tensor(curve.scaled(x)), t: Tensor((t - mean) / deviation))
    fit(model, samples, rate: rate, steps: steps)
  }

  /// The network's output for a row of inputs, `[1, examples]`.
  func callAsFunction(_ x: Tensor<Double>) -> Tensor<Double> {
    let y = model(Tensor<Float>(curve.scaled(x)), .evaluation).value
    return Tensor<Double>(y) * deviation + mean
  }
}
