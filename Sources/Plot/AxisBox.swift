// The room in which a surface hangs: a floor and the two walls behind it with a light grid, ticks
// and labels along the three edges that stay clear of the surface. Which walls are behind depends
// on where the viewer stands.

/// Floor, walls, ticks and labels around data in space.
struct AxisBox {
  let projection: Projection
  /// The names of the three axes, in the markup of labels; empty for none.
  let labels: (x: String, y: String, z: String)

  /// What lies behind the data.
  var background: [Drawing.Shape] {
    let (x, y, z) = (projection.x, projection.y, projection.z)
    let floor = [
      Point3(x: x.lowerBound, y: y.lowerBound, z: z.lowerBound),
      Point3(x: x.upperBound, y: y.lowerBound, z: z.lowerBound),
      Point3(x: x.upperBound, y: y.upperBound, z: z.lowerBound),
      Point3(x: x.lowerBound, y: y.upperBound, z: z.lowerBound),
    ]
    func wall(_ a: Point3, _ b: Point3) -> [Point3] {
      [a, b, Point3(x: b.x, y: b.y, z: z.upperBound), Point3(x: a.x, y: a.y, z: z.upperBound)]
    }
    let sideways = wall(
      Point3(x: far.x, y: y.lowerBound, z: z.lowerBound),
      Point3(x: far.x, y: y.upperBound, z: z.lowerBound))
    let behind = wall(
      Point3(x: x.lowerBound, y: far.y, z: z.lowerBound),
      Point3(x: x.upperBound, y: far.y, z: z.lowerBound))
    let panes = zip([floor, sideways, behind], [Theme.pane, Theme.pane, Theme.lightPane])
    return panes.map { .polygon($0.map(projection.callAsFunction), $1) }
      + grid.map { .polyline($0.map(projection.callAsFunction), Self.gridStroke) }
      + edges.map { .polyline($0.map(projection.callAsFunction), Self.edgeStroke) }
  }

  /// Ticks and labels, which stand outside the box.
  var texts: [Drawing.Shape] {
    let (x, y, z) = (projection.x, projection.y, projection.z)
    let (floor, middle) = (
      z.lowerBound, { (r: ClosedRange<Double>) in (r.lowerBound + r.upperBound) / 2 }
    )
    let outX = SIMD3(near.x == x.upperBound ? 1.0 : -1, 0, 0)
    let outY = SIMD3(0, near.y == y.upperBound ? 1.0 : -1, 0)
    let post = leftPost
    var shapes = ticks(x).map {
      name($0.label, Point3(x: $0.value, y: near.y, z: floor), outY, 0.08)
    }
    shapes += ticks(y).map { name($0.label, Point3(x: near.x, y: $0.value, z: floor), outX, 0.08) }
    shapes += ticks(z).map {
      name($0.label, Point3(x: post.x, y: post.y, z: $0.value), -projection.right, 0.08)
    }
    if !labels.x.isEmpty {
      shapes.append(name(labels.x, Point3(x: middle(x), y: near.y, z: floor), outY, 0.19))
    }
    if !labels.y.isEmpty {
      shapes.append(name(labels.y, Point3(x: near.x, y: middle(y), z: floor), outX, 0.19))
    }
    if !labels.z.isEmpty {
      shapes.append(
        name(labels.z, Point3(x: post.x, y: post.y, z: z.upperBound), projection.up, 0.09))
    }
    return shapes
  }
}

extension AxisBox {
  private static let gridStroke = Stroke(Theme.background, width: Theme.gridWidth)
  private static let edgeStroke = Stroke(Theme.axis, width: Theme.axisWidth * 0.75)

  /// The sides of the box nearest to the viewer and farthest from it, as values of x and y.
  private var near: (x: Double, y: Double) {
    let isGreater = projection.isNearAtGreater
    return (
      isGreater.x ? projection.x.upperBound : projection.x.lowerBound,
      isGreater.y ? projection.y.upperBound : projection.y.lowerBound
    )
  }

  private var far: (x: Double, y: Double) {
    let isGreater = projection.isNearAtGreater
    return (
      isGreater.x ? projection.x.lowerBound : projection.x.upperBound,
      isGreater.y ? projection.y.lowerBound : projection.y.upperBound
    )
  }

  /// The upright edge at the left, beside which the heights are written.
  private var leftPost: (x: Double, y: Double) {
    let posts = [(near.x, far.y), (far.x, near.y)]
    let places = posts.map { projection(Point3(x: $0.0, y: $0.1, z: projection.z.lowerBound)).x }
    return places[0] < places[1] ? posts[0] : posts[1]
  }

  private func ticks(_ range: ClosedRange<Double>) -> [Tick] {
    TickSearch.best(for: range, wanted: 4, within: range)?.ticks ?? []
  }

  /// Lines through the ticks over the floor and up the walls.
  private var grid: [[Point3]] {
    let (x, y, z) = (projection.x, projection.y, projection.z)
    let (floor, top) = (z.lowerBound, z.upperBound)
    return ticks(x).map(\.value).map {
      [
        Point3(x: $0, y: near.y, z: floor), Point3(x: $0, y: far.y, z: floor),
        Point3(x: $0, y: far.y, z: top),
      ]
    }
      + ticks(y).map(\.value).map {
        [
          Point3(x: near.x, y: $0, z: floor), Point3(x: far.x, y: $0, z: floor),
          Point3(x: far.x, y: $0, z: top),
        ]
      }
      + ticks(z).map(\.value).map {
        [
          Point3(x: far.x, y: near.y, z: $0), Point3(x: far.x, y: far.y, z: $0),
          Point3(x: near.x, y: far.y, z: $0),
        ]
      }
  }

  /// The edges that carry the labels, each with its tick marks.
  private var edges: [[Point3]] {
    let (x, y, z) = (projection.x, projection.y, projection.z)
    let (floor, post) = (z.lowerBound, leftPost)
    let (tickX, tickY) = (0.02 * (near.x - far.x), 0.02 * (near.y - far.y))
    let front = [
      Point3(x: far.x, y: near.y, z: floor), Point3(x: near.x, y: near.y, z: floor),
      Point3(x: near.x, y: far.y, z: floor),
    ]
    let upright = [floor, z.upperBound].map { Point3(x: post.x, y: post.y, z: $0) }
    return [front, upright]
      + ticks(x).map(\.value).map { value in
        [0, tickY].map { Point3(x: value, y: near.y + $0, z: floor) }
      }
      + ticks(y).map(\.value).map { value in
        [0, tickX].map { Point3(x: near.x + $0, y: value, z: floor) }
      }
  }

  /// A text `distance` away from a point, in a direction of the box as it looks on the plane.
  private func name(
    _ text: String, _ point: Point3, _ direction: SIMD3<Double>, _ distance: Double
  ) -> Drawing.Shape {
    let (place, way) = (projection(point), projection.flat(direction))
    let length = max((way.x * way.x + way.y * way.y).squareRoot(), 1e-12)
    let moved = Point(
      x: place.x + distance * way.x / length, y: place.y + distance * way.y / length)
    return .text(Drawing.Remark(text, at: moved, color: Theme.tickInk))
  }
}
