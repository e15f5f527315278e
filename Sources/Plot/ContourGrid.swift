// Marching squares over a grid of heights. A line of equal height enters and leaves a cell where
// two neighbouring corners lie on either side of the level. Followed with the lower ground on the
// left, it begins where one that walks round the cell counter-clockwise goes up, and ends where
// that one comes down; so each crossing begins one piece of line and ends another, and the pieces
// join by themselves.

/// Heights on a grid with unit cells.
struct ContourGrid {
  private struct Node: Hashable {
    var row, column: Int
  }

  /// From a corner to the next, from the lower to the higher of the two.
  private struct Edge: Hashable {
    let low, high: Node
  }

  let values: [Double]
  let columns: Int
  private var rows: Int { values.count / columns }

  private func value(_ node: Node) -> Double {
    guard (0..<rows).contains(node.row), (0..<columns).contains(node.column) else {
      return .infinity
    }
    let value = values[node.row * columns + node.column]
    return value.isNaN ? .infinity : value
  }

  /// The rings around all that is lower than `level`, in columns and rows.
  func rings(below level: Double) -> [[Point]] {
    var following: [Edge: Edge] = [:]
    var order: [Edge] = []
    for row in -1..<rows {
      for column in -1..<columns {
        func isLow(_ down: Int, _ right: Int) -> Bool {
          value(Node(row: row + down, column: column + right)) < level
        }
        let first = isLow(0, 0)
        if first == isLow(0, 1), first == isLow(1, 0), first == isLow(1, 1) { continue }
        for (start, end) in pieces(row, column, level) {
          following[start] = end
          order.append(start)
        }
      }
    }
    return order.compactMap { first in
      var ring: [Point] = []
      var edge = first
      while let next = following.removeValue(forKey: edge) {
        ring.append(crossing(edge, level))
        edge = next
      }
      return ring.isEmpty ? nil : simplified(ring)
    }
  }

  /// The pieces of line in a cell that has corners on both sides of the level, one or two.
  private func pieces(_ row: Int, _ column: Int, _ level: Double) -> [(Edge, Edge)] {
    let corners = [(0, 0), (0, 1), (1, 1), (1, 0)].map {
      Node(row: row + $0.0, column: column + $0.1)
    }
    let heights = corners.map(value)
    let isLow = heights.map { $0 < level }
    func ascends(_ k: Int) -> Bool { isLow[k % 4] && !isLow[(k + 1) % 4] }
    func descends(_ k: Int) -> Bool { !isLow[k % 4] && isLow[(k + 1) % 4] }
    // Of a saddle's two high corners each is cut off where its middle is low, else the low ones.
    let forward = heights.reduce(0, +) / 4 < level ? 1 : 3
    return (0..<4).filter(ascends).map { start in
      var end = start
      while !descends(end) { end += forward }
      return (
        Edge(low: corners[start], high: corners[(start + 1) % 4]),
        Edge(low: corners[(end + 1) % 4], high: corners[end % 4])
      )
    }
  }

  private func crossing(_ edge: Edge, _ level: Double) -> Point {
    let (low, high) = (value(edge.low), value(edge.high))
    // Towards infinity the line stays at the low corner.
    let t = high < .infinity ? (level - low) / (high - low) : 0
    func between(_ a: Int, _ b: Int) -> Double { Double(a) + Double(b - a) * t }
    return Point(
      x: between(edge.low.column, edge.high.column), y: between(edge.low.row, edge.high.row))
  }

  /// A ring without the points that a line through the others misses by a twentieth of a cell at
  /// most (Douglas and Peucker 1973).
  private func simplified(_ ring: [Point]) -> [Point] {
    var isKept = [Bool](repeating: false, count: ring.count)
    var open = [(0, ring.count / 2), (ring.count / 2, ring.count)]
    while let (first, last) = open.popLast() {
      isKept[first] = true
      let (a, b) = (ring[first], ring[last % ring.count])
      let length = max(((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot(), 1e-9)
      func miss(_ k: Int) -> Double {
        let p = ring[k]
        return abs((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / length
      }
      guard let worst = (first + 1..<last).max(by: { miss($0) < miss($1) }), miss(worst) > 0.05
      else { continue }
      open += [(first, worst), (worst, last)]
    }
    return ring.indices.filter { isKept[$0] }.map { ring[$0] }
  }
}
