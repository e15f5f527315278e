// A small picture of filled polygons, as bytes: what a data set that is drawn is made of. Polygons
// alone, because how Cairo fills them is integer arithmetic once their corners are rounded to 1/256
// of a pixel; so the same picture has the same bytes on every machine with the same Cairo.

import CCairo

/// A picture of pixels to paint polygons on.
package struct Sketch {
  /// The version of the Cairo that paints.
  package static var cairoVersion: String { String(cString: cairo_version_string()) }

  private let canvas: Canvas
  private let width: Int
  private let height: Int

  /// Makes a white picture.
  ///
  /// - Throws: `PlotError.cairo` when Cairo cannot make it.
  package init(width: Int, height: Int) throws(PlotError) {
    self.width = width
    self.height = height
    canvas = try Canvas(
      size: Size(width: Double(width), height: Double(height)), format: .png(scale: 1))
  }

  /// Fills what the outlines enclose; one inside another that runs the other way round is a hole.
  /// A pixel is a unit, and the upper left corner the origin.
  package func fill(_ outlines: [[Point]], _ color: Color) {
    canvas.fill(Path(pieces: outlines, isClosed: true), color)
  }

  /// Fills the whole picture.
  package func fill(_ color: Color) {
    canvas.fill(
      .rect(Rect(x: 0, y: 0, width: Double(width), height: Double(height))), color)
  }

  /// The picture's bytes: all red ones row by row, then all green and all blue ones.
  package func channels() -> [UInt8] {
    let pixels = canvas.bitmap().pixels
    return [UInt32(16), 8, 0].flatMap { shift in
      pixels.lazy.map { UInt8(truncatingIfNeeded: $0 >> shift) }
    }
  }
}
