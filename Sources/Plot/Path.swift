// An outline on the page: what a canvas strokes and fills. Straight pieces are all that figures
// need: a curve is a polyline of many short ones, and a dot is a line without length whose round
// caps make it a disc.

/// Straight lines between points on the page; each inner array is a piece of its own.
struct Path {
  var pieces: [[Point]]
  var isClosed = false

  static func rect(_ rect: Rect) -> Path {
    Path(
      pieces: [
        [
          Point(x: rect.minX, y: rect.minY), Point(x: rect.maxX, y: rect.minY),
          Point(x: rect.maxX, y: rect.maxY), Point(x: rect.minX, y: rect.maxY),
        ]
      ], isClosed: true)
  }
}
