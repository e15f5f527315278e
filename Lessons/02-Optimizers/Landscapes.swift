// Six functions of two numbers, written once: of two numbers they are a place to descend from, of
// two grids a map.
//
// Rosenbrock (1960); Beale (1958), with the start of Moré, Garbow and Hillstrom (1981), no. 5;
// Himmelblau (1972).

import Gradus
import Plot
import TensorPlots

/// A function of two numbers, with a start and the part of the plane that is shown.
struct Landscape: Sendable {
  typealias Height = @Sendable (_ x: Variable<Double>, _ y: Variable<Double>) -> Variable<Double>

  let name: String
  let start: Point
  let minima: [Point]
  let x, y: ClosedRange<Double>
  /// The heights of the lines on the map.
  let levels: [Double]
  let height: Height

  init(
    _ name: String, start: (Double, Double), minima: [(Double, Double)], x: ClosedRange<Double>,
    y: ClosedRange<Double>, levels: [Double], height: @escaping Height
  ) {
    (self.name, self.x, self.y, self.levels, self.height) = (name, x, y, levels, height)
    self.start = Point(x: start.0, y: start.1)
    self.minima = minima.map { Point(x: $0.0, y: $0.1) }
  }

  /// The height at a point.
  func height(at point: Point) -> Double {
    height(Variable(Tensor(point.x)), Variable(Tensor(point.y))).value.scalar
  }

  /// How far a point is from the nearest minimum, in the coordinate that is further off.
  func distance(_ point: Point) -> Double {
    minima.map { max(abs(point.x - $0.x), abs(point.y - $0.y)) }.min() ?? .infinity
  }

  /// The lines and tones of the map, and a ring at every minimum.
  var map: [any Mark] {
    func places(_ range: ClosedRange<Double>) -> Tensor<Double> {
      .linearlySpaced(range.lowerBound...range.upperBound, count: 201)
    }
    // ANCHOR: map
    let across = Variable(places(x).reshaped([1, -1]))
    let up = Variable(places(y).reshaped([-1, 1]))
    let heights = height(across, up).value  // [201, 201], by broadcasting
    // ANCHOR_END: map
    return [
      Contours(heights.scalars, columns: 201, x: x, y: y, levels: levels),
      Scatter(x: minima.map(\.x), y: minima.map(\.y), color: .ink, radius: 3.5),
      Scatter(x: minima.map(\.x), y: minima.map(\.y), color: .white, radius: 1.8),
    ]
  }
}

extension Landscape {
  /// 1, √10, 10, … times `base`.
  private static func decades(_ base: Double, _ count: Int) -> [Double] {
    (0..<count).map { base * .pow(10, Double($0) / 2) }
  }

  // ANCHOR: rosenbrock
  static let rosenbrock = Landscape(
    "Rosenbrock", start: (-1.2, 1), minima: [(1, 1)],
    x: -1.8...1.8, y: -0.8...2.2, levels: decades(0.3, 8)
  ) { x, y in
    pow(1 - x, 2) + 100 * pow(y - x * x, 2)
  }
  // ANCHOR_END: rosenbrock

  static let beale = Landscape(
    "Beale", start: (1, 1), minima: [(3, 0.5)], x: 0.4...4.2, y: -1.3...1.9,
    levels: decades(0.03, 9)
  ) { x, y in
    pow(1.5 - x + x * y, 2) + pow(2.25 - x + x * y * y, 2) + pow(2.625 - x + x * y * y * y, 2)
  }

  static let himmelblau = Landscape(
    "Himmelblau", start: (-0.2, -0.7),
    minima: [
      (3, 2), (-2.805_118_086_953, 3.131_312_518_250), (-3.779_310_253_378, -3.283_185_991_286),
      (3.584_428_340_331, -1.848_126_526_964),
    ],
    x: -5.2...5.2, y: -5...5, levels: [5, 20, 45, 80, 120, 170, 230, 320, 450]
  ) { x, y in
    pow(x * x + y - 11, 2) + pow(x + y * y - 7, 2)
  }

  static let saddle = Landscape(
    "saddle", start: (-1.5, 0.01), minima: [(0, 1), (0, -1)], x: -1.9...1.1, y: -1.4...1.4,
    levels: [-0.2, -0.1, 0, 0.1, 0.25, 0.5, 0.8, 1.2]
  ) { x, y in
    x * x / 2 + pow(y, 4) / 4 - y * y / 2
  }

  /// ½(100·u² + v²), its valley, v, turned against the axes: κ = 100.
  static func quadratic(turnedBy degrees: Double) -> Landscape {
    let (c, s) = (Double.cos(degrees * .pi / 180), Double.sin(degrees * .pi / 180))
    func turned(_ v: Double, _ u: Double) -> (Double, Double) { (c * v - s * u, s * v + c * u) }
    return Landscape(
      degrees == 0 ? "straight valley" : "turned valley", start: turned(-1.6, 0.45),
      minima: [(0, 0)], x: -1.9...1.1, y: -1.4...1.4, levels: decades(0.03, 8)
    ) { x, y in
      (100 * pow(c * y - s * x, 2) + pow(c * x + s * y, 2)) / 2
    }
  }

  static let turned = quadratic(turnedBy: 30)
  static let straight = quadratic(turnedBy: 0)
  static let all = [rosenbrock, beale, himmelblau, saddle, turned, straight]
}
