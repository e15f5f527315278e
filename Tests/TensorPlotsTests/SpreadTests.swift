// The line is the median and the band reaches from the least to the greatest.

import TensorPlots
import Testing

@testable import Plot

private func csv(_ marks: [any Mark]) -> String { Figure { Axes(marks: marks) }.csv }

struct SpreadTests {
  private let plain = csv([
    Band(x: [1, 2], low: [1, 4], high: [9, 8], label: "a"),
    Line(x: [1, 2], y: [3, 6], label: "a"),
  ])

  @Test func medianAndRange() {
    let spread = Spread(x: [1, 2], [[9, 1, 3], [4, 8]], label: "a")
    #expect(csv([spread]) == plain.replacing(",a,area", with: ",,area"))
  }

  @Test func curvesOfSeeds() {
    let curves: [[Double]] = [[1, 8], [9, 4], [3, 6]]
    #expect(
      csv([Spread(curves: curves, startingAt: 1)])
        == csv([Spread(x: [1, 2], [[1, 9, 3], [8, 4, 6]])]))
  }

  @Test func bandAndLineHaveOneColour() {
    var palette = Palette()
    let layers = Spread([[1, 2]], label: "a").drawing(palette: &palette).layers
    #expect(layers.count == 2 && layers[0].color == layers[1].color.opacity(0.22))
    let next = Spread([[1, 2]]).drawing(palette: &palette).layers
    #expect(next[1].color != layers[1].color)
  }

  @Test func aBandOfOnesOwnColourHasEdges() {
    var palette = Palette()
    let layers = Spread(x: [1, 2], [[9, 1, 3], [4, 8]], color: .blue).drawing(palette: &palette)
      .layers
    let edges = layers[1..<3].flatMap(\.shapes).map { shape -> [Double] in
      guard case .polyline(let points, _) = shape else { return [] }
      return points.map(\.y)
    }
    #expect(layers.count == 4 && edges == [[1, 4], [9, 8]])
  }

  @Test func everyPlaceOfTheLineHasTheSignThatIsAskedFor() {
    var palette = Palette()
    let marked = Spread(x: [1, 2], [[9, 1, 3], [4, 8]], marker: .star)
    let shapes = marked.drawing(palette: &palette).layers.flatMap(\.shapes)
    guard case .dots(let places, _, _, .star)? = shapes.last else {
      Issue.record("the last shape is none of stars")
      return
    }
    #expect(places == [Point(x: 1, y: 3), Point(x: 2, y: 6)])
  }
}
