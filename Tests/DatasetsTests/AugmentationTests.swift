// What a flip, a shift and a cutout do to an image of 3×4 by hand, and how often they are drawn.

import Gradus
import Testing

@testable import Datasets

@Suite struct AugmentationTests {
  /// What becomes of the bytes 1…12, three rows of four.
  private func changed(_ draw: Augmentation.Draw) -> [UInt8] {
    var target = [UInt8](repeating: 99, count: 12)
    draw.apply(to: Array(1...12), into: &target, shape: [1, 3, 4], gray: [50])
    return target
  }

  @Test func nothing() {
    #expect(changed(.init()) == Array(1...12))
  }

  @Test func flip() {
    #expect(changed(.init(isFlipped: true)) == [4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9])
  }

  @Test(
    arguments: [
      (1, 0, [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
      (-1, 0, [5, 6, 7, 8, 9, 10, 11, 12, 0, 0, 0, 0]),
      (0, 1, [0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11]),
      (0, -3, [4, 0, 0, 0, 8, 0, 0, 0, 12, 0, 0, 0]),
      (3, 0, Array(repeating: 0, count: 12)), (0, 9, Array(repeating: 0, count: 12)),
      (0, -9, Array(repeating: 0, count: 12)),
    ] as [(Int, Int, [UInt8])])
  func shift(down: Int, right: Int, expected: [UInt8]) {
    #expect(changed(.init(down: down, right: right)) == expected)
  }

  @Test func flipThenShift() {
    let expected: [UInt8] = [0, 4, 3, 2, 0, 8, 7, 6, 0, 12, 11, 10]
    #expect(changed(.init(isFlipped: true, right: 1)) == expected)
  }

  @Test func cutout() {
    let expected: [UInt8] = [1, 2, 50, 50, 5, 6, 50, 50, 9, 10, 11, 12]
    #expect(changed(.init(hidden: (0..<2, 2..<4))) == expected)
  }

  @Test func drawsCoverWhatIsAllowedAndNothingElse() {
    var generator = RandomGenerator(seed: 2)
    let rule = Augmentation(flips: true, shift: 2, cutout: 3)
    let draws = (0..<2000).map { _ in rule.draw(height: 8, width: 6, using: &generator) }
    #expect(Set(draws.map(\.down)) == Set(-2...2))
    #expect(Set(draws.map(\.right)) == Set(-2...2))
    #expect(abs(draws.count { $0.isFlipped } - 1000) < 150)
    #expect(Set(draws.map(\.hidden.rows.lowerBound)) == Set(0...6))
    #expect(draws.allSatisfy { $0.hidden.columns.upperBound <= 6 && $0.hidden.columns.count <= 3 })
    #expect(Set(draws.map(\.hidden.columns.count)) == [2, 3])
    let quiet = Augmentation().draw(height: 8, width: 6, using: &generator)
    #expect(quiet == Augmentation.Draw())
  }
}
