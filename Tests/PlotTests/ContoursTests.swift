import Foundation
import Testing

@testable import Plot

struct ContoursTests {
  /// The rings around what is lower than a level on a grid given by its rows, the lowest first.
  private func rings(_ rows: [[Double]], below level: Double) -> [[Point]] {
    ContourGrid(values: Array(rows.joined()), columns: rows[0].count).rings(below: level)
  }

  /// Twice the area inside a ring, above zero where the ring runs counter-clockwise.
  private func doubleArea(_ ring: [Point]) -> Double {
    zip(ring, ring.dropFirst() + ring.prefix(1)).map { $0.x * $1.y - $1.x * $0.y }.reduce(0, +)
  }

  @Test func `a hollow is a ring with the low ground on its left`() {
    let found = rings([[2, 2, 2], [2, 0, 2], [2, 2, 2]], below: 1)
    #expect(found.count == 1)
    let middles = [(1.5, 1.0), (1, 1.5), (0.5, 1), (1, 0.5)].map { Point(x: $0.0, y: $0.1) }
    #expect(Set(found[0]) == Set(middles))
    #expect(doubleArea(found[0]) == 1)
  }

  @Test func `a hill in low ground is a hole in a ring around the grid`() {
    let areas = rings([[0, 0, 0], [0, 4, 0], [0, 0, 0]], below: 1).map(doubleArea).sorted()
    #expect(areas == [-2.25, 8])
  }

  /// The mean of the cell, 1 or 3, says whether the low corners are joined.
  @Test(arguments: [(0.5, 2), (1.5, 1)])
  func `a saddle is settled by its mean`(level: Double, count: Int) {
    #expect(rings([[0, 2], [2, 0]], below: level).count == count)
  }

  @Test func `the area below a level approaches a disc's`() {
    let (n, radius) = (81, 0.7)
    let axis = (0..<n).map { -1 + 2 * Double($0) / Double(n - 1) }
    let found = rings(axis.map { y in axis.map { $0 * $0 + y * y } }, below: radius * radius)
    let cell = 2 / Double(n - 1)
    let area = doubleArea(found[0]) / 2 * cell * cell
    #expect(found.count == 1 && abs(area / (.pi * radius * radius) - 1) < 2e-3)
    #expect(found[0].count < 80)
  }

  @Test func `what is not a number is higher than everything`() {
    #expect(rings([[.nan, .nan], [.nan, .nan]], below: 1).isEmpty)
    #expect(rings([[0, .nan], [0, .infinity]], below: 1).count == 1)
  }

  @Test func `lines leave out the edge of the map`() throws {
    var palette = Palette()
    let map = Contours(over: 0...1, 0...1, samples: 3, levels: [0.5]) { x, _ in x }
    let shapes = map.drawing(palette: &palette).layers.flatMap(\.shapes)
    let lines = shapes.compactMap { shape -> [Point]? in
      if case .polyline(let points, _) = shape { points } else { nil }
    }
    let ends = try #require(lines.first).split { !$0.isFinite }
    #expect(ends.count == 1 && ends[0].allSatisfy { $0.x == 0.5 })
  }

  @Test func `tones are where the heights are`() throws {
    let figure = Figure {
      Axes(x: "", y: "") {
        Contours(over: 0...10, 0...4, levels: [25], colormap: .gray) { x, y in x * x + 0 * y }
      }
    }
    let image = try #require(DecodedImage(figure.rendered(as: .png(scale: 2))))
    let canvas = try Canvas(size: figure.size, format: .png(scale: 2))
    let panel = try #require(PageLayout(figure, on: canvas).panels.first)
    #expect(panel.x.view == 0...10 && panel.y.view == 0...4)
    #expect(image[panel.place(Point(x: 3, y: 2.1))] == 0x000000)
    #expect(image[panel.place(Point(x: 8.1, y: 2.1))] == 0xFFFFFF)
  }

  @Test func `a map without two rows or with levels out of order stops`() async {
    await #expect(processExitsWith: .failure) {
      _ = Contours([1, 2], columns: 2, x: 0...1, y: 0...1, levels: [1])
    }
    await #expect(processExitsWith: .failure) {
      _ = Contours([1, 2, 3, 4], columns: 2, x: 0...1, y: 0...1, levels: [2, 1])
    }
  }
}
