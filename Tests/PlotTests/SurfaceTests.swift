import Foundation
import Testing

@testable import Plot

struct SurfaceTests {
  private func surface(_ values: [Double], azimuth: Double = -60) -> Surface {
    Surface(
      values, columns: 3, x: 0...2, y: 0...2, from: Viewpoint(azimuth: azimuth), zLabel: "height")
  }

  @Test func `a function is sampled row by row, its first row at the lower end of y`() {
    let surface = Surface(x: 0...2, y: 10...20, samples: 3) { $0 + $1 }
    #expect(surface.values == [10, 11, 12, 15, 16, 17, 20, 21, 22])
  }

  @Test func `heights outside the range are moved to its ends`() {
    let surface = Surface([-3, 0, 1, 7], columns: 2, x: 0...1, y: 0...1, z: 0...1)
    #expect(surface.values == [0, 0, 1, 1])
  }

  /// Wherever the viewer stands, no facet is painted over one that is nearer in both directions.
  @Test(arguments: Array(stride(from: -175.0, to: 180, by: 30)))
  func `facets come from far to near`(azimuth: Double) {
    let surface = Surface(
      x: 0...1, y: 0...1, samples: 6, from: Viewpoint(azimuth: azimuth, elevation: 20)
    ) { $0 * $1 }
    let towards = surface.projection.towards
    let middles = surface.facets.map { $0.corners.reduce(SIMD3<Double>(), +) / 4 }
    #expect(middles.count == 25)
    // A facet that is painted earlier must not be nearer along both axes.
    let wrong = middles.indices.filter { index in
      middles[..<index].contains { earlier in
        let ahead = (earlier - middles[index]) * towards
        return ahead.x > 1e-12 && ahead.y > 1e-12
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test func `a hole takes the four facets around it`() {
    #expect(surface([0, 0, 0, 0, 0, 0, 0, 0, 0]).facets.count == 4)
    #expect(surface([0, 0, 0, 0, 0, 0, 0, 0, .nan]).facets.count == 3)
    #expect(surface([0, 0, 0, 0, .infinity, 0, 0, 0, 0]).facets.isEmpty)
  }

  /// A cubic's own curve runs through its points, save where a neighbour is missing.
  @Test func `between the points it is smooth`() {
    let rough = Surface(x: 0...6, y: 0...6, samples: 7) { $0 * $0 + 3 * $1 }
    let smooth = Surface(
      rough.values, columns: 7, x: 0...6, y: 0...6, smoothness: 4, mesh: 2)
    let heights = smooth.refined()
    #expect(heights.count == 25 * 25 && rough.refined() == rough.values)
    for row in 0..<25 {
      for column in 4..<20 {
        let (x, y) = (Double(column) / 4, Double(row) / 4)
        #expect(abs(heights[row * 25 + column] - x * x - 3 * y) < 1e-9)
      }
    }
    #expect(smooth.facets.count == 24 * 24)
    // Lines through 4 of 7 points, each way, drawn by the facets on both sides of them.
    let lines = smooth.facets.map { $0.lines.count }
    #expect(lines.reduce(0, +) == 288)  // of 24 pieces: inner ones twice, those at the rim once
    #expect(rough.facets.allSatisfy { $0.lines.count == 4 })
  }

  @Test func `a smooth surface keeps its holes and its range`() {
    let holed = Surface(
      [0, 1, 0, 1, .nan, 1, 0, 1, 0], columns: 3, x: 0...2, y: 0...2, z: 0...1, smoothness: 3,
      mesh: nil)
    let heights = holed.refined()
    #expect(heights.allSatisfy { !$0.isFinite || (0...1).contains($0) })
    #expect(holed.facets.isEmpty)
    #expect(heights[0] == 0 && heights[3] == 1)
  }

  @Test func `light falls from the left`() throws {
    let ridge = Surface(
      x: -1...1, y: -1...1, samples: 3, from: Viewpoint(azimuth: -90, elevation: 30),
      colormap: .gray
    ) { x, _ in 1 - abs(x) }
    let (left, right) = (ridge.facets[0].color, ridge.facets[1].color)
    #expect(left.luminance > right.luminance)
  }

  /// The front slope of a ridge hides the one behind it, seen from a little above the ground.
  @Test func `what is behind a ridge is hidden`() throws {
    let ridge = Surface(
      [0, 0, 0, 1, 1, 1, 0.6, 0.6, 0.6], columns: 3, x: 0...2, y: 0...2, z: 0...1,
      from: Viewpoint(azimuth: -90, elevation: 5))
    let figure = Figure { Axes(x: .hidden, y: .hidden) { ridge } }
    let image = try #require(DecodedImage(figure.rendered(as: .png(scale: 2))))
    let canvas = try Canvas(size: figure.size, format: .png(scale: 2))
    let panel = try #require(PageLayout(figure, on: canvas).panels.first)
    func pixel(_ x: Double, _ y: Double, _ z: Double) -> UInt32 {
      image[panel.place(ridge.projection(Point3(x: x, y: y, z: z)))]
    }
    let front = pixel(0.6, 0.3, 0.3)
    #expect(front != 0xFFFFFF)
    #expect(pixel(0.6, 1.5, 0.8) == front)
    #expect(ridge.facets.first?.color != ridge.facets.last?.color)
  }

  @Test func `labels stand outside the box`() throws {
    let box = AxisBox(
      projection: surface([0, 1, 2, 3, 4, 5, 6, 7, 8]).projection, labels: ("x", "y", "z"))
    let corners = [0.0, 2].flatMap { x in
      [0.0, 2].flatMap { y in [0.0, 8].map { box.projection(Point3(x: x, y: y, z: $0)) } }
    }
    let texts = box.texts.compactMap { shape -> Drawing.Remark? in
      if case .text(let text) = shape { text } else { nil }
    }
    #expect(Set(texts.map(\.text)).isSuperset(of: ["x", "y", "z", "0.0", "2.0", "7.5"]))
    let left = try #require(corners.map(\.x).min())
    for text in texts where ["2.5", "5.0", "7.5"].contains(text.text) {
      #expect(text.point.x < left)
    }
  }

  @Test func `constant, huge and missing heights are shown without a crash`() {
    for values in [
      [0.0, 0, 0, 0], [.nan, .nan, .nan, .nan], [1e308, -1e308, 0, 1], [7, 7, 7, .nan],
    ] {
      let figure = Figure {
        Axes(x: .hidden, y: .hidden) { Surface(values, columns: 2, x: 0...1, y: 0...1) }
      }
      #expect(throws: Never.self) { try figure.rendered(as: .svg) }
    }
  }

  @Test func `heights that are no grid stop`() async {
    await #expect(processExitsWith: .failure) {
      _ = Surface([1, 2, 3], columns: 2, x: 0...1, y: 0...1)
    }
  }
}
