// Random compositions of operations, and random networks: right gradients of every make, to be
// passed.

import GradientCheck
import Gradus

/// A product W·X and three to six operations, each applied to earlier results.
struct Composition: DifferentiableProgram {
  private struct Step {
    let operation: Int
    let first: Int
    let second: Int
    let axis: Int
  }

  private let steps: [Step]

  init(using draw: inout Draw) {
    steps = (0..<3 + draw.integer(below: 4)).map { count in
      Step(
        operation: draw.integer(below: 18),
        // Mostly what came last, so that the composition is deep.
        first: draw.integer(below: 3) == 0 ? draw.integer(below: count + 1) : count,
        second: draw.integer(below: count + 1), axis: draw.integer(below: 2))
    }
  }

  /// - Parameter inputs: X, `[m, n]`, and W, `[m, m]`.
  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
    let w = inputs[1]
    return steps.reduce(into: [matmul(w, inputs[0])]) { values, step in
      let (x, y) = (values[step.first], values[step.second])
      values.append(Self.result(step, x, y, w))
    }.last ?? inputs[0]
  }

  private static func result<S: TensorScalar>(
    _ step: Step, _ x: Variable<S>, _ y: Variable<S>, _ w: Variable<S>
  ) -> Variable<S> {
    let axes = Axes([step.axis])
    switch step.operation {
    case 0: return tanh(x)
    case 1: return sigmoid(x)
    case 2: return exp(-(x * x))
    case 3: return log(x * x + 1)
    case 4: return sqrt(x * x + 1)
    case 5: return leakyReLU(x)
    case 6: return softmax(x, along: step.axis)
    case 7: return logSoftmax(x, along: step.axis)
    case 8: return x + y
    case 9: return x - y
    case 10: return x * y
    case 11: return x / (y * y + 1)
    case 12: return matmul(w, x)
    case 13: return x - x.mean(along: axes, keepingAxes: true)
    case 14: return x / sqrt(x.variance(along: axes, keepingAxes: true) + 0.1)
    case 15: return x + y.max(along: axes, keepingAxes: true)
    case 16: return x.transposed().reshaped(x.shape)
    default: return x * y.summed(along: axes, keepingAxes: true)
    }
  }
}

extension Trial {
  /// A random composition with random inputs.
  public static func composition(seed: UInt64) -> Trial {
    var draw = Draw(seed: seed)
    let shape = draw.shape(rank: 2)
    let composition = Composition(using: &draw)
    return Trial(
      composition,
      at: [("x", draw.point(shape)), ("w", draw.normal([shape[0], shape[0]]))])
  }

  /// A random network with a random loss, in training or evaluation.
  public static func network(seed: UInt64) -> Trial {
    var draw = Draw(seed: seed)
    let sizes = draw.shuffled([2, 3, 5])
    let input = draw.point([sizes[0], 7])
    let (labels, targets) = (draw.labels(sizes[2], 7), draw.uniform([sizes[2], 7], in: 0..<1))
    let (kind, activation) = (draw.integer(below: 3), draw.integer(below: 4))
    let (normalises, drops) = (draw.integer(below: 2) == 0, draw.integer(below: 2) == 0)
    let mode = draw.one(of: [Mode.training, .evaluation])
    let generator = draw.generator
    return Trial(
      at: input, mode,
      loss: { output in
        switch kind {
        case 0: crossEntropy(logits: output, targets: labels)
        case 1: mse(output, targets)
        default: binaryCrossEntropy(logits: output, targets: targets)
        }
      },
      {
        var generator = generator
        return Sequential<Double> {
          // A bias before batch normalisation has no effect.
          Linear(sizes[0], sizes[1], bias: !normalises, using: &generator)
          if normalises { BatchNorm1d(sizes[1]) }
          switch activation {
          case 0: Tanh()
          case 1: Sigmoid()
          case 2: LeakyReLU(slope: 0.1)
          default: ReLU()
          }
          if drops { Dropout(0.3, using: &generator) }
          Linear(sizes[1], sizes[2], using: &generator)
        }
      })
  }
}
