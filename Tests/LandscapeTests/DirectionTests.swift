// Random directions and their lengths.

import Gradus
import Landscape
import Testing

@Suite struct DirectionTests {
  private let center: [Tensor<Double>] = {
    var generator = RandomGenerator(seed: 5)
    return [[4, 2, 3, 3], [4], [3, 4], [3]].map { .normal($0, using: &generator) }
  }()

  private func direction(_ scale: DirectionScale, at center: [Tensor<Double>]) -> Direction<Double>
  {
    var generator = RandomGenerator(seed: 1)
    return Direction(at: center, scale: scale, using: &generator)
  }

  private func lengths(_ rows: Tensor<Double>) -> Tensor<Double> {
    let rows = rows.reshaped([rows.shape[0], -1])
    return sqrt((rows * rows).summed(along: 1))
  }

  @Test("Every filter is as long as the one it is added to; what has one axis stays")
  func filters() {
    let d = direction(.filter, at: center)
    for k in [0, 2] {
      #expect(abs(lengths(d.parts[k]) - lengths(center[k])).max().scalar < 1e-12)
    }
    #expect(d.parts[1] == .zeros([4]) && d.parts[3] == .zeros([3]))
    #expect(d.parts[0] != center[0])
  }

  @Test("A layer, or all weights, are as long as the parameters' own")
  func others() {
    let layers = direction(.layer, at: center)
    for k in [0, 2] {
      let ratio = Direction([layers.parts[k]]).length / Direction([center[k]]).length
      #expect(abs(ratio - 1) < 1e-12)
      #expect(abs(lengths(layers.parts[k]) - lengths(center[k])).max().scalar > 0.01)
    }
    let whole = direction(.whole, at: center)
    #expect(abs(whole.length / Direction([center[0], center[2]]).length - 1) < 1e-12)
    #expect(abs(Direction([whole.parts[0]]).length - Direction([center[0]]).length) > 0.01)
  }

  /// A filter twice as long gets a part twice as long, whatever the others are: what makes the
  /// picture blind to how a network is scaled.
  @Test func `a filter's part follows its own length alone`() {
    var scaled = center
    scaled[0] = Tensor<Double>([2, 1, 1, 3]).reshaped([4, 1, 1, 1]) * scaled[0]
    let (a, b) = (direction(.filter, at: center), direction(.filter, at: scaled))
    let ratio = lengths(b.parts[0]) / lengths(a.parts[0])
    #expect(abs(ratio - [2, 1, 1, 3]).max().scalar < 1e-12)
    #expect(a.parts[2] == b.parts[2])
  }

  @Test func `numbers in a row become parts again`() {
    let d = direction(.filter, at: center)
    let row = d.flattened
    #expect(row.shape == [72 + 4 + 12 + 3])
    #expect(Direction(row, like: center.map(\.shape)).parts == d.parts)
    #expect(abs(d.dot(d) - (row * row).summed().scalar) < 1e-12)
  }

  @Test func `a point moves along its directions`() {
    let d = Direction<Double>([[[1, 2]], [3]])
    let e = Direction<Double>([[[0, 1]], [1]])
    #expect(moved([[[10, 10]], [10]], by: [(2, d), (-1, e)]) == [[[12, 13]], [15]])
  }
}
