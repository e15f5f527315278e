// Names at the right ends of lines, in the lines' colours: what a legend says, without the way
// there and back. Names that would collide move apart by the least sum of squared moves, which
// is isotonic regression of the positions less the room of the labels before them, solved by
// pooling adjacent violators (Barlow, Bartholomew, Bremner and Brunk, 1972).

/// A name beside the end of a line.
struct DirectLabel {
  let text: Text
  /// Where the line ends.
  let end: Point

  /// Names for all named layers of a panel; nil if one of them is not a line that ends at the
  /// right, or if there is no room for all.
  static func all(for panel: Panel, on canvas: Canvas) -> [DirectLabel]? {
    let layers = panel.content.namedLayers
    let ends = layers.compactMap { end(of: $0, in: panel) }
    let room = Text.height(Theme.direct) + 1
    guard ends.count == layers.count, Double(ends.count) * room <= panel.plot.height + room
    else { return nil }
    let order = ends.indices.sorted { ends[$0].y < ends[$1].y }
    let heights = spread(
      order.map { ends[$0].y }, room: room,
      within: panel.plot.minY...max(panel.plot.minY, panel.plot.maxY))
    let hasMoved = zip(order, heights).contains { abs(ends[$0].y - $1) > 2 }
    let x = panel.plot.maxX + Theme.nameGap + (hasMoved ? 8 : 0)
    return zip(order, heights).map { index, y in
      let color = layers[index].color.readable
      return DirectLabel(
        text: Text(
          layers[index].label ?? "", size: Theme.direct, color: color, at: Point(x: x, y: y),
          .left, on: canvas), end: ends[index])
    }
  }

  /// Where a line ends at the right of the plot; nil if it does not.
  private static func end(of layer: Drawing.Layer, in panel: Panel) -> Point? {
    guard case .line = layer.key, let shape = layer.shapes.first else { return nil }
    var end: Point
    switch shape {
    case .polyline(let points, _):
      guard let last = points.lazy.map(panel.place).last(where: \.isFinite) else { return nil }
      end = last
    case .rule(.horizontal(let y), _):
      end = panel.place(Point(x: panel.x.view.upperBound, y: y))
    default: return nil
    }
    guard end.isFinite, end.x > panel.plot.maxX - 0.12 * panel.plot.width else { return nil }
    end.x = min(end.x, panel.plot.maxX)
    end.y = min(max(end.y, panel.plot.minY), panel.plot.maxY)
    return end
  }

  /// The ascending positions closest to the ascending `wanted` that lie `room` apart, within
  /// `limits` as far as they all fit.
  static func spread(
    _ wanted: [Double], room: Double, within limits: ClosedRange<Double>
  ) -> [Double] {
    var blocks: [(sum: Double, count: Int)] = []
    for (rank, position) in wanted.enumerated() {
      blocks.append((position - Double(rank) * room, 1))
      while blocks.count > 1 {
        let (a, b) = (blocks[blocks.count - 2], blocks[blocks.count - 1])
        guard a.sum / Double(a.count) >= b.sum / Double(b.count) else { break }
        blocks.removeLast(2)
        blocks.append((a.sum + b.sum, a.count + b.count))
      }
    }
    let levels = blocks.flatMap { Array(repeating: $0.sum / Double($0.count), count: $0.count) }
    let last = limits.upperBound - Double(wanted.count - 1) * room
    return levels.enumerated().map { rank, level in
      max(min(level, last), min(limits.lowerBound, last)) + Double(rank) * room
    }
  }
}
