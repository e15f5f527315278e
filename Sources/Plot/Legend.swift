// A legend, where marks cannot be named directly: inside the plot at the first free place of a
// fixed order, corners before edges, or at the right of the plot if the data leave none. It never
// covers data, and has no frame.

/// Keys and names with their place on the page.
struct Legend {
  struct Entry {
    let key: Drawing.Layer.Key
    let color: Color
    let text: Text
    /// The middle of the key.
    let center: Point
  }

  let entries: [Entry]
  let rect: Rect
  /// Whether the legend covers nothing.
  let isFree: Bool

  static let keyWidth = 18.0
  private static let padding = 4.0
  private static let inset = 4.0

  /// A legend for `layers`, nil if there are none.
  ///
  /// - Parameter outsideAt: the x from which on the page is free, to stand there; nil to stand
  ///   where it covers the least data.
  init?(_ layers: [Drawing.Layer], for panel: Panel, outsideAt x: Double?, on canvas: Canvas) {
    guard !layers.isEmpty else { return nil }
    let texts = layers.map {
      Text(
        $0.label ?? "", size: Theme.direct, color: Color.ink, at: Point(x: 0, y: 0), .left,
        on: canvas)
    }
    let line = Text.height(Theme.direct) + 3.5
    let size = Size(
      width: 2 * Self.padding + Self.keyWidth + Theme.nameGap + (texts.map(\.width).max() ?? 0),
      height: 2 * Self.padding + line * Double(layers.count) - 3)
    let rect: Rect
    if let x {
      rect = Rect(x: x + 8, y: panel.plot.minY, width: size.width, height: size.height)
      isFree = true
    } else {
      let obstacles = Obstacles(panel)
      let places = Self.places(size, in: panel.plot.expanded(by: -Self.inset))
      let covered = places.map { obstacles.count(in: $0.expanded(by: 3)) }
      let best = covered.indices.min { covered[$0] < covered[$1] } ?? 0
      rect = places[best]
      isFree = covered[best] == 0 && panel.plot.contains(rect)
    }
    self.rect = rect
    entries = zip(layers, texts).enumerated().map { rank, entry in
      let y = rect.minY + Self.padding + line * (Double(rank) + 0.5) - 1.5
      var text = entry.1
      let left = rect.minX + Self.padding
      text.anchor = Point(x: left + Self.keyWidth + Theme.nameGap, y: y)
      return Entry(
        key: entry.0.key, color: entry.0.color, text: text,
        center: Point(x: left + Self.keyWidth / 2, y: y))
    }
  }

  /// Corners first, then the middles of the edges.
  private static func places(_ size: Size, in room: Rect) -> [Rect] {
    let (left, right) = (room.minX, room.maxX - size.width)
    let (top, bottom) = (room.minY, room.maxY - size.height)
    let (center, middle) = (room.midX - size.width / 2, room.midY - size.height / 2)
    let corners = [
      (right, top), (left, top), (right, bottom), (left, bottom), (center, top),
      (center, bottom), (right, middle), (left, middle),
    ]
    return corners.map { Rect(x: $0.0, y: $0.1, width: size.width, height: size.height) }
  }
}
