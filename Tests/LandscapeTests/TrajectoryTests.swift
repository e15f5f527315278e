// Ways whose principal directions are known.

import Gradus
import Landscape
import Testing

@Suite struct TrajectoryTests {
  /// Four times as far along (3, 4)/5 as along (−4, 3)/5, in two parameters and one that stays.
  @Test func `a way in a plane is all there`() {
    func point(_ a: Float, _ b: Float) -> [Tensor<Float>] {
      let (x, y) = ((3 * a - 4 * b) / 5, (4 * a + 3 * b) / 5)
      return [Tensor([x + 1, y + 1]), Tensor([[7]])]
    }
    let way = [point(8, 1), point(-8, 1), point(0, -2), point(0, 0)]
    let found = Trajectory(of: way)
    #expect(abs(found.shares[0] - 128.0 / 134) < 1e-6)
    #expect(abs(found.shares[1] - 6.0 / 134) < 1e-6)
    let sign = found.points[0][0] > 0 ? 1.0 : -1
    let turn = found.points[0][1] > 0 ? 1.0 : -1
    for (point, expected) in zip(found.points, [(8.0, 1.0), (-8, 1), (0, -2), (0, 0)]) {
      #expect(abs(sign * point[0] - expected.0) < 1e-5 && abs(turn * point[1] - expected.1) < 1e-5)
    }
    #expect(abs(found.directions[0].dot(found.directions[1])) < 1e-6)
    #expect(found.directions.allSatisfy { abs($0.length - 1) < 1e-6 })
    let direction = found.directions[0].parts
    #expect(abs(sign * Double(direction[0][0]) - 0.6) < 1e-6 && abs(direction[1][0, 0]) < 1e-6)
    #expect(direction.map(\.shape) == [[2], [1, 1]])
  }
}
