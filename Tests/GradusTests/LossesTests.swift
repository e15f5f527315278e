// The losses by hand, where they stay finite, and their gradients against the formulas.

import Gradus
import Testing

@Suite struct LossesTests {
  @Test("The mean squared error, over all elements")
  func meanSquaredError() {
    let p = Variable<Double>([[1, 2], [3, 6]])
    let loss = mse(p, [[1, 0], [0, 7]])
    #expect(loss.value == Tensor(3.5))
    #expect(loss.gradients(of: [p]) == [[[0, 1], [1.5, -0.5]]])
  }

  @Test("The binary cross-entropy of even odds is log 2, of odds 3 to 1 against log 4")
  func binary() {
    let x = Variable<Double>([0, 1.0986122886681098])
    let loss = binaryCrossEntropy(logits: x, targets: [1, 0])
    #expect(loss.value.scalar.isClose(to: (0.6931471805599453 + 1.3862943611198906) / 2))
    #expect(loss.gradients(of: [x])[0].isClose(to: [-0.25, 0.375]))
    let soft = binaryCrossEntropy(logits: x, targets: [0.5, 0.75])
    #expect(soft.gradients(of: [x])[0].isClose(to: [0, 0]))
  }

  @Test("The cross-entropy of labels, and of probabilities that say the same")
  func categorical() {
    // Columns of probabilities (1/4, 3/4), (3/4, 1/4) and (1/2, 1/2).
    let x = Variable<Double>([[0, 1.0986122886681098, 5], [1.0986122886681098, 0, 5]])
    let loss = crossEntropy(logits: x, targets: [0, 0, 1])
    #expect(loss.value.scalar.isClose(to: (1.3862943611198906 + 0.9808292530117262) / 3))
    let gradient = loss.gradients(of: [x])[0]
    #expect(gradient.isClose(to: Tensor<Double>([[-0.75, -0.25, 0.5], [0.75, 0.25, -0.5]]) / 3))
    let targets = Tensor<Double>.oneHot([0, 0, 1], classes: 2)
    let soft = crossEntropy(logits: x, probabilities: targets)
    #expect(soft.value.isClose(to: loss.value))
    #expect(soft.gradients(of: [x])[0].isClose(to: gradient))
    let own = crossEntropy(logits: x, probabilities: softmax(x.value))
    #expect(own.gradients(of: [x])[0].isClose(to: .zeros([2, 3])))
  }

  @Test("Extreme logits give finite losses and gradients", arguments: [1e4, -1e4, 1e30, -1e30])
  func extremes(logit: Double) {
    let x = Variable<Float>(Tensor(shape: [2, 1], scalars: [Float(logit), 0]))
    for label in 0...1 {
      let targets = Tensor<Float>.oneHot(Tensor<Int>([label]), classes: 2)
      for loss in [
        crossEntropy(logits: x, targets: Tensor([label])),
        crossEntropy(logits: x, probabilities: targets),
        binaryCrossEntropy(logits: x, targets: targets),
      ] {
        #expect(loss.value.scalar.isFinite)
        #expect(loss.gradients(of: [x])[0].scalars.allSatisfy { $0.isFinite })
      }
    }
    let wrong = crossEntropy(logits: x, targets: Tensor([logit > 0 ? 1 : 0]))
    #expect(wrong.value.scalar == Float(abs(logit)))
  }

  @Test("A loss is a number like any other: scaled and summed, its gradients follow")
  func composition() {
    let p = Variable<Double>([2])
    let loss = 3 * mse(p, [0]) + mse(p, [1])
    #expect(loss.value == Tensor(13))
    #expect(loss.gradients(of: [p]) == [[14]])
  }
}
