// What a window covers at each of its places along one axis.

import Testing

@testable import Gradus

@Suite struct Window1dTests {
  private static func window(
    _ size: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1, roundingUp: Bool = false
  ) -> Window1d {
    Window1d(
      size: size, stride: stride, padding: padding, dilation: dilation, roundingUp: roundingUp)
  }

  /// By hand: the window, the input's length, the elements at each place.
  private static let covers: [(Window1d, Int, [[Int]])] = [
    (window(2, stride: 2), 5, [[0, 1], [2, 3]]),
    (window(2, stride: 2, roundingUp: true), 5, [[0, 1], [2, 3], [4]]),
    (window(3, stride: 2, padding: 1), 5, [[0, 1], [1, 2, 3], [3, 4]]),
    (window(2, stride: 3), 7, [[0, 1], [3, 4]]),
    (window(2, dilation: 3), 5, [[0, 3], [1, 4]]),
    (window(3, padding: 2, dilation: 3), 4, [[1], [2]]),
    (window(2, padding: 1, dilation: 2), 1, [[]]),
    (window(5, stride: 2, padding: 2, roundingUp: true), 2, [[0, 1], [0, 1]]),
    (window(4), 3, []),
    (window(2, padding: 1), 0, []),
  ]

  @Test(arguments: covers.indices) func elements(_ index: Int) {
    let (window, length, expected) = Self.covers[index]
    let places = 0..<window.places(on: length)
    #expect(places.map { Array(window.elements(at: $0, of: length)) } == expected)
  }

  @Test("Padding counts as far as it reaches")
  func paddedCounts() {
    let hangingOver = Self.window(3, stride: 2, padding: 1, roundingUp: true)
    #expect(hangingOver.places(on: 6) == 4)
    #expect((0..<4).map { hangingOver.paddedCount(at: $0, of: 6) } == [3, 3, 3, 2])
    let dilated = Self.window(3, stride: 4, dilation: 2, roundingUp: true)
    #expect((0..<2).map { dilated.paddedCount(at: $0, of: 7) } == [3, 2])
  }

  @Test("A last window that would begin beyond the input is left out")
  func leftOut() {
    #expect(Self.window(2, stride: 2, padding: 1, roundingUp: true).places(on: 5) == 3)
    #expect(Self.window(2, stride: 3, roundingUp: true).places(on: 6) == 2)
    #expect(Self.window(2, stride: 3, roundingUp: true).places(on: 7) == 3)
  }

  @Test("The least length is the first with a place")
  func leastLength() {
    for roundingUp in [false, true] {
      for (size, stride, padding, dilation) in [
        (5, 1, 0, 1), (5, 3, 1, 1), (3, 2, 1, 3), (2, 2, 1, 1), (1, 4, 0, 1),
      ] {
        let window = Self.window(
          size, stride: stride, padding: padding, dilation: dilation, roundingUp: roundingUp)
        let least = window.leastLength
        #expect(window.places(on: least) > 0 && window.places(on: least - 1) == 0)
      }
    }
  }
}
