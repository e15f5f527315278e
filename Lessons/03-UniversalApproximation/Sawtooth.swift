// Depth against width (Telgarsky 2015, 2016): the tent T(x) = 2·ReLU(x) − 4·ReLU(x − ½) folds the
// interval 0...1 once, and L times nested it has 2ᴸ pieces. Two units a layer fold once more each
// layer. One layer of n units has at most n + 1 pieces, and makes these only if n ≥ 2ᴸ: were every
// unit to stand at a bend, where the slope changes by ±2ᴸ⁺¹, the first slope would be a multiple of
// that, and it is 2ᴸ.

import Gradus

/// The L times nested tent: zigzags between 0 and 1 with 2ᴸ straight pieces.
func sawtooth(_ L: Int, at x: Double) -> Double {
  (0..<L).reduce(x) { (y: Double, _) -> Double in y < 0.5 ? 2 * y : 2 - 2 * y }
}

/// The sawtooth as a network of L hidden layers with two units each, exactly.
func foldingNetwork(_ L: Int) -> Sequential<Double> {
  // ANCHOR: fold
  let fold: [Double] = [2, -4]  // T = 2·h₁ − 4·h₂
  return Sequential {
    Linear(weight: [[1], [1]], bias: [0, -0.5])
    ReLU()
    for _ in 1..<L {
      Linear(weight: Tensor([fold, fold]), bias: [0, -0.5])
      ReLU()
    }
    Linear(weight: Tensor([fold]), bias: nil)
  }
  // ANCHOR_END: fold
}

/// What the mean error of one hidden layer of n rectifiers cannot fall below on the sawtooth of 2ᴸ
/// pieces: 1/8 − (n + 2)/2ᴸ⁺².
func shallowBound(_ n: Int, _ L: Int) -> Double {
  max(0, 0.125 - Double(n + 2) / .pow(2, L + 2))
}

/// The mean of |sawtooth − network| over 0...1, by the rule of midpoints.
func meanError(_ L: Int, of network: (Tensor<Double>) -> Tensor<Double>) -> Double {
  let count = 64 << L
  let x = (0..<count).map { (Double($0) + 0.5) / Double(count) }
  let g = network(Tensor([x])).scalars
  return zip(x, g).reduce(0) { $0 + abs(sawtooth(L, at: $1.0) - $1.1) } / Double(count)
}

/// A network of rectifiers trained on the sawtooth.
struct TrainedSawtooth {
  let model: Sequential<Float>

  /// Trains a network with `layers` hidden layers of `units` units at 2ᴸ⁺³ + 1 points.
  init(
    _ L: Int, layers: Int, units: Int, rate: Double, steps: Int,
    using generator: inout RandomGenerator
  ) {
    model = Sequential {
      for layer in 0..<layers {
        Linear(
          layer == 0 ? 1 : units, units, initializer: .kaimingUniform(), using: &generator)
        ReLU()
      }
      Linear(units, 1, using: &generator)
    }
    let x = Tensor<Double>.linearlySpaced(0...1, count: (8 << L) + 1)
    let t = x.map { sawtooth(L, at: $0) }
    let samples = Samples(
      x: Tensor(2 * x - 1).reshaped([1, -1]), t: Tensor(t).reshaped([1, -1]))
    fit(model, samples, rate: rate, steps: steps)
  }

  /// The network's output for a row of inputs, `[1, examples]`.
  func callAsFunction(_ x: Tensor<Double>) -> Tensor<Double> {
    Tensor<Double>(model(Tensor<Float>(2 * x - 1), .evaluation).value)
  }
}
