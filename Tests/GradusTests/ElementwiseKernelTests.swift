// Large tensors: what is computed in parts, in joined axes and by several threads is what one number
// at a time would give.

import Testing

@testable import Gradus

@Suite struct ElementwiseKernelTests {
  private func numbers(_ shape: [Int]) -> Tensor<Float> {
    var generator = RandomGenerator(seed: 9)
    return .normal(shape, using: &generator)
  }

  /// Elements in a tensor's order, held to the tensor's.
  private func expect(
    _ found: Tensor<Float>, _ elements: [Float],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      found == Tensor(shape: found.shape, scalars: elements), sourceLocation: sourceLocation)
  }

  @Test(
    "Large tensors are broadcast as small ones are",
    arguments: [
      ([6, 7, 7, 40], [6, 1, 1, 1]), ([120, 64], [120, 1]), ([120, 64], [64]),
      ([3, 1, 50, 1, 9], [3, 2, 1, 4, 9]), ([1, 2_000], []), ([1, 40], [40, 1]),
      ([2, 1, 2_000], [1, 3, 1]), ([3, 30_000], [3, 1]), ([30_000, 3], [3]),
      ([9, 1, 9_000], [2, 1]),
    ])
  func broadcasting(a: [Int], b: [Int]) {
    let (x, y) = (numbers(a), numbers(b))
    let common = a.broadcast(with: b, operation: "test")
    #expect(common.elementCount >= 1_024)
    let (difference, reverse) = (x - y, y - x)
    #expect(difference.shape == common)
    /// An axis that repeats has stride 0.
    func strides(_ shape: [Int]) -> [Int] {
      let missing = [Int](repeating: 0, count: common.count - shape.count)
      return missing + zip(shape, shape.strides).map { $0 == 1 ? 0 : $1 }
    }
    let (xStrides, yStrides) = (strides(a), strides(b))
    #expect(
      (0..<common.elementCount).allSatisfy { place in
        let index = zip(common, common.strides).map { place / $1 % $0 }
        let i = zip(index, xStrides).reduce(0) { $0 + $1.0 * $1.1 }
        let j = zip(index, yStrides).reduce(0) { $0 + $1.0 * $1.1 }
        let d = x.storage[i] - y.storage[j]
        return difference.storage[place] == d && reverse.storage[place] == -d
      })
  }

  @Test("Arithmetic in any number of threads", arguments: [1, 2, 3, 7])
  func arithmetic(threads: Int) {
    let (x, y) = (numbers([6, 40, 300]), numbers([6, 1, 1]))
    ThreadTeam.$current.withValue(ThreadTeam(count: threads)) {
      let b = (0..<x.count).map { y.storage[$0 / 12_000] }
      expect(x + y, zip(x.scalars, b).map { $0 + $1 })
      expect(x - y, zip(x.scalars, b).map { $0 - $1 })
      expect(x * y, zip(x.scalars, b).map { $0 * $1 })
      expect(x / y, zip(x.scalars, b).map { $0 / $1 })
    }
    #expect((Tensor<Float>.ones([40_000, 1]) + Tensor<Float>.ones([0])).shape == [40_000, 0])
  }

  @Test("Rectifiers, logistic functions and their gradients, in parts", arguments: [1, 2, 3, 7])
  func activations(threads: Int) {
    let (x, dy) = (numbers([3, 50_001]), numbers([3, 50_001]) * 2)
    ThreadTeam.$current.withValue(ThreadTeam(count: threads)) {
      expect(relu(x), x.scalars.map { $0 > 0 ? $0 : 0 })
      let v = Variable(x)
      let leaky = leakyReLU(v, slope: 0.25)
      expect(leaky.value, x.scalars.map { $0 > 0 ? $0 : 0.25 * $0 })
      let dx = leaky.gradients(of: [v], upstream: dy)[0]
      expect(dx, zip(x.scalars, dy.scalars).map { $0 > 0 ? $1 : 0.25 * $1 })
      let y = tanh(v)
      let dTanh = y.gradients(of: [v], upstream: dy)[0]
      expect(dTanh, zip(y.value.scalars, dy.scalars).map { $1 * (1 - $0 * $0) })
    }
  }

  @Test("A gathered batch is the columns asked for", arguments: [1, 2, 3, 7])
  func gathering(threads: Int) {
    let x = numbers([40, 10, 300])
    let indices = [299, 0, 7, 7, 150]
    ThreadTeam.$current.withValue(ThreadTeam(count: threads)) {
      let columns = x.gathered(indices)
      #expect(columns.shape == [40, 10, 5])
      expect(columns, (0..<400).flatMap { row in indices.map { x.storage[row * 300 + $0] } })
      let rows = x.gathered([9, 2], along: 1)
      #expect(
        rows == .concatenated([x.sliced(9..<10, along: 1), x.sliced(2..<3, along: 1)], along: 1))
    }
  }
}
