// Bytes of a picture whose edges lie between pixels, so that they are known exactly.

import Testing

@testable import Plot

@Suite struct SketchTests {
  @Test func channelsInTurn() throws {
    let sketch = try Sketch(width: 3, height: 2)
    sketch.fill(Color(red: 0, green: 0.2, blue: 1))
    let corners = [(1, 0), (3, 0), (3, 1), (1, 1)].map { Point(x: $0, y: $1) }
    sketch.fill([corners], Color(red: 1, green: 0.4, blue: 0))
    #expect(
      sketch.channels() == [0, 255, 255, 0, 0, 0] + [51, 102, 102, 51, 51, 51]
        + [255, 0, 0, 255, 255, 255])
  }

  @Test func whatRunsTheOtherWayRoundIsAHole() throws {
    let sketch = try Sketch(width: 3, height: 3)
    sketch.fill(.black)
    func square(_ low: Double, _ high: Double) -> [Point] {
      [(low, low), (high, low), (high, high), (low, high)].map { Point(x: $0, y: $1) }
    }
    sketch.fill([square(0, 3), square(1, 2).reversed()], .white)
    let plane: [UInt8] = [255, 255, 255, 255, 0, 255, 255, 255, 255]
    #expect(sketch.channels() == plane + plane + plane)
  }
}
