import Foundation
import Testing

@testable import Plot

struct ScaleTests {
  @Test func `a linear scale maps proportionally`() {
    let scale = Scale(kind: .linear, view: -1...3, start: 100, end: 0)
    #expect(scale(-1) == 100)
    #expect(scale(0) == 75)
    #expect(scale(3) == 0)
  }

  @Test func `a log scale maps ratios`() {
    let scale = Scale(kind: .log, view: 0.01...100, start: 0, end: 400)
    #expect(abs(scale(0.01)) < 1e-9)
    #expect(abs(scale(1) - 200) < 1e-9)
    #expect(abs(scale(10) - 300) < 1e-9)
  }

  @Test(arguments: [Axis.Scale.linear, .log])
  func `the inverse undoes the map`(kind: Axis.Scale) {
    let scale = Scale(kind: kind, view: 0.5...2000, start: 30, end: 470)
    for value in [0.5, 1, 33.3, 1999] {
      #expect(abs(scale.inverse(scale(value)) - value) < 1e-9 * value)
    }
  }

  @Test func `a log scale has no place for zero and below`() {
    let scale = Scale(kind: .log, view: 1...10, start: 0, end: 1)
    #expect(scale(0).isNaN)
    #expect(scale(-1).isNaN)
  }
}
