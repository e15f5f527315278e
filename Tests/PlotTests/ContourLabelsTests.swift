import Testing

@testable import Plot

struct ContourLabelsTests {
  /// The labels of a map, with their places.
  private func labels(
    levels: [Double], _ function: (Double, Double) -> Double
  ) -> [Drawing.Remark] {
    var palette = Palette()
    let map = Contours(over: 0...2, 0...1, samples: 41, levels: levels, function)
    return ContourLabels(of: map).drawing(palette: &palette).layers.flatMap(\.shapes).compactMap {
      if case .text(let text) = $0 { text } else { nil }
    }
  }

  @Test func `every line has its height written on it, with the same decimals`() {
    let found = labels(levels: [0.5, 1, 1.25]) { x, _ in x }
    #expect(Set(found.map(\.text)) == ["0.50", "1.00", "1.25"])
    for (text, x) in [("0.50", 0.5), ("1.00", 1), ("1.25", 1.25)] {
      let label = found.first { $0.text == text }
      #expect(label.map { abs($0.point.x - x) < 1e-9 } == true)
      #expect(label.map { (0.05...0.95).contains($0.point.y) } == true)
    }
  }

  @Test func `two lines of one height get a label each`() {
    let found = labels(levels: [-0.04]) { x, _ in -(x - 1) * (x - 1) }
    #expect(found.map(\.text) == ["−0.04", "−0.04"])
    #expect(Set(found.map { ($0.point.x * 10).rounded() }) == [8, 12])
  }

  @Test func `labels keep apart`() {
    let found = labels(levels: [0.9, 1, 1.1]) { x, _ in x }
    #expect(found.count == 3)
    for (k, a) in found.enumerated() {
      for b in found[..<k] { #expect(abs(a.point.y - b.point.y) > 0.085) }
    }
  }

  @Test func `a short line is not labelled`() {
    #expect(
      labels(levels: [0.01]) { x, y in (x - 1) * (x - 1) / 4 + (y - 0.5) * (y - 0.5) }.count == 1)
    #expect(
      labels(levels: [0.0005]) { x, y in (x - 1) * (x - 1) / 4 + (y - 0.5) * (y - 0.5) }.isEmpty)
    #expect(labels(levels: [5]) { x, y in x + y }.isEmpty)
  }
}
