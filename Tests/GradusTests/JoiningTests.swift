// Joining and cutting, each the other's derivative.

import Gradus
import Testing

@Suite struct JoiningTests {
  let x: Tensor<Double> = [[1, 2, 3], [4, 5, 6]]

  @Test("Tensors are joined along either axis")
  func concatenated() {
    #expect(Tensor.concatenated([x, [[7, 8, 9]]]) == [[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    #expect(
      Tensor.concatenated([x, [[0], [0]], x], along: -1)
        == [[1, 2, 3, 0, 1, 2, 3], [4, 5, 6, 0, 4, 5, 6]])
    #expect(Tensor.concatenated([x]) == x)
    #expect(Tensor.concatenated([x, .zeros([0, 3])]) == x)
  }

  @Test("A slice is a range of one axis")
  func sliced() {
    #expect(x.sliced(1..<2) == [[4, 5, 6]])
    #expect(x.sliced(1..<3, along: 1) == [[2, 3], [5, 6]])
    #expect(x.sliced(0..<1, along: -1) == [[1], [4]])
    #expect(x.sliced(1..<1).shape == [0, 3])
    #expect(x.slice(at: 1) == [4, 5, 6])
    #expect(Tensor<Double>([7, 8]).slice(at: 0) == Tensor(7))
  }

  @Test("Cutting undoes joining", arguments: [0, 1, 2, -1])
  func roundTrip(axis: Int) {
    let cube = Tensor<Double>(0..<60).reshaped([3, 4, 5])
    let parts = [cube.sliced(0..<1, along: axis), cube.sliced(1..<3, along: axis)]
    #expect(Tensor.concatenated(parts, along: axis) == cube.sliced(0..<3, along: axis))
  }

  @Test("Gradients are cut where the parts met, and set into zeros where one was taken")
  func gradients() {
    let a = Variable(x)
    let b = Variable<Double>([[7], [8]])
    let joined = Variable.concatenated([a, b, a], along: 1)
    let upstream = Tensor<Double>(0..<14).reshaped([2, 7])
    // a stands in columns 0...2 and 4...6, b in column 3.
    #expect(
      joined.gradients(of: [a, b], upstream: upstream)
        == [[[4, 6, 8], [18, 20, 22]], [[3], [10]]])
    #expect(
      a.sliced(1..<2, along: -1).gradients(of: [a], upstream: [[5], [6]])
        == [[[0, 5, 0], [0, 6, 0]]])
    #expect(a.slice(at: 1).gradients(of: [a], upstream: [7, 8, 9]) == [[[0, 0, 0], [7, 8, 9]]])
  }
}
