// The nine NANDs of the full adder as a circuit: gates with the usual symbol, wires with a dot
// where they branch. Coordinates are those of the drawing, a gate one unit high.

import Plot

/// The circuit of `Adder.sum(_:_:carry:)`.
struct Circuit: Mark {
  /// Where the gates stand, in the order in which the adder names them: u, two that make x, x, v,
  /// two that make the sum, the sum, the carry.
  private let gates: [(x: Double, y: Double)] = [
    (2.5, 4), (4.6, 5), (4.6, 3), (6.7, 4), (8.8, 3), (10.9, 4), (10.9, 2), (13, 3), (13, 0.6),
  ]

  /// The corners of every wire.
  private let wires: [[(Double, Double)]] = [
    [(0, 5.25), (4.1, 5.25)], [(1, 5.25), (1, 4.25), (2, 4.25)],
    [(0, 2.75), (4.1, 2.75)], [(1, 2.75), (1, 3.75), (2, 3.75)],
    [(3.3, 4), (3.6, 4)], [(4.1, 4.75), (3.6, 4.75), (3.6, 0.35), (12.5, 0.35)],
    [(3.6, 3.25), (4.1, 3.25)], [(5.4, 5), (5.8, 5), (5.8, 4.25), (6.2, 4.25)],
    [(5.4, 3), (5.8, 3), (5.8, 3.75), (6.2, 3.75)], [(7.5, 4), (7.9, 4)],
    [(10.4, 4.25), (7.9, 4.25), (7.9, 3.25), (8.3, 3.25)],
    [(0, 1.75), (10.4, 1.75)], [(7.9, 1.75), (7.9, 2.75), (8.3, 2.75)],
    [(9.6, 3), (9.9, 3)], [(10.4, 3.75), (9.9, 3.75), (9.9, 0.85), (12.5, 0.85)],
    [(9.9, 2.25), (10.4, 2.25)], [(11.7, 4), (12.1, 4), (12.1, 3.25), (12.5, 3.25)],
    [(11.7, 2), (12.1, 2), (12.1, 2.75), (12.5, 2.75)], [(13.8, 3), (14.4, 3)],
    [(13.8, 0.6), (14.4, 0.6)],
  ]

  private let branches: [(Double, Double)] = [
    (1, 5.25), (1, 2.75), (3.6, 4), (3.6, 3.25), (7.9, 4), (7.9, 1.75), (9.9, 3), (9.9, 2.25),
  ]

  private let names: [(String, Double, Double)] = [
    ("a", -0.3, 5.25), ("b", -0.3, 2.75), ("c", -0.3, 1.75), ("u", 3.6, 5.05), ("x", 7.9, 4.55),
    ("v", 9.9, 4.05), ("sum", 14.9, 3), ("carry", 15, 0.6),
  ]

  /// A gate's body, straight on the left and round on the right, and the ring at its output.
  private func symbol(_ x: Double, _ y: Double) -> (body: [Point], ring: [Point]) {
    func arc(_ center: Double, _ radius: Double, _ angles: ClosedRange<Double>) -> [Point] {
      (0...24).map {
        let span = angles.upperBound - angles.lowerBound
        let angle = angles.lowerBound + span * Double($0) / 24
        return Point(x: center + radius * .cos(angle), y: y + radius * .sin(angle))
      }
    }
    let left = [Point(x: x - 0.5, y: y + 0.5), Point(x: x - 0.5, y: y - 0.5)]
    let body = left + arc(x + 0.1, 0.5, -Double.pi / 2...Double.pi / 2) + left.prefix(1)
    return (body, arc(x + 0.7, 0.1, 0...2 * Double.pi))
  }

  func drawing(palette: inout Palette) -> Drawing {
    let stroke = Stroke(.ink, width: 1)
    func point(_ place: (Double, Double)) -> Point { Point(x: place.0, y: place.1) }
    var shapes = wires.map { Drawing.Shape.polyline($0.map(point), stroke) }
    shapes.append(.dots(branches.map(point), radius: 2, .ink))
    for gate in gates {
      let (body, ring) = symbol(gate.x, gate.y)
      shapes += [.polygon(body, .sky.opacity(0.3)), .polyline(body, stroke)]
      shapes += [.polygon(ring, .white), .polyline(ring, stroke)]
    }
    shapes += names.map { .text(Drawing.Remark($0.0, at: Point(x: $0.1, y: $0.2), color: .ink)) }
    return Drawing(layers: [Drawing.Layer(color: .ink, shapes: shapes)], keepsAspect: true)
  }
}
