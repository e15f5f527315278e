// Sum, mean and variance along axes, by hand.

import Gradus
import Testing

@Suite struct ReductionsTests {
  let x: Tensor<Double> = [[1, 2, 3], [4, 5, 9]]

  @Test("Sums along one axis, several, all and none")
  func sums() {
    #expect(x.summed() == Tensor(24))
    #expect(x.summed(along: 0) == [5, 7, 12])
    #expect(x.summed(along: -1) == [6, 18])
    #expect(x.summed(along: [0, 1]) == Tensor(24))
    #expect(x.summed(along: []) == x)
    #expect(x.summed(along: 0, keepingAxes: true) == [[5, 7, 12]])
    #expect(x.summed(keepingAxes: true) == [[24]])
    let cube = Tensor<Double>(0..<24).reshaped([2, 3, 4])
    #expect(cube.summed(along: [0, 2]) == [60, 92, 124])
    #expect(cube.summed(along: 1) == [[12, 15, 18, 21], [48, 51, 54, 57]])
    #expect(cube.summed(along: [2, 0]) == cube.summed(along: [0, -1]))
  }

  @Test("Means and variances, biased and unbiased")
  func moments() {
    #expect(x.mean() == Tensor(4))
    #expect(x.mean(along: 0) == [2.5, 3.5, 6])
    #expect(x.mean(along: 1, keepingAxes: true) == [[2], [6]])
    #expect(x.variance(along: 0) == [2.25, 2.25, 9])
    #expect(x.variance(along: 0, unbiased: true) == [4.5, 4.5, 18])
    #expect(x.variance(along: 1).isClose(to: Tensor([2.0 / 3, 14.0 / 3])))
    #expect(x.variance(keepingAxes: true).isClose(to: Tensor([[40.0 / 6]])))
  }

  @Test("The variance of large, close numbers does not cancel")
  func cancellation() {
    let far: Tensor<Float> = [1_000_000, 1_000_001, 1_000_002]
    #expect(far.variance(unbiased: true) == Tensor(1))
  }

  @Test("An empty sum is zero, an empty mean is not a number")
  func empty() {
    let nothing = Tensor<Double>.zeros([0, 3])
    #expect(nothing.summed() == Tensor(0))
    #expect(nothing.summed(along: 0) == [0, 0, 0])
    #expect(nothing.summed(along: 1).shape == [0])
    #expect(nothing.mean().scalar.isNaN)
    #expect(Tensor(5.0).summed() == Tensor(5))
    #expect(Tensor([5.0]).variance(unbiased: true).scalar.isNaN)
  }

  @Test("Gradients spread over what was reduced")
  func gradients() {
    let variable = Variable(x)
    let upstream: Tensor<Double> = [1, 2, 3]
    let sum = variable.summed(along: 0).gradients(of: [variable], upstream: upstream)
    #expect(sum == [[[1, 2, 3], [1, 2, 3]]])
    let mean = variable.mean(along: 0).gradients(of: [variable], upstream: upstream)
    #expect(mean == [[[0.5, 1, 1.5], [0.5, 1, 1.5]]])
    let variance = variable.variance(along: 0).gradients(of: [variable], upstream: upstream)
    #expect(variance == [[[-1.5, -3, -9], [1.5, 3, 9]]])
    let unbiased = variable.variance(along: 0, unbiased: true, keepingAxes: true)
      .gradients(of: [variable], upstream: upstream.reshaped([1, 3]))
    #expect(unbiased == [[[-3, -6, -18], [3, 6, 18]]])
  }
}
