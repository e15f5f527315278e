// Boxes and arrows: a computational graph, the blocks of a network, states and transitions. The
// author says where every box stands, in data coordinates, of which a step of 1 from box to box is
// the most convenient; an arrow finds the edges of its boxes by itself. With hidden axes nothing
// else is seen:
//
//     Axes(x: .linear("", -0.5...2.5, ticks: .none), y: .linear("", -0.5...0.5, ticks: .none)) {
//       Diagram([Diagram.Box("x", x: 0, y: 0), Diagram.Box("y", "x²", x: 2, y: 0)],
//         arrows: [Diagram.Arrow("x", "y", label: "square")])
//     }

/// Named boxes of one size and arrows between them.
public struct Diagram: Mark {
  /// A box with a name and, below it, a note.
  public struct Box: Hashable, Sendable {
    /// The name, by which arrows know the box, in the markup of labels.
    public var name: String
    /// A second line; empty for none.
    public var note: String
    /// The box's centre, in data coordinates.
    public var center: Point
    /// The colour of the ground; the outline is the same, darker.
    public var color: Color

    /// A box around (`x`, `y`).
    public init(
      _ name: String, _ note: String = "", x: Double, y: Double, color: Color = Color(hex: 0xF2F2F2)
    ) {
      self.name = name
      self.note = note
      self.center = Point(x: x, y: y)
      self.color = color
    }
  }

  /// An arrow from the edge of one box to that of another.
  public struct Arrow: Hashable, Sendable {
    /// The name of the box it leaves.
    public var from: String
    /// The name of the box it reaches.
    public var to: String
    /// What is written at its middle; empty for nothing.
    public var label: String
    /// From the middle of the arrow to the label's centre, in points on the page, y down.
    public var offset: Point
    /// Points, in data coordinates, that pull the arrow towards them; none for a straight one.
    public var bends: [Point]
    /// The colour of arrow and label.
    public var color: Color

    /// An arrow; its label stands `right` and `up` points away from its middle.
    public init(
      _ from: String, _ to: String, label: String = "", right: Double = 0, up: Double = 0,
      bends: [Point] = [], color: Color = Color(hex: 0x4D4D4D)
    ) {
      self.from = from
      self.to = to
      self.label = label
      self.offset = Point(x: right, y: -up)
      self.bends = bends
      self.color = color
    }
  }

  /// The boxes; their names differ.
  public var boxes: [Box]
  /// The arrows, which lie below the boxes.
  public var arrows: [Arrow]
  /// The size of every box, in data units. A text that does not fit its box is left out.
  public var size: Size

  /// A diagram.
  public init(_ boxes: [Box], arrows: [Arrow], size: Size = Size(width: 0.76, height: 0.52)) {
    precondition(
      Set(boxes.map(\.name)).count == boxes.count,
      "Diagram: two boxes have the same name among \(boxes.map(\.name))")
    self.boxes = boxes
    self.arrows = arrows
    self.size = size
  }

  /// Lines with heads, outlined boxes, and the texts of both.
  public func drawing(palette: inout Palette) -> Drawing {
    let routes = arrows.map { (arrow: $0, points: route(of: $0)) }
    var shapes = routes.map { arrow, points in
      Drawing.Shape.polyline(points, Stroke(arrow.color, width: 1, endsInArrow: true))
    }
    shapes += routes.filter { !$0.arrow.label.isEmpty }.map { arrow, points in
      let middle = points.count / 2
      let (a, b) = (points[(points.count - 1) / 2], points[middle])
      return .text(
        Drawing.Remark(
          arrow.label, at: Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2), offset: arrow.offset,
          color: arrow.color.readable))
    }
    shapes += boxes.flatMap(shapes(of:))
    return Drawing(layers: [Drawing.Layer(color: .gray, shapes: shapes)])
  }

  private func shapes(of box: Box) -> [Drawing.Shape] {
    let (x, y) = (size.width / 2, size.height / 2)
    let corners = [(-x, -y), (x, -y), (x, y), (-x, y), (-x, -y)].map {
      Point(x: box.center.x + $0, y: box.center.y + $1)
    }
    func text(_ words: String, up: Double, _ color: Color) -> Drawing.Shape {
      .text(
        Drawing.Remark(
          words, at: box.center, offset: Point(x: 0, y: -up), color: color, cell: size))
    }
    let hasNote = !box.note.isEmpty
    return [
      .polygon(corners, box.color),
      .polyline(corners, Stroke(box.color.mixed(with: .black, 0.45), width: 0.8)),
      text(box.name, up: hasNote ? 6 : 0, .ink),
    ] + (hasNote ? [text(box.note, up: -6.5, Theme.tickInk)] : [])
  }

  /// The points of an arrow, edge to edge. Bends are the inner control points of a quadratic
  /// B-spline, whose curve starts and ends in the directions of its first and last leg.
  private func route(of arrow: Arrow) -> [Point] {
    let start = center(of: arrow.from)
    let end = center(of: arrow.to)
    let first = edge(around: start, towards: arrow.bends.first ?? end)
    let last = edge(around: end, towards: arrow.bends.last ?? start)
    let control = [first] + arrow.bends + [last]
    guard control.count > 2 else { return control }
    let knots =
      [first]
      + (1..<control.count - 2).map { between(control[$0], control[$0 + 1], 0.5) } + [last]
    return [first]
      + (0..<knots.count - 1).flatMap { leg in
        (1...16).map { step in
          let t = Double(step) / 16
          let bend = control[leg + 1]
          return between(between(knots[leg], bend, t), between(bend, knots[leg + 1], t), t)
        }
      }
  }

  private func center(of name: String) -> Point {
    guard let box = boxes.first(where: { $0.name == name }) else {
      preconditionFailure("Diagram: an arrow at \(name), which is none of \(boxes.map(\.name))")
    }
    return box.center
  }

  /// Where the line from a box's centre to a point leaves the box.
  private func edge(around center: Point, towards point: Point) -> Point {
    let (dx, dy) = (abs(point.x - center.x), abs(point.y - center.y))
    let t = min(
      dx > 0 ? size.width / 2 / dx : .infinity, dy > 0 ? size.height / 2 / dy : .infinity)
    return t.isFinite ? between(center, point, t) : center
  }

  private func between(_ a: Point, _ b: Point, _ t: Double) -> Point {
    Point(x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t)
  }
}
