// Grids: which cell is where, in any number of threads, and taken up again.

import Foundation
import Gradus
import Landscape
import Testing

@Suite struct LossGridTests {
  private func bowl(_ x: Double, _ y: Double) -> Reading {
    Reading(loss: x * x + 10 * y, error: x)
  }

  private struct Stop: Error {}

  @Test func `rows lie along x, one after the other up y`() {
    var grid = LossGrid(x: [-1, 0, 2], y: [0, 1])
    grid.complete(bowl)
    #expect(grid.losses == [1, 0, 4, 11, 10, 14])
    #expect(grid.errors == [-1, 0, 2, -1, 0, 2])
    #expect(LossGrid(-1...1, side: 3).x == [-1, 0, 1])
  }

  @Test func `what lies in the middle is read off`() {
    var grid = LossGrid(x: [-1, -0.5, 0, 0.5, 1], y: [-2, 0, 2])
    grid.complete { x, y in Reading(loss: 3 * x * x - y * y / 2 + 1, error: 0) }
    #expect(grid.center == 1 && grid.middleRow == [4, 1.75, 1, 1.75, 4])
    #expect(grid.curvatures.x == 6 && grid.curvatures.y == -1)
    #expect(grid.share(below: 1) == 6.0 / 15)
  }

  @Test func `what is no number is infinitely high`() {
    var grid = LossGrid(x: [0, 1], y: [0])
    grid.complete { x, _ in Reading(loss: x / 0, error: 1) }
    #expect(grid.losses == [.infinity, .infinity])
  }

  /// A surface around a network, in one thread and in several, and interrupted after any row.
  @Test(arguments: [1, 2, 4])
  func `interrupted and resumed, it has the same bits`(rows: Int) throws {
    let model = smallNetwork(Float.self)
    let around = Neighbourhood(of: model, on: smallSample(Float.self)) { smallNetwork(seed: 2) }
    var generator = RandomGenerator(seed: 3)
    let (d, e) = (
      Direction(at: around.center, using: &generator),
      Direction(at: around.center, using: &generator)
    )
    let measure = Plane([d, e], in: around).reading
    var straight = LossGrid(-1...1, side: 5)
    straight.complete(measure)
    #expect(Set(straight.losses).count == 25)
    let corner = around.measure(at: moved(around.center, by: [(1, d), (-0.5, e)]))
    #expect(straight.losses[9] == Float(corner.loss))
    var first = LossGrid(-1...1, side: 5)
    #expect(throws: Stop.self) {
      try first.complete(measure) { if $0.rowCount == rows { throw Stop() } }
    }
    let data = try JSONEncoder().encode(first)
    var second = try JSONDecoder().decode(LossGrid.self, from: data)
    #expect(second.rowCount == rows)
    second.complete(measure)
    #expect(second == straight)
    #expect(straight.losses[12] == Float(around.measure(at: around.center).loss))
  }
}
