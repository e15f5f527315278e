// Where the wrong entries lie: gradients of 3x that are wrong in chosen places.

import Gradus
import Testing

@testable import GradientCheck

@Suite struct RegionTests {
  private func place(
    _ shape: [Int], value: Tensor<Double>? = nil, _ isWrong: @escaping ([Int]) -> Bool
  ) -> String? {
    var generator = RandomGenerator(seed: 5)
    let x = value ?? .normal(shape, using: &generator)
    return checkGradient(at: [("x", x)], forward: { 3 * $0[0] }) { _, dy in
      let factors = (0..<dy.count).map { offset in
        isWrong(shape.index(at: offset)) ? 3.3 + Double(offset) : 3
      }
      return [dy * Tensor(shape: shape, scalars: factors)]
    }["x"].place
  }

  @Test func aSingleEntry() {
    #expect(place([2, 5]) { $0 == [1, 3] } == "only at [1, 3]")
  }

  @Test func oneIndexOfAnAxis() {
    #expect(place([2, 5]) { $0[1] == 4 } == "only at the last index of axis 1")
    #expect(place([2, 5]) { $0[0] == 0 } == "only at index 0 of axis 0")
  }

  @Test func borders() {
    #expect(place([4, 5]) { [0, 4].contains($0[1]) } == "only at the borders")
    let image = place([2, 5, 7, 3]) { $0[1] == 0 || $0[2] == 6 }
    #expect(image == "only at the borders")
  }

  @Test func theTailOfAnAxis() {
    #expect(
      place([3, 7]) { $0[1] > 4 }
        == "only at the last 2 indices of axis 1, as where a stride leaves a remainder")
  }

  @Test func everySecondIndex() {
    #expect(
      place([4, 9]) { $0[1] > 0 && $0[1] % 2 == 0 }
        == "only at every 2nd index of axis 1 from 0, as where windows overlap")
  }

  @Test func equalElements() {
    let value: Tensor<Double> = [[0.5, 1, 2, 0.5], [1, -1, 3, 0.5], [0.25, 4, 5, 6]]
    let ties = [[0, 0], [0, 3], [1, 3], [0, 1], [1, 0]]
    #expect(place([3, 4], value: value) { ties.contains($0) } == "only where elements are equal")
  }

  @Test func noPatternNoPhrase() {
    #expect(place([2, 5]) { $0[1] > 1 && $0 != [0, 3] } == nil)
    #expect(place([2, 5]) { _ in true } == nil)
    #expect(place([2, 5]) { _ in false } == nil)
  }
}
