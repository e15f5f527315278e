import Testing

@testable import Plot

struct DirectLabelsTests {
  @Test(arguments: [
    ([10.0, 50, 90], [10.0, 50, 90]),
    ([50.0, 50], [45.0, 55]),
    ([50.0, 52, 90], [46.0, 56, 90]),
    ([0.0, 1, 2], [0.0, 10, 20]),
    ([98.0, 99, 100], [80.0, 90, 100]),
    ([], []),
  ])
  func `names move apart as little as they can`(wanted: [Double], expected: [Double]) {
    let found = DirectLabel.spread(wanted, room: 10, within: 0...100)
    #expect(found == expected)
  }

  @Test func `names that need more room than there is still stand apart`() {
    let found = DirectLabel.spread([1, 2, 3, 4], room: 10, within: 0...20)
    #expect(zip(found, found.dropFirst()).allSatisfy { $1 - $0 >= 10 })
  }

  @Test func `lines that end at the right are named directly and others in a legend`() throws {
    let canvas = try Canvas(size: Size(width: 480, height: 320), format: .svg)
    func panel(_ marks: [any Mark]) throws -> Panel {
      try #require(PageLayout(Figure { Axes(marks: marks) }, on: canvas).panels.first)
    }
    let whole = Line(y: [1, 2, 3, 4, 5], label: "whole")
    let short = Line(y: [1, 2, .nan, .nan, .nan], label: "short")
    #expect(try panel([whole]).directLabels.map(\.text.markup) == [Markup("whole")])
    #expect(try panel([whole]).legend == nil)
    #expect(try panel([whole, short]).directLabels.isEmpty)
    #expect(try panel([whole, short]).legend?.entries.count == 2)
  }
}
