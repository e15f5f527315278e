import Testing

@testable import Plot

struct MarksTests {
  private func shapes(_ mark: any Mark) -> [Drawing.Shape] {
    var palette = Palette()
    return mark.drawing(palette: &palette).layers.flatMap(\.shapes)
  }

  @Test func `a line of values counts from its start`() {
    #expect(Line(y: [4, 5], startingAt: 1).x == [1, 2])
  }

  @Test func `the graph of a function includes both ends`() {
    let line = Line(over: -1...1, samples: 3) { $0 * $0 }
    #expect(line.x == [-1, 0, 1] && line.y == [1, 0, 1])
  }

  @Test func `a band splits at a gap and matches the line after it`() {
    let band = Band(x: [0, 1, 2, 3, 4], low: [0, 0, .nan, 0, 0], high: [1, 1, 1, 1, 1])
    #expect(shapes(band).count == 2)
    var palette = Palette()
    let color = band.drawing(palette: &palette).layers[0].color
    #expect(Line(y: [1]).drawing(palette: &palette).layers[0].color == color.opacity(1))
  }

  @Test func `grouped bars stand side by side`() throws {
    let bars = Bars(["a"], [.init("one", [2]), .init("two", [3])])
    let boxes = shapes(bars).compactMap { shape -> Drawing.Box? in
      if case .boxes(let boxes, _) = shape { boxes.first } else { nil }
    }
    #expect(boxes.map(\.x0) == [-0.4, 0] && boxes.map(\.x1) == [0, 0.4])
    #expect(boxes.map(\.y1) == [2, 3])
  }

  @Test func `marks take series colours in order and given ones take none`() {
    let axes = Axes {
      Line(y: [1], color: .gray)
      Line(y: [1])
      Reference.identity()
      Scatter(x: [1], y: [1])
    }
    #expect(axes.drawings.compactMap(\.layers.first?.color) == [.gray, .blue, .gray, .vermilion])
  }

  @Test func `tiles stand a pixel apart`() throws {
    guard
      case .raster(let raster, _)? = shapes(
        Tiles([[0, 0, 0, 0], [1, 1, 1, 1], [1, 0, 1, 0]], width: 2, columns: 2)
      ).first
    else {
      Issue.record("tiles are one raster")
      return
    }
    #expect(raster.columns == 5 && raster.rows == 5)
    let first = raster.colors.prefix(5).map { $0 == .black ? "#" : "." }.joined()
    #expect(first == "##...")
    let last = raster.colors.suffix(5).map { $0 == .black ? "#" : "." }.joined()
    #expect(last == ".#...")
  }

  @Test func `text on dark cells is white`() {
    let image = Image([0, 1], columns: 2, colormap: .gray, texts: ["a", "b"])
    let colors = shapes(image).compactMap { shape -> Color? in
      if case .text(let text) = shape { text.color } else { nil }
    }
    #expect(colors == [.white, .black])
  }

  @Test func `text in faint cells is grey, legible and not that of others`() {
    let image = Image(
      [0.1, 0.4, .nan], columns: 3, colormap: .blues, range: 0...1, texts: ["a", "b", "c"],
      faintBelow: 0.2)
    let colors = shapes(image).compactMap { shape -> Color? in
      if case .text(let text) = shape { text.color } else { nil }
    }
    #expect(colors.map { $0 == .black } == [false, true, true])
    let ground = Colormap.blues.color(0.2, in: 0...1)
    #expect((ground.luminance + 0.05) / (colors[0].luminance + 0.05) >= 4.5)
  }

  @Test func `lists of marks may loop and choose`() {
    let axes = Axes {
      for slope in [1.0, 2] { Line(over: 0...1) { slope * $0 } }
      if axesAreFull { Reference.identity() } else { [Reference.vertical(1), .horizontal(1)] }
    }
    #expect(axes.marks.count == 4)
  }

  private var axesAreFull: Bool { false }

  @Test func `arrays of unequal length stop`() async {
    await #expect(processExitsWith: .failure) { _ = Line(x: [1, 2], y: [1]) }
    await #expect(processExitsWith: .failure) { _ = Image([1, 2, 3], columns: 2) }
  }
}
