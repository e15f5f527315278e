// Picking by index, and its transpose: what was picked twice receives twice.

import Gradus
import Testing

@Suite struct GatheringTests {
  let x: Tensor<Double> = [[1, 2, 3], [4, 5, 6]]

  @Test("Entries are picked in order and with repeats")
  func gathered() {
    #expect(x.gathered([2, 0, 2]) == [[3, 1, 3], [6, 4, 6]])
    #expect(x.gathered([1], along: 0) == [[4, 5, 6]])
    #expect(x.gathered([]).shape == [2, 0])
    #expect(Tensor<Int>([7, 8, 9]).gathered([1, 1]) == [8, 8])
  }

  @Test("A label becomes a column with a single one")
  func oneHot() {
    #expect(
      Tensor<Double>.oneHot([2, 0], classes: 3) == [[0, 1], [0, 0], [1, 0]])
    #expect(Tensor<Double>.oneHot([], classes: 3).shape == [3, 0])
  }

  @Test("Each example's score of its own label")
  func gatheredByLabel() {
    #expect(x.gathered(byLabel: [1, 0, 1]) == [4, 2, 6])
  }

  @Test("Scattering adds what falls on the same place")
  func scattered() {
    #expect(x.scattered([0, 3, 0], length: 4) == [[4, 0, 0, 2], [10, 0, 0, 5]])
    #expect(x.scattered([2, 0], length: 3, along: 0) == [[4, 5, 6], [0, 0, 0], [1, 2, 3]])
  }

  @Test("Scattering is gathering's transpose", arguments: [0, 1, 2])
  func adjoint(axis: Int) {
    var generator = RandomGenerator(seed: 2)
    let shape = [3, 4, 5]
    let indices = [2, 0, 2, 1, 0, 0]
    let x = Tensor<Double>.normal(shape, using: &generator)
    let picked = x.gathered(indices, along: axis)
    let y = Tensor<Double>.normal(picked.shape, using: &generator)
    let back = y.scattered(indices, length: shape[axis], along: axis)
    #expect((picked * y).summed().scalar.isClose(to: (x * back).summed().scalar))
    let variable = Variable(x)
    let gradient = variable.gathered(indices, along: axis).gradients(of: [variable], upstream: y)
    #expect(gradient == [back])
  }

  @Test("The gradient of a label's score goes to that score")
  func labelGradient() {
    let variable = Variable(x)
    #expect(
      variable.gathered(byLabel: [1, 0, 1]).gradients(of: [variable], upstream: [7, 8, 9])
        == [[[0, 8, 0], [7, 0, 9]]])
  }
}
