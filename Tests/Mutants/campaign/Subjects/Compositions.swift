// Random compositions of operations: right gradients of every make, to be passed.

import GradientCheck
import Gradus

/// A product W·X and three to six operations, each applied to earlier results.
struct Composition: DifferentiableProgram {
  private enum Kind: String, CaseIterable {
    case tanh, sigmoid, bell, log, root, leakyReLU, softmax, logSoftmax
    case plus, minus, times, over, product
    case centred, standardised, plusMax, transposed, timesSum
  }

  /// One operation: what it is applied to, x and perhaps y, by their places, and along which axis.
  private struct Step {
    let kind: Kind
    let x: Int
    let y: Int
    let axis: Int
  }

  private let steps: [Step]

  init(using draw: inout Draw) {
    steps = (0..<3 + draw.integer(below: 4)).map { count in
      Step(
        kind: draw.one(of: Kind.allCases),
        // Mostly what came last, so that the composition is deep.
        x: draw.integer(below: 3) == 0 ? draw.integer(below: count + 1) : count,
        y: draw.integer(below: count + 1), axis: draw.integer(below: 2))
    }
  }

  /// - Parameter inputs: X, `[m, n]`, and W, `[m, m]`.
  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
    let w = inputs[1]
    var values = [matmul(w, inputs[0])]
    for step in steps {
      values.append(Self.result(step, values[step.x], values[step.y], w))
    }
    return values[steps.count]
  }

  private static func result<S: TensorScalar>(
    _ step: Step, _ x: Variable<S>, _ y: Variable<S>, _ w: Variable<S>
  ) -> Variable<S> {
    let axes = TensorAxes([step.axis])
    switch step.kind {
    case .tanh: return Gradus.tanh(x)
    case .sigmoid: return Gradus.sigmoid(x)
    case .bell: return exp(-(x * x))
    case .log: return Gradus.log(x * x + 1)
    case .root: return sqrt(x * x + 1)
    case .leakyReLU: return Gradus.leakyReLU(x)
    case .softmax: return Gradus.softmax(x, along: step.axis)
    case .logSoftmax: return Gradus.logSoftmax(x, along: step.axis)
    case .plus: return x + y
    case .minus: return x - y
    case .times: return x * y
    case .over: return x / (y * y + 1)
    case .product: return matmul(w, x)
    case .centred: return x - x.mean(along: axes, keepingAxes: true)
    case .standardised: return x / sqrt(x.variance(along: axes, keepingAxes: true) + 0.1)
    case .plusMax: return x + y.max(along: axes, keepingAxes: true)
    case .transposed: return x.transposed().reshaped(x.shape)
    case .timesSum: return x * y.summed(along: axes, keepingAxes: true)
    }
  }
}

extension Composition: CustomStringConvertible {
  /// The steps, by number: `0 = W·X, 1 = softmax(0, 0) along 1`.
  var description: String {
    let lines = steps.enumerated().map {
      "\($0 + 1) = \($1.kind)(\($1.x), \($1.y)) along \($1.axis)"
    }
    return (["0 = W·X"] + lines).joined(separator: ", ")
  }
}

extension Trial {
  /// A random composition with random inputs.
  static func composition(seed: UInt64) -> Trial {
    var draw = Draw(seed: seed)
    let shape = draw.shape(rank: 2)
    let composition = Composition(using: &draw)
    return Trial(
      "\(composition)", composition,
      at: [("x", draw.point(shape)), ("w", draw.normal([shape[0], shape[0]]))])
  }
}
