// Changes of shape move numbers and never change them.

import Gradus
import Testing

@Suite struct ReshapingTests {
  let x = Tensor<Double>(0..<6).reshaped([2, 3])

  @Test("A reshape keeps the row-major order, and one length may be found")
  func reshaped() {
    #expect(x.reshaped([3, 2]) == [[0, 1], [2, 3], [4, 5]])
    #expect(x.reshaped([-1]).shape == [6])
    #expect(x.reshaped([3, -1, 1]).shape == [3, 2, 1])
    #expect(Tensor(5.0).reshaped([1, 1]).reshaped([]) == Tensor(5))
    #expect(Tensor<Double>.zeros([0, 3]).reshaped([-1, 3]).shape == [0, 3])
  }

  @Test("A permutation puts axis order[k] at place k")
  func permuted() {
    let cube = Tensor<Double>(0..<24).reshaped([2, 3, 4])
    let turned = cube.permuted([2, 0, 1])
    #expect(turned.shape == [4, 2, 3])
    for i in 0..<2 {
      for j in 0..<3 {
        for k in 0..<4 { #expect(turned[k, i, j] == cube[i, j, k]) }
      }
    }
    #expect(cube.permuted([0, 1, 2]) == cube)
    #expect(Tensor(5.0).permuted([]) == Tensor(5))
    #expect(Tensor<Double>.zeros([2, 0]).permuted([1, 0]).shape == [0, 2])
  }

  @Test("A transpose exchanges the first two axes of every example")
  func transposed() {
    #expect(x.transposed() == [[0, 3], [1, 4], [2, 5]])
    let batch = Tensor<Double>(0..<12).reshaped([2, 3, 2])
    #expect(batch.transposed().shape == [3, 2, 2])
    #expect(batch.transposed()[2, 1, 0] == batch[1, 2, 0])
  }

  @Test("The gradient is the move undone", arguments: [[2, 0, 1], [1, 2, 0], [0, 2, 1]])
  func gradients(order: [Int]) {
    let cube = Variable(Tensor<Double>(0..<24).reshaped([2, 3, 4]))
    let upstream = Tensor<Double>(100..<124).reshaped([2, 3, 4])
    #expect(
      cube.permuted(order).gradients(of: [cube], upstream: upstream.permuted(order)) == [upstream])
    #expect(
      cube.reshaped([4, -1]).gradients(of: [cube], upstream: upstream.reshaped([4, 6]))
        == [upstream])
    #expect(
      cube.transposed().gradients(of: [cube], upstream: upstream.transposed()) == [upstream])
  }
}
