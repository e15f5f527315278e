// A legend, where marks cannot be named directly: inside the plot at the first free place of a
// fixed order, corners before edges, or at the right of the plot if the data leave none; or one for
// all plots of a figure, in rows below them. It never covers data, and has no frame.

/// Keys and names with their place on the page.
struct Legend {
  struct Entry {
    let key: Drawing.Layer.Key
    let color: Color
    let text: Text
    let keyWidth: Double
    /// The middle of the key.
    let center: Point
  }

  let entries: [Entry]
  let rect: Rect
  /// Whether the legend covers nothing.
  let isFree: Bool

  private static let padding = 4.0
  private static let inset = 4.0

  /// A legend for `layers`, nil if there are none.
  ///
  /// - Parameter outsideAt: the x from which on the page is free, to stand there; nil to stand
  ///   where it covers the least data.
  init?(_ layers: [Drawing.Layer], for panel: Panel, outsideAt x: Double?, on canvas: Canvas) {
    guard !layers.isEmpty else { return nil }
    let texts = layers.map { Self.text($0, on: canvas) }
    let line = Self.line
    let size = Size(
      width: 2 * Self.padding + Self.long.key + Self.long.gap + (texts.map(\.width).max() ?? 0),
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
      return Self.entry(entry.0, entry.1, at: Point(x: rect.minX + Self.padding, y: y))
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

extension Legend {
  /// A legend for all `axes` in as few rows as the width of `room` allows, at its lower end; each
  /// name once, as it comes first. Nil if nothing has a name.
  init?(of axes: [Axes], below room: Rect, on canvas: Canvas) {
    var names: Set<String> = []
    let layers = axes.map(PanelContent.init).flatMap(\.namedLayers).filter {
      names.insert($0.label ?? "").inserted
    }
    guard !layers.isEmpty else { return nil }
    let texts = layers.map { Self.text($0, on: canvas) }
    func widths(_ rows: Int) -> [Double] {
      let columns = (texts.count + rows - 1) / rows
      return (0..<columns).map { column in
        let names = stride(from: column, to: texts.count, by: columns).map { texts[$0].width }
        return Self.short.key + Self.short.gap + (names.max() ?? 0)
      }
    }
    func length(_ rows: Int) -> Double {
      let widths = widths(rows)
      return widths.reduce(0, +) + Self.gap * Double(widths.count - 1)
    }
    let rows = (1...texts.count).first { length($0) <= room.width } ?? texts.count
    let columns = widths(rows)
    let height = Self.line * Double(rows)
    rect = Rect(
      x: room.midX - length(rows) / 2, y: room.maxY - height, width: length(rows), height: height)
    isFree = true
    let (left, top) = (rect.minX, rect.minY)
    entries = zip(layers, texts).enumerated().map { rank, entry in
      let (row, column) = rank.quotientAndRemainder(dividingBy: columns.count)
      let x = left + columns.prefix(column).reduce(0) { $0 + $1 + Self.gap }
      return Self.entry(
        entry.0, entry.1, at: Point(x: x, y: top + Self.line * (Double(row) + 0.5)),
        widths: Self.short)
    }
  }

  /// Between names in a row.
  private static let gap = 10.0
  /// The width of a key, and the gap behind it.
  private typealias Widths = (key: Double, gap: Double)
  private static let long: Widths = (18, Theme.nameGap)
  /// Where names stand in a row.
  private static let short: Widths = (14, 4)
  private static let line = Text.height(Theme.direct) + 3.5

  private static func text(_ layer: Drawing.Layer, on canvas: Canvas) -> Text {
    Text(
      layer.label ?? "", size: Theme.direct, color: Color.ink, at: Point(x: 0, y: 0), .left,
      on: canvas)
  }

  /// A key from `place` to the right, and the name behind it.
  private static func entry(
    _ layer: Drawing.Layer, _ text: Text, at place: Point, widths: Widths = Legend.long
  ) -> Entry {
    var text = text
    text.anchor = Point(x: place.x + widths.key + widths.gap, y: place.y)
    return Entry(
      key: layer.key, color: layer.color, text: text,
      keyWidth: widths.key, center: Point(x: place.x + widths.key / 2, y: place.y))
  }
}
