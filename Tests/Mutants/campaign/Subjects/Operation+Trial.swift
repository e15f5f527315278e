// How a trial of each operation is drawn.

import GradientCheck
import Gradus
import Mutants

extension Operation {
  /// A trial of this operation; the same seed draws the same.
  func trial(seed: UInt64) -> Trial {
    var draw = Draw(seed: seed)
    switch self {
    case .conv2d, .convTranspose2d, .conv2dLayer, .convTranspose2dLayer: return images(&draw)
    case .linear, .dropout, .batchNormTraining, .batchNormEvaluation, .batchNorm2dTraining,
      .batchNorm2dEvaluation:
      return layer(&draw)
    default:
      let inputs = operands(&draw)
      return Trial(
        rawValue, program(&draw, shape: inputs[0].shape),
        at: zip(inputs.count == 1 ? ["x"] : ["x", "y"], inputs).map { (name: $0, value: $1) })
    }
  }

  /// The operands, one or two.
  private func operands(_ draw: inout Draw) -> [Tensor<Double>] {
    let shape = draw.shape(rank: rank)
    switch self {
    case .add, .subtract, .multiply, .divide: return [draw.point(shape), draw.point(shape)]
    case .power: return [draw.positive(shape), draw.point(shape)]
    case .addBroadcast, .subtractBroadcast, .multiplyBroadcast, .divideBroadcast, .powerBroadcast:
      // Each is repeated along an axis on which the other is not.
      let first = [shape[0], 1, shape[2]]
      let x = self == .powerBroadcast ? draw.positive(first) : draw.point(first)
      return [x, draw.point([shape[1], shape[2]])]
    case .log, .sqrt, .powerScalar: return [draw.positive(shape)]
    case .concatenate:
      let rows = draw.one(of: [3, 7])
      return [draw.point([rows, 2]), draw.point([rows, 5])]
    case .slice, .sliceAt: return [draw.point([7, draw.one(of: [3, 5])])]
    case .gatherByLabel, .crossEntropy, .crossEntropyProbabilities:
      return [draw.point([draw.one(of: [3, 5]), 7])]
    case .matmul:
      let n = draw.shuffled([3, 5, 7])
      return [draw.point([n[0], n[1]]), draw.point([n[1], n[2]])]
    case .matmulSharedLeft, .matmulSharedRight, .matmulBatch:
      let n = draw.shuffled([2, 3, 5])
      return [
        draw.point([n[0], n[1]] + (self == .matmulSharedLeft ? [] : [7])),
        draw.point([n[1], n[2]] + (self == .matmulSharedRight ? [] : [7])),
      ]
    case .maxPool2d, .avgPool2d, .globalAvgPool2d, .upsample: return [draw.point(draw.images())]
    default: return [draw.point(shape)]
    }
  }

  private var rank: Int {
    switch self {
    case .addBroadcast, .subtractBroadcast, .multiplyBroadcast, .divideBroadcast, .powerBroadcast,
      .sum, .mean, .variance, .max, .permute:
      3
    default: 2
    }
  }

  /// What the operation needs besides its operands, the first of which has the given shape.
  private func program(_ draw: inout Draw, shape: [Int]) -> OperationProgram {
    var program = OperationProgram(operation: self)
    program.number = self == .powerScalar ? 2.5 : draw.one(of: [-1.7, 0.6, 2.3])
    switch self {
    case .softmax, .logSoftmax: program.axis = draw.integer(below: 2)
    case .sum, .mean, .variance, .max:
      program.axes = draw.one(of: [[0], [1], [2], [0, 1], [0, 2], [1, 2]])
      program.keepingAxes = draw.integer(below: 2) == 0
      program.unbiased = draw.integer(below: 2) == 0
    case .reshape: program.order = shape.reversed()
    case .permute: program.order = draw.one(of: [[1, 2, 0], [2, 0, 1]])
    case .concatenate: program.axis = 1
    case .slice: program.range = draw.one(of: [1..<3, 1..<4, 3..<6, 4..<6])
    case .sliceAt: program.range = draw.one(of: (0..<7).map { $0..<$0 + 1 })
    case .gather:
      program.axis = 1
      // Two entries are picked twice.
      let order = draw.shuffled(Array(0..<shape[1]))
      program.order = Array(order.prefix(4)) + order.prefix(2)
    case .gatherByLabel, .crossEntropy: program.labels = draw.labels(shape[0], shape[1])
    case .maxPool2d, .avgPool2d:
      // Neighbouring windows overlap, and some but never all of them lie on padding.
      program.window = draw.one(of: [
        .pooling(3, stride: 2, padding: 1), .pooling([3, 2], stride: [2, 1], padding: 1),
        .pooling([2, 3], stride: [1, 2], padding: 1),
      ])
    case .upsample: program.window = Window2d(draw.one(of: [2, [3, 2], [2, 3]]))
    case .mse: program.targets = draw.normal(shape)
    case .binaryCrossEntropy: program.targets = draw.uniform(shape, in: 0..<1)
    case .crossEntropyProbabilities: program.targets = Gradus.softmax(draw.normal(shape))
    default: break
    }
    return program
  }

  private func layer(_ draw: inout Draw) -> Trial {
    let isOfImages = self == .batchNorm2dTraining || self == .batchNorm2dEvaluation
    let shape = isOfImages ? draw.images() : draw.shape(rank: 2)
    let input = draw.point(shape)
    let features = shape[0]
    switch self {
    case .linear:
      let outputs = draw.one(of: [2, 3, 5].filter { $0 != features })
      let (w, b) = (draw.normal([outputs, features]), draw.normal([outputs]))
      return Trial(rawValue, at: input, .training, loss: { $0 }) { Linear(weight: w, bias: b) }
    case .dropout:
      let probability = draw.one(of: [0.3, 0.4, 0.6])
      let generator = draw.generator
      return Trial(rawValue, at: input, .training, loss: { $0 }) {
        var generator = generator
        return Dropout<Double>(probability, using: &generator)
      }
    default:
      let weight = draw.uniform([features], in: 1.5..<3)
      let (bias, mean) = (draw.normal([features]), draw.normal([features]))
      let variance = draw.uniform([features], in: 0.5..<2)
      let isTraining = self == .batchNormTraining || self == .batchNorm2dTraining
      func prepared<let rank: Int>(
        _ layer: BatchNorm<Double, rank>
      ) -> BatchNorm<Double, rank> {
        layer.weight.value = weight
        layer.bias.value = bias
        layer.runningMean.value = mean
        layer.runningVar.value = variance
        return layer
      }
      func trial<let rank: Int>(_ make: @escaping () -> BatchNorm<Double, rank>) -> Trial {
        Trial(rawValue, at: input, isTraining ? .training : .evaluation, loss: { $0 }) {
          prepared(make())
        }
      }
      return isOfImages
        ? trial { BatchNorm2d(features, epsilon: 0.05) }
        : trial { BatchNorm1d(features, epsilon: 0.05) }
    }
  }
}
