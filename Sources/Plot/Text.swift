// A line of text on the page: where it is anchored, how much room it takes, how it is set. Room
// is reckoned from the type size, not from the ink of each letter, so that labels of one size
// share their baselines and heights.

import Foundation

/// A line of text with its place on the page.
struct Text: Hashable {
  enum Horizontal: Hashable { case left, center, right }

  let markup: Markup
  let size: Double
  let color: Color
  /// The point at the text's left end, centre or right end, halfway up its capitals.
  var anchor: Point
  let alignment: Horizontal
  /// The turn about the anchor in radians, clockwise; -π/2 reads upwards.
  let angle: Double
  /// The advance in points.
  let width: Double

  /// How far the capitals, and with superscripts the whole, reach above the baseline; how far
  /// the descenders reach below; both relative to the size.
  static let capitals = 0.73
  static let ascent = 0.80
  static let descent = 0.24

  init(
    _ source: String, size: Double, color: Color = Theme.tickInk, at anchor: Point,
    _ alignment: Horizontal, angle: Double = 0, on canvas: Canvas
  ) {
    self.markup = Markup(canvas.printable(source))
    self.size = size
    self.color = color
    self.anchor = anchor
    self.alignment = alignment
    self.angle = angle
    self.width = markup.runs.reduce(0) { $0 + canvas.width(of: $1.text, $1.type(in: size)) }
  }

  /// The upright rectangle that the text fills.
  var bounds: Rect {
    let left =
      switch alignment {
      case .left: 0.0
      case .center: -width / 2
      case .right: -width
      }
    let hasSuperscript = markup.runs.contains { $0.level == .sup }
    let top = -(hasSuperscript ? 0.9 : Self.ascent) * size + Self.capitals / 2 * size
    let bottom = (Self.capitals / 2 + Self.descent) * size
    let (sine, cosine) = (sin(angle), cos(angle))
    let corners = [(left, top), (left + width, top), (left, bottom), (left + width, bottom)].map {
      Point(x: $0.0 * cosine - $0.1 * sine, y: $0.0 * sine + $0.1 * cosine)
    }
    let xs = corners.map(\.x)
    let ys = corners.map(\.y)
    guard let x0 = xs.min(), let x1 = xs.max(), let y0 = ys.min(), let y1 = ys.max() else {
      return Rect(x: anchor.x, y: anchor.y, width: 0, height: 0)
    }
    return Rect(x: anchor.x + x0, y: anchor.y + y0, width: x1 - x0, height: y1 - y0)
  }

  /// The height of a line of this size without superscripts.
  static func height(_ size: Double) -> Double { (ascent + descent) * size }

  /// Draws the text, over lines and images with a halo that keeps it legible.
  func draw(on canvas: Canvas, halo: Bool = false) {
    var x = anchor.x
    if alignment == .center { x -= width / 2 }
    if alignment == .right { x -= width }
    let pieces = markup.runs.map { run in
      let shift =
        switch run.level {
        case .base: 0.0
        case .sub: Theme.subscriptDrop * size
        case .sup: -Theme.superscriptRise * size
        }
      let baseline = Point(x: x, y: anchor.y + Self.capitals / 2 * size + shift)
      let type = run.type(in: size)
      let piece = Canvas.Piece(
        text: run.text, type: type, width: canvas.width(of: run.text, type), origin: baseline)
      x += piece.width
      return piece
    }
    canvas.show(pieces, color: color, halo: halo, angle: angle, about: anchor)
  }
}

extension Markup.Run {
  /// The type of the run in text of size `size`.
  func type(in size: Double) -> Canvas.TypeFace {
    Canvas.TypeFace(size: level == .base ? size : size * Theme.scriptSize, isItalic: isItalic)
  }
}
