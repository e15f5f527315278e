import Foundation
import Testing

@testable import Plot

struct DiagramTests {
  private typealias Box = Diagram.Box
  private typealias Arrow = Diagram.Arrow

  private func shapes(_ diagram: Diagram) -> [Drawing.Shape] {
    var palette = Palette()
    return diagram.drawing(palette: &palette).layers.flatMap(\.shapes)
  }

  /// The points and the stroke of the first arrow.
  private func arrow(_ diagram: Diagram) throws -> (points: [Point], stroke: Stroke) {
    guard case .polyline(let points, let stroke) = try #require(shapes(diagram).first) else {
      Issue.record("the first shape is no line")
      return ([], Stroke(.black))
    }
    return (points, stroke)
  }

  private let boxes = [Box("a", x: 0, y: 0), Box("b", "note", x: 2, y: 0), Box("c", x: 2, y: 3)]

  @Test func `an arrow leads from edge to edge and has a head`() throws {
    let size = Size(width: 0.8, height: 0.4)
    let level = try arrow(Diagram(boxes, arrows: [Arrow("a", "b")], size: size))
    #expect(level.points == [Point(x: 0.4, y: 0), Point(x: 1.6, y: 0)])
    #expect(level.stroke.endsInArrow)
    let steep = try arrow(Diagram(boxes, arrows: [Arrow("c", "b")], size: size))
    #expect(steep.points == [Point(x: 2, y: 2.8), Point(x: 2, y: 0.2)])
  }

  @Test func `a bend pulls the arrow without moving its ends off their boxes`() throws {
    let bend = Point(x: 1, y: 2)
    let size = Size(width: 0.8, height: 0.4)
    let points = try arrow(
      Diagram(boxes, arrows: [Arrow("a", "b", bends: [bend])], size: size)
    ).points
    for (end, x) in [(points.first, 0.1), (points.last, 1.9)] {
      let end = try #require(end)
      #expect(abs(end.x - x) < 1e-12 && abs(end.y - 0.2) < 1e-12)
    }
    let highest = points.map(\.y).max() ?? 0
    #expect(highest > 1 && highest < 2)
    let two = try arrow(
      Diagram(boxes, arrows: [Arrow("a", "b", bends: [bend, Point(x: 1, y: -2)])], size: size)
    ).points
    #expect(two.count == 33 && two.contains { $0.y < 0 } && two.contains { $0.y > 0 })
  }

  @Test func `texts are the names, the notes and the arrows' labels`() {
    let diagram = Diagram(boxes, arrows: [Arrow("a", "b", label: "f", right: 3, up: 4)])
    let texts = shapes(diagram).compactMap { shape -> Drawing.Remark? in
      if case .text(let text) = shape { text } else { nil }
    }
    #expect(texts.map(\.text) == ["f", "a", "b", "note", "c"])
    #expect(texts[0].point == Point(x: 1, y: 0) && texts[0].offset == Point(x: 3, y: -4))
  }

  @Test func `a head is painted at the tip, wider than its line`() throws {
    let diagram = Diagram(
      [Box("a", x: 1, y: 5), Box("b", x: 9, y: 5)], arrows: [Arrow("a", "b", color: .black)],
      size: Size(width: 1, height: 1))
    let figure = Figure {
      Axes(x: .linear("", 0...10, ticks: .none), y: .linear("", 0...10, ticks: .none)) { diagram }
    }
    let image = try #require(DecodedImage(figure.rendered(as: .png(scale: 2))))
    let canvas = try Canvas(size: figure.size, format: .png(scale: 2))
    let panel = try #require(PageLayout(figure, on: canvas).panels.first)
    let tip = panel.place(Point(x: 8.5, y: 5))
    #expect(image[Point(x: tip.x - 5, y: tip.y + 1.25)] == 0x000000)
    #expect(image[Point(x: tip.x - 30, y: tip.y + 1.25)] == 0xFFFFFF)
    #expect(image[Point(x: tip.x - 30, y: tip.y)] == 0x000000)
  }

  @Test func `a line too short for a head has none`() {
    var line = [Point(x: 0, y: 0), Point(x: 1, y: 0)]
    #expect(Path.arrowhead(endingAndShortening: &line, width: 1) == nil)
    #expect(line.count == 2)
    var long = [Point(x: 0, y: 0), Point(x: 99, y: 0), Point(x: 100, y: 0)]
    let head = Path.arrowhead(endingAndShortening: &long, width: 1)
    #expect(head?.pieces[0].first == Point(x: 100, y: 0))
    #expect(long == [Point(x: 0, y: 0), Point(x: 95, y: 0)])
  }

  @Test func `two boxes of one name, or an arrow at none, stop`() async {
    await #expect(processExitsWith: .failure) {
      _ = Diagram([Box("a", x: 0, y: 0), Box("a", x: 1, y: 0)], arrows: [])
    }
    await #expect(processExitsWith: .failure) {
      var palette = Palette()
      _ = Diagram([Box("a", x: 0, y: 0)], arrows: [Arrow("a", "z")]).drawing(palette: &palette)
    }
  }
}
