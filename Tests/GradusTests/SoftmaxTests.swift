// Softmax and its logarithm, by hand and where a naive one overflows.

import Gradus
import Testing

@Suite struct SoftmaxTests {
  @Test("Scores whose exponentials are whole give simple fractions")
  func byHand() {
    let x = log(Tensor<Double>([[1, 6], [3, 2]]))
    #expect(softmax(x).isClose(to: [[0.25, 0.75], [0.75, 0.25]]))
    #expect(
      softmax(x, along: 1).isClose(to: [[0.14285714285714285, 0.8571428571428571], [0.6, 0.4]]))
    #expect(logSoftmax(x).isClose(to: log(softmax(x))))
    #expect(logSoftmax(x, along: -1).isClose(to: log(softmax(x, along: -1))))
  }

  @Test("Extreme scores neither overflow nor lose the logarithm")
  func extremes() {
    let x: Tensor<Float> = [[1e4, -3e38], [0, 3e38], [-1e4, 3e38]]
    #expect(softmax(x) == [[1, 0], [0, 0.5], [0, 0.5]])
    let logarithms = logSoftmax(x)
    #expect(logarithms[0, 0] == 0)
    #expect(logarithms[1, 0] == -1e4)
    #expect(logarithms[2, 0] == -2e4)
    #expect(logarithms[1, 1] == -Float(2).logarithm)
    // A score of −∞, such as a masked one, has probability zero and spoils no other.
    #expect(softmax(Tensor<Double>([-.infinity, 2])) == [0, 1])
    #expect(logSoftmax(Tensor<Double>([-.infinity, 2])) == Tensor<Double>([-.infinity, 0]))
  }

  @Test("A constant added to all scores changes nothing")
  func shift() {
    let x: Tensor<Double> = [0.5, -1.25, 2]
    #expect(softmax(x + 1000).isClose(to: softmax(x)))
    #expect(softmax(x).summed().scalar.isClose(to: 1))
  }

  @Test("Gradients follow from the Jacobian diag(y) − y·yᵀ")
  func gradients() {
    let x = Variable<Double>([0, 0])
    #expect(softmax(x).gradients(of: [x], upstream: [1, 0]) == [[0.25, -0.25]])
    #expect(logSoftmax(x).gradients(of: [x], upstream: [1, 0]) == [[0.5, -0.5]])
    let extreme = Variable<Float>([3e38, -3e38])
    #expect(logSoftmax(extreme).gradients(of: [extreme], upstream: [0, 1]) == [[-1, 1]])
  }
}

extension Float {
  fileprivate var logarithm: Float { .log(self) }
}
