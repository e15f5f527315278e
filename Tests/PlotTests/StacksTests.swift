import Testing

@testable import Plot

struct StacksTests {
  private typealias Stack = Stacks.Stack

  private func shapes(_ stacks: Stacks) -> [Drawing.Shape] {
    var palette = Palette()
    return stacks.drawing(palette: &palette).layers.flatMap(\.shapes)
  }

  private let pair = Stacks(
    [
      Stack([[0, 1, 1, 0], [1, 1, 0, 0]], columns: 2, name: "a", note: "one\ntwo", window: 1),
      Stack([[0, 0.5, 1]], columns: 1, pixel: Size(width: 2, height: 2), name: "b"),
    ], depth: 1, shift: 5, gap: 4)

  @Test func `stacks follow each other, each in the middle`() {
    // The first is 2 wide and high, and 1 deep; the second begins 4 after its end.
    #expect(
      pair.places == [
        .init(x: 0, y: -1.5, width: 2, height: 2), .init(x: 7, y: -3, width: 2, height: 6),
      ])
  }

  @Test func `a stack is no deeper than told, and its sheets no farther apart`() {
    func width(_ sheets: Int) -> Double {
      let stack = Stack(Array(repeating: [0, 1], count: sheets), columns: 2, name: "")
      return Stacks([stack, stack], depth: 6, shift: 2, gap: 0).places[1].x - 2
    }
    #expect([1, 2, 4, 7, 13].map(width) == [0, 2, 6, 6, 6])
  }

  @Test func `the front sheet is painted last, its first row on top`() throws {
    let boxes = shapes(pair).compactMap { shape -> (Drawing.Raster, Drawing.Box)? in
      if case .raster(let raster, let box) = shape { (raster, box) } else { nil }
    }
    #expect(boxes.count == 3)
    #expect(boxes[0].0.values == [1, 1, 0, 0] && boxes[1].0.values == [0, 1, 1, 0])
    #expect(boxes[0].1.x == (1, 3) && boxes[1].1.x == (0, 2))
    #expect(boxes[1].1.y == (0.5, -1.5))
  }

  @Test func `lines lead from the window to the next stack`() throws {
    let lines = shapes(pair).compactMap { shape -> [Point]? in
      if case .polyline(let points, let stroke) = shape, stroke.color == .vermilion {
        points
      } else {
        nil
      }
    }
    try #require(lines.map(\.count) == [5, 2, 2])
    #expect(lines[1].last == lines[2].last && (lines[1].last?.x ?? 0) > 7)
    let last = Stacks([Stack([[1]], columns: 1, name: "", window: 1)])
    #expect(shapes(last).count == 3, "a picture, its outline and a name")
  }

  @Test func `names stand above and the lines of a note below`() {
    let texts = shapes(pair).compactMap { shape -> Drawing.Remark? in
      if case .text(let text) = shape { text } else { nil }
    }
    #expect(texts.map(\.text) == ["a", "one", "two", "b"])
    #expect(texts[0].point.y == 7 && texts[1].point.y == -7)
    #expect(texts[2].point.y < texts[1].point.y)
  }
}
