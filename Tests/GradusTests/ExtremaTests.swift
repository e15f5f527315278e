// Maxima: where they stand, how equal ones share a gradient, and what NaN does.

import Gradus
import Testing

@Suite struct ExtremaTests {
  let x: Tensor<Double> = [[1, 5, 3], [4, 5, -6]]

  @Test("The largest element along one axis, several and all")
  func values() {
    #expect(x.max() == Tensor(5))
    #expect(x.max(along: 0) == [4, 5, 3])
    #expect(x.max(along: -1) == [5, 5])
    #expect(x.max(along: [0, 1]) == Tensor(5))
    #expect(x.max(along: 1, keepingAxes: true) == [[5], [5]])
    #expect(Tensor<Double>([-.infinity, -3]).max() == Tensor(-3))
    #expect(Tensor(2.0).max() == Tensor(2))
    #expect(Tensor<Double>.zeros([0, 2]).max(along: 1).shape == [0])
  }

  @Test("Of equal elements the first is named")
  func places() {
    #expect(x.argmax(along: 0) == [1, 0, 0])
    #expect(x.argmax(along: 1) == [1, 1])
    #expect(Tensor<Double>([7, 7, 7]).argmax(along: -1) == Tensor(shape: [], scalars: [0]))
    #expect(
      Tensor<Double>(0..<8).reshaped([2, 2, 2]).argmax(along: 1) == [[1, 1], [1, 1]])
  }

  @Test("NaN counts as largest, wherever it stands")
  func nan() {
    for scalars in [[.nan, 1, 2], [1, .nan, 2], [1, 2, .nan]] as [[Double]] {
      #expect(Tensor(scalars).max().scalar.isNaN)
    }
    #expect(Tensor<Double>([1, .nan, 2, .nan]).argmax(along: 0) == Tensor(shape: [], scalars: [1]))
  }

  @Test("Equal maxima share the gradient")
  func gradients() {
    let variable = Variable(x)
    #expect(variable.max().gradients(of: [variable]) == [[[0, 0.5, 0], [0, 0.5, 0]]])
    #expect(
      variable.max(along: 0).gradients(of: [variable], upstream: [1, 2, 3])
        == [[[0, 1, 3], [1, 1, 0]]])
    #expect(
      variable.max(along: 1, keepingAxes: true).gradients(of: [variable], upstream: [[4], [6]])
        == [[[0, 4, 0], [0, 6, 0]]])
  }
}
