import Foundation
import Testing

@testable import Plot

struct MarkerTests {
  private static let signs = Marker.allCases.filter { $0 != .dot }

  /// The area inside a closed outline, by the shoelace formula.
  private func area(_ corners: [Point]) -> Double {
    zip(corners, corners.dropFirst() + corners.prefix(1)).reduce(0) { sum, side in
      sum + (side.0.x * side.1.y - side.1.x * side.0.y) / 2
    }.magnitude
  }

  @Test(arguments: signs)
  func `a sign stays within its reach and covers about as much as a disc`(sign: Marker) {
    let corners = sign.corners(around: Point(x: 3, y: -2), radius: 5)
    let lengths = corners.map { hypot($0.x - 3, $0.y + 2) / 5 }
    #expect(lengths.allSatisfy { $0 <= sign.reach + 1e-12 })
    #expect((0.6...1.2).contains(area(corners) / (25 * .pi)))
  }

  @Test func `no two signs have the same outline`() {
    let outlines = Self.signs.map { sign in
      Set(
        sign.corners(around: Point(x: 0, y: 0), radius: 1).map {
          SIMD2(($0.x * 100).rounded(), ($0.y * 100).rounded())
        })
    }
    #expect(Set(outlines).count == Self.signs.count)
  }

  @Test func `signs are painted where the data are, and a line bears those it is told to`() throws {
    let axis = Axis.linear("", 0...10)
    let marks: [any Mark] = [
      Scatter(x: [2], y: [5], color: .blue, radius: 6, marker: .triangle),
      Scatter(x: [5], y: [5], color: .green, radius: 6, marker: .wedge),
      Line(x: [0, 8, 10], y: [2, 2, 2], color: .vermilion, width: 1)
        .marked(.square, at: [1, 7], radius: 6),
    ]
    let figure = Figure { Axes(x: axis, y: axis, marks: marks) }
    let image = try #require(DecodedImage(figure.rendered(as: .png(scale: 2))))
    let canvas = try Canvas(size: figure.size, format: .png(scale: 2))
    let panel = try #require(PageLayout(figure, on: canvas).panels.first)
    func color(_ x: Double, _ y: Double, up: Double) -> UInt32 {
      let place = panel.place(Point(x: x, y: y))
      return image[Point(x: place.x, y: place.y - up)]
    }
    // A triangle reaches further up than down, and a wedge further down.
    #expect(color(2, 5, up: 7) == 0x0072B2 && color(2, 5, up: -5.5) != 0x0072B2)
    #expect(color(5, 5, up: -7) == 0x009E73 && color(5, 5, up: 5.5) != 0x009E73)
    #expect(color(8, 2, up: 4) == 0xD55E00 && color(3, 2, up: 4) != 0xD55E00)
  }

  @Test func `a legend shows a line's sign`() throws {
    let line = Line(x: [0, 1], y: [0, 1], label: "a").marked(.star, at: [0])
    var palette = Palette()
    let keys = line.drawing(palette: &palette).layers.map(\.key)
    #expect(keys == [.line(Stroke(.blue), .star)])
  }
}
