// Random networks with random losses: right gradients of whole models, to be passed.

import GradientCheck
import Gradus

extension Trial {
  /// A random network with a random loss, in training or evaluation.
  static func network(seed: UInt64) -> Trial {
    var draw = Draw(seed: seed)
    let sizes = draw.shuffled([2, 3, 5])
    let input = draw.point([sizes[0], 7])
    let (labels, targets) = (draw.labels(sizes[2], 7), draw.uniform([sizes[2], 7], in: 0..<1))
    let (kind, activation) = (draw.integer(below: 3), draw.integer(below: 4))
    let (normalises, drops) = (draw.integer(below: 2) == 0, draw.integer(below: 2) == 0)
    let mode = draw.one(of: [Mode.training, .evaluation])
    let generator = draw.generator
    return Trial(
      "a network", at: input, mode,
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
