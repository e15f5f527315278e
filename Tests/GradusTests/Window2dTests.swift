// Where a window fits on an image.

import Testing

@testable import Gradus

@Suite struct Window2dTests {
  private struct Case: CustomTestStringConvertible, Sendable {
    let window: Window2d
    let image: Size2d
    let places: Size2d?
    var testDescription: String { "\(window.size) on \(image)" }
  }

  /// By hand, along each axis.
  private static let cases = [
    Case(window: Window2d(5), image: 32, places: 28),
    Case(window: Window2d(2, stride: 2), image: 28, places: 14),
    Case(window: Window2d(2, stride: 2), image: [7, 5], places: [3, 2]),
    Case(
      window: Window2d([3, 2], stride: [2, 3], padding: [1, 0]), image: [6, 9], places: [3, 3]),
    Case(window: Window2d(3, dilation: 2), image: [5, 6], places: [1, 2]),
    Case(window: Window2d([1, 4]), image: [9, 4], places: [9, 1]),
    Case(window: Window2d(3, padding: 1), image: 1, places: 1),
    Case(window: Window2d(5), image: 4, places: nil),
    Case(window: Window2d(3, dilation: 2), image: [5, 4], places: nil),
    Case(window: Window2d(3, stride: 2, roundingUp: true), image: [4, 7], places: [2, 3]),
    Case(
      window: Window2d(2, stride: 2, padding: 1, roundingUp: true), image: [5, 3], places: [3, 2]),
    Case(window: Window2d(3, stride: 2, roundingUp: true), image: [2, 1], places: nil),
    Case(window: .pooling(2), image: [7, 4], places: [3, 2]),
    Case(window: .pooling([3, 2], stride: 1, padding: 1), image: [4, 5], places: [4, 6]),
  ]

  @Test(arguments: cases) private func placesAreCounted(_ test: Case) {
    #expect(test.window.places(on: test.image) == test.places)
  }

  @Test func sizesAreWrittenBriefly() {
    let square: Size2d = 3
    let other: Size2d = [3, 5]
    #expect("\(square)" == "3×3" && "\(other)" == "3×5")
    #expect(square == Size2d(height: 3, width: 3))
  }
}
