// Pixels into Cairo and out of it: images painted on a page, a page of pixels read back, and
// pixels as the bytes of a PNG. Cairo keeps an opaque pixel as 0x00RRGGBB in the machine's byte
// order.

import CCairo
import Foundation

extension Canvas {
  /// Paints `raster` over `rect`, each cell a sharp rectangle.
  func image(_ raster: Drawing.Raster, in rect: Rect, flipped: (x: Bool, y: Bool)) {
    guard let pixels = Pixels(raster, for: rect, flipped: flipped) else { return }
    let image = Self.surface(width: pixels.width, height: pixels.height, row: pixels.row)
    defer { cairo_surface_destroy(image) }
    cairo_save(context)
    cairo_translate(context, rect.x, rect.y)
    cairo_scale(
      context, rect.width / Double(pixels.width), rect.height / Double(pixels.height))
    cairo_set_source_surface(context, image, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    cairo_paint(context)
    cairo_restore(context)
  }

  /// The page as it is so far; the format must be PNG.
  func bitmap() -> Bitmap {
    cairo_surface_flush(surface)
    guard let bytes = cairo_image_surface_get_data(surface) else {
      return Bitmap(width: 0, pixels: [])
    }
    let width = Int(cairo_image_surface_get_width(surface))
    let stride = Int(cairo_image_surface_get_stride(surface))
    let pixels = (0..<Int(cairo_image_surface_get_height(surface))).flatMap { row in
      let line = UnsafeRawPointer(bytes + row * stride)
      return (0..<width).map { line.load(fromByteOffset: 4 * $0, as: UInt32.self) & 0xFF_FFFF }
    }
    return Bitmap(width: width, pixels: pixels)
  }

  /// The version of Cairo.
  static var cairoVersion: String { String(cString: cairo_version_string()) }

  /// A surface of pixels; its owner destroys it.
  fileprivate static func surface(
    width: Int, height: Int, row: (Int) -> [UInt32]
  ) -> OpaquePointer? {
    let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
    cairo_surface_flush(surface)
    guard let bytes = cairo_image_surface_get_data(surface) else { return surface }
    let stride = Int(cairo_image_surface_get_stride(surface))
    for y in 0..<height {
      let line = UnsafeMutableRawBufferPointer(start: bytes + y * stride, count: stride)
      row(y).withUnsafeBytes { line.copyMemory(from: $0) }
    }
    cairo_surface_mark_dirty(surface)
    return surface
  }
}

/// A rectangle of pixels, row by row, each 0x00RRGGBB.
struct Bitmap: Hashable, Sendable {
  let width: Int
  let pixels: [UInt32]

  var height: Int { width > 0 ? pixels.count / width : 0 }

  /// The bitmap as a PNG of red, green and blue, eight bits each.
  ///
  /// - Throws: `PlotError.cairo` when Cairo cannot make it.
  func png() throws(PlotError) -> Data {
    let surface = Canvas.surface(width: width, height: height) { row in
      Array(pixels[row * width..<(row + 1) * width])
    }
    defer { cairo_surface_destroy(surface) }
    let sink = Canvas.Sink()
    try Canvas.check(
      cairo_surface_write_to_png_stream(surface, Canvas.Sink.write, sink.closure))
    return sink.bytes
  }
}
