// A PNG read back through Cairo's own decoder, to ask what colour a pixel has. Together with the
// layout, which knows where data lie on the page, it tells whether a mark was painted where it
// belongs.

import CCairo
import Foundation

@testable import Plot

/// The pixels of a PNG.
struct DecodedImage {
  let width: Int
  let height: Int
  private let pixels: [UInt32]

  /// Decodes `png`; nil if Cairo cannot.
  init?(_ png: Data) {
    final class Source {
      var rest: Data
      init(_ data: Data) { rest = data }
    }
    let source = Source(png)
    let surface = cairo_image_surface_create_from_png_stream(
      { closure, bytes, count in
        guard let closure, let bytes else { return CAIRO_STATUS_READ_ERROR }
        let source = Unmanaged<Source>.fromOpaque(closure).takeUnretainedValue()
        guard source.rest.count >= Int(count) else { return CAIRO_STATUS_READ_ERROR }
        source.rest.copyBytes(to: bytes, count: Int(count))
        source.rest = source.rest.dropFirst(Int(count))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(source).toOpaque())
    defer { cairo_surface_destroy(surface) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
      let bytes = cairo_image_surface_get_data(surface)
    else { return nil }
    width = Int(cairo_image_surface_get_width(surface))
    height = Int(cairo_image_surface_get_height(surface))
    let stride = Int(cairo_image_surface_get_stride(surface))
    var pixels: [UInt32] = []
    for y in 0..<height {
      let row = UnsafeRawPointer(bytes + y * stride)
      for x in 0..<width {
        pixels.append(row.load(fromByteOffset: 4 * x, as: UInt32.self) & 0xFFFFFF)
      }
    }
    self.pixels = pixels
  }

  /// The colour 0xRRGGBB at a place given in points, with two pixels to a point.
  subscript(_ point: Point) -> UInt32 {
    pixels[Int(2 * point.y) * width + Int(2 * point.x)]
  }
}
