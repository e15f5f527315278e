import Foundation
import Testing

@testable import Plot

/// Colours at places where marks are known to be.
struct PaintingTests {
  /// One plot, as pixels and as the panel that says where its data lie.
  private func painted(
    x: Axis = .linear("", 0...10), y: Axis = .linear("", 0...10), _ marks: [any Mark]
  ) throws -> (image: DecodedImage, panel: Panel) {
    let figure = Figure { Axes(x: x, y: y, marks: marks) }
    let image = try #require(DecodedImage(figure.rendered(as: .png(scale: 2))))
    let canvas = try Canvas(size: figure.size, format: .png(scale: 2))
    return (image, try #require(PageLayout(figure, on: canvas).panels.first))
  }

  @Test func `a line passes through its points and leaves gaps`() throws {
    let (image, panel) = try painted([
      Line(x: [0, 4, .nan, 6, 10], y: [5.1, 5.1, 5.1, 5.1, 5.1], color: .vermilion, width: 3)
    ])
    #expect(image[panel.place(Point(x: 3, y: 5.1))] == 0xD55E00)
    #expect(image[panel.place(Point(x: 8.1, y: 5.1))] == 0xD55E00)
    #expect(image[panel.place(Point(x: 5, y: 5.1))] == 0xFFFFFF)
  }

  @Test func `dots, bars and areas are where the data are`() throws {
    let (image, panel) = try painted([
      Bars(["a", "b"], [3, .nan], color: .green),
      Scatter(x: [5, .nan, 6], y: [5, 5, .infinity], color: .blue, radius: 4),
      Band(x: [7, 9], low: [2, 2], high: [8, 8], color: .black),
    ])
    #expect(image[panel.place(Point(x: 0.1, y: 1.1))] == 0x009E73)
    #expect(image[panel.place(Point(x: 0.1, y: 3.3))] == 0xFFFFFF)
    #expect(image[panel.place(Point(x: 5, y: 5))] == 0x0072B2)
    #expect(image[panel.place(Point(x: 8.3, y: 5.1))] == 0xC7C7C7)
  }

  @Test func `the first row of a matrix is on top and a plane's at the bottom`() throws {
    let red = [1.0, 0, 0]
    let blue = [0.0, 0, 1]
    let matrix = try painted(x: "", y: "", [Image(rgb: red + blue, columns: 1)])
    #expect(matrix.image[matrix.panel.place(Point(x: 0, y: 0))] == 0xFF0000)
    #expect(matrix.image[matrix.panel.place(Point(x: 0, y: 1))] == 0x0000FF)
    #expect(matrix.panel.y(0) < matrix.panel.y(1))

    let plane = try painted(
      x: "", y: "", [Image([0, 1, .nan, 0], columns: 2, x: 0...2, y: 0...2, colormap: .gray)])
    let colors = [(0.5, 0.5), (1.5, 0.5), (0.5, 1.5), (1.5, 1.5)].map {
      plane.image[plane.panel.place(Point(x: $0.0, y: $0.1))]
    }
    #expect(colors == [0x000000, 0xFFFFFF, 0xD9D9D9, 0x000000])
    #expect(plane.panel.y(0) > plane.panel.y(1))
  }

  @Test func `a colour bar runs upwards from the least to the greatest value`() throws {
    let (image, panel) = try painted(
      x: "", y: "", [Image([2, 7], columns: 2, x: 0...2, y: 0...1, barLabel: "")])
    let bar = try #require(panel.colorBar)
    #expect(image[Point(x: bar.rect.midX, y: bar.rect.minY + 0.6)] == 0xFBE724)
    #expect(image[Point(x: bar.rect.midX, y: bar.rect.maxY - 0.6)] == 0x440255)
    #expect(bar.ticks.map(\.label) == ["2", "3", "4", "5", "6", "7"])
  }

  @Test func `a line ends at the plot's edge, and a dot on the edge is whole`() throws {
    let axis = Axis.linear("", 0...10, ticks: .none)
    let (image, panel) = try painted(
      x: axis, y: axis,
      [
        Line(x: [-5, 15], y: [5, 5], color: .blue, width: 2),
        Scatter(x: [10], y: [8], color: .vermilion, radius: 4),
      ])
    let (line, dot) = (panel.place(Point(x: 10, y: 5)), panel.place(Point(x: 10, y: 8)))
    #expect(image[Point(x: line.x - 2, y: line.y)] == 0x0072B2)
    #expect(image[Point(x: line.x + 2, y: line.y)] == 0xFFFFFF)
    #expect(image[Point(x: dot.x + 3, y: dot.y)] == 0xD55E00)
  }

  @Test func `an annotation erases no line, and can be read`() throws {
    let marks: [any Mark] = [
      Line(x: [0, 10], y: [4, 4], color: .black, width: 1),
      Annotation("l", x: 5, y: 5, color: .yellow),
    ]
    let (image, panel) = try painted(marks)
    let center = panel.place(Point(x: 5, y: 5))
    let around = (1...6).flatMap { [center.x - 4 - Double($0), center.x + 4 + Double($0)] }
    let y = panel.place(Point(x: 5, y: 4)).y
    for x in around { #expect(image[Point(x: x, y: y)] == 0x000000) }
    #expect(Color.yellow.readable.contrastOnWhite >= 4.5)
  }

  @Test func `a unit is as long on both axes where that is asked for`() throws {
    let axes = Axes(
      x: .linear("x", 0...4), y: .linear("y", 0...1), equalAspect: true, marks: [])
    let figure = Figure(size: Size(width: 400, height: 400), axes: [axes])
    let canvas = try Canvas(size: figure.size, format: .svg)
    let panel = PageLayout(figure, on: canvas).panels[0]
    let (x, y) = (panel.x(1) - panel.x(0), panel.y(0) - panel.y(1))
    #expect(abs(x - y) < 1e-9 && x > 50)
  }

  @Test func `cells are sharp`() throws {
    let (image, panel) = try painted(x: "", y: "", [Image([0, 1], columns: 2, colormap: .gray)])
    let y = panel.y(0.3)
    let columns = stride(from: panel.x(-0.45), to: panel.x(1.45), by: 0.5)
    #expect(Set(columns.map { image[Point(x: $0, y: y)] }) == [0x000000, 0xFFFFFF])
  }

  @Test func `a rule crosses the plot, also on log scales and with huge slopes`() throws {
    let rule = Reference(.sloped(slope: 1, intercept: 0), color: .black, width: 4, dash: .solid)
    let (image, panel) = try painted([rule])
    #expect(image[panel.place(Point(x: 5.1, y: 5.1))] == 0x000000)
    let log = try painted(x: .log("", 1...100), y: .log("", 1...100), [rule])
    #expect(log.image[log.panel.place(Point(x: 12, y: 12))] == 0x000000)
    let steep = Reference(
      .sloped(slope: 1e9, intercept: -4.31e9), color: .black, width: 1.5, dash: .solid)
    let wall = try painted([steep])
    #expect(wall.image[wall.panel.place(Point(x: 4.31, y: 7.2))] == 0x000000)
  }

  @Test func `the background is opaque and white`() throws {
    let (image, _) = try painted([])
    #expect(image[Point(x: 1, y: 1)] == 0xFFFFFF)
  }

  @Test(arguments: [Axis.Scale.linear, .log])
  func `nothing, constants and non-finite data are shown without a crash`(
    scale: Axis.Scale
  ) throws {
    let odd: [[Double]] = [
      [], [0], [-1, -2], [.nan], [.infinity, -.infinity], [7, 7], [1e308, -1e308], [1e-300, 1],
      [1e-307, 1.1e-307], [1e-300, 3e-300],
    ]
    let axes = odd.flatMap { values in
      let marks: [[any Mark]] = [
        [Line(y: values, label: "line")], [Scatter(x: values, y: values, label: "dots")],
        [Bars(values.map { "\($0)" }, values, label: "bars")], [Histogram(values)],
        [Band(x: values, low: values, high: values)], [Image(values, columns: 1, barLabel: "")],
        [Tiles([values], width: 1, columns: 3)], values.map { Reference.horizontal($0) },
        values.map { Annotation("here", x: $0, y: $0, right: 9, arrow: true) },
      ]
      return marks.map {
        Axes(x: Axis("x", scale: scale), y: Axis("y", scale: scale), marks: $0)
      }
    }
    for plot in axes {
      for format in [Figure.Format.svg, .png(scale: 1)] {
        #expect(throws: Never.self) { try Figure(axes: [plot]).rendered(as: format) }
      }
    }
  }
}
