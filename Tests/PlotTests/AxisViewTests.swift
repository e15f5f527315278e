import Testing

@testable import Plot

struct AxisViewTests {
  private func view(_ axis: Axis = "", _ marks: [any Mark]) -> ClosedRange<Double> {
    let content = PanelContent(Axes(y: axis, marks: marks))
    return AxisView(axis, extents: content.yExtents, names: [], wanted: 5).view
  }

  @Test func `dots and lines have air and a given range has none`() {
    let line = Line(y: [1, 9])
    #expect(view("", [line]).lowerBound < 1 && view("", [line]).upperBound > 9)
    #expect(view(.linear("", 2...3), [line]) == 2...3)
  }

  @Test func `bars stand on zero whatever else is shown`() {
    #expect(view("", [Bars(["a"], [5]), Line(y: [0, 5])]).lowerBound == 0)
    #expect(view("", [Bars(["a"], [-5])]).upperBound == 0)
    #expect(view("", [Bars(["a", "b"], [-5, 5])]).lowerBound < -5)
  }

  @Test func `an image fills its plot`() {
    #expect(view("", [Image([1, 2], columns: 1, x: 0...1, y: -3...3)]) == -3...3)
  }

  @Test func `the view reaches out to a tick just beyond the data`() {
    #expect(view("", [Scatter(x: [0, 0], y: [0.5, 9.4])]) == 0...10)
  }

  @Test func `constants and nothing have room`() {
    #expect(view("", [Line(y: [3, 3])]) == 2.7...3.3)
    #expect(view("", [Line(y: [0, 0])]) == -1...1)
    #expect(view("", []) == 0...1)
    let log = view(.log(), [Line(y: [10, 10])])
    #expect(log.lowerBound > 3 && log.lowerBound < 3.2 && log.upperBound < 32)
  }

  @Test func `what a log scale cannot show does not count`() {
    let range = view(.log(), [Line(y: [0, -5, 1, 100])])
    #expect(range.lowerBound > 0.5 && range.upperBound < 200)
    #expect(view(.log(), [Line(y: [0, -5])]) == 1...10)
  }

  @Test func `horizontal references are brought into view`() {
    #expect(view("", [Line(y: [1, 2]), Reference.horizontal(7)]).contains(7))
  }

  @Test func `given ticks and hidden axes`() {
    let given = AxisView(
      .linear("", 0...10, ticks: .at([0, 2.5, 20])), extents: [], names: [], wanted: 5)
    #expect(given.ticks.major.map(\.label) == ["0", "2.5"])
    #expect(AxisView(.hidden, extents: [], names: [], wanted: 5).ticks.major.isEmpty)
  }
}
