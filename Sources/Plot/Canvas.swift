// What knows Cairo, with CanvasPixels.swift. A canvas owns a surface and a context, draws paths and
// text in points from the upper left corner, and hands over the finished file's bytes. Cairo
// remembers its first failure and ignores what follows, so that one check at the end suffices.
// Everything is drawn over an opaque background, which keeps figures readable on dark pages.

import CCairo
import Foundation

/// A page to draw on.
final class Canvas {
  /// Collects what Cairo writes.
  final class Sink {
    var bytes = Data()

    var closure: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let write:
      @convention(c) (
        UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32
      ) -> cairo_status_t = { closure, bytes, count in
        guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
          .bytes.append(bytes, count: Int(count))
        return CAIRO_STATUS_SUCCESS
      }
  }

  private let format: Figure.Format
  private let sink = Sink()
  let surface: OpaquePointer?
  let context: OpaquePointer?
  private var fonts: [TypeFace: OpaquePointer] = [:]
  private var glyphs: [Character: Bool] = [:]
  private var texts = SVGTexts()

  /// Makes a page of `size` points, filled with the theme's background.
  ///
  /// - Throws: `PlotError.cairo` when Cairo cannot make the page, for want of memory or because
  ///   it is too large.
  init(size: Size, format: Figure.Format) throws(PlotError) {
    self.format = format
    let write = Sink.write
    let closure = sink.closure
    switch format {
    case .svg:
      surface = cairo_svg_surface_create_for_stream(write, closure, size.width, size.height)
      cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT)
    case .pdf:
      surface = cairo_pdf_surface_create_for_stream(write, closure, size.width, size.height)
      // The oldest version with transparency: every printer reads it, whatever Cairo's default.
      cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
      // Without a date the same figure gives the same bytes.
      cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "")
    case .png(let scale):
      precondition(scale > 0, "Figure: a PNG with \(scale) pixels to a point shows nothing")
      func pixels(_ length: Double) -> Int32 { Int32(min((length * scale).rounded(), 1e9)) }
      surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, pixels(size.width), pixels(size.height))
      cairo_surface_set_device_scale(surface, scale, scale)
    }
    context = cairo_create(surface)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    fill(.rect(Rect(x: 0, y: 0, width: size.width, height: size.height)), Theme.background)
    try check()
  }

  deinit {
    for font in fonts.values { cairo_scaled_font_destroy(font) }
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// Ends the page and returns the file's bytes. Nothing can be drawn afterwards.
  ///
  /// - Parameters:
  ///   - title: what the figure is called, `description` what it shows; both are kept in an SVG.
  /// - Throws: `PlotError.cairo` with the first failure since the page was made.
  func finish(title: String? = nil, description: String? = nil) throws(PlotError) -> Data {
    try check()
    if case .png = format {
      try check(cairo_surface_write_to_png_stream(surface, Sink.write, sink.closure))
    }
    cairo_surface_finish(surface)
    try check(cairo_surface_status(surface))
    guard format == .svg else { return sink.bytes }
    return texts.inserted(
      into: renumberingIdentifiers(in: sink.bytes), title: title, description: description)
  }

  private func check() throws(PlotError) { try check(cairo_status(context)) }

  private func check(_ status: cairo_status_t) throws(PlotError) { try Self.check(status) }

  static func check(_ status: cairo_status_t) throws(PlotError) {
    if status != CAIRO_STATUS_SUCCESS {
      throw .cairo(reason: String(cString: cairo_status_to_string(status)))
    }
  }
}

// MARK: - Paths

extension Canvas {
  func stroke(_ path: Path, _ stroke: Stroke, roundCaps: Bool = false) {
    trace(path)
    set(stroke.color)
    cairo_set_line_width(context, stroke.width)
    let isRound = roundCaps || stroke.dash == .dotted
    cairo_set_line_cap(context, isRound ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
    let dashes: [Double] =
      switch stroke.dash {
      case .solid: []
      case .dashed: [4, 3]
      case .dotted: [0, 2.2 * stroke.width]
      }
    cairo_set_dash(context, dashes, Int32(dashes.count), 0)
    cairo_stroke(context)
  }

  func fill(_ path: Path, _ color: Color) {
    trace(path)
    set(color)
    cairo_fill(context)
  }

  /// Draws what `body` draws, but only inside `rect`.
  func clipped(to rect: Rect, _ body: () -> Void) {
    cairo_save(context)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_clip(context)
    body()
    cairo_restore(context)
  }

  private func set(_ color: Color) {
    cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
  }

  private func trace(_ path: Path) {
    // Cairo's fixed-point coordinates end at 2²³; what is as far off the page may stand anywhere.
    func held(_ length: Double) -> Double { min(max(length, -1e6), 1e6) }
    for piece in path.pieces {
      guard let first = piece.first else { continue }
      cairo_move_to(context, held(first.x), held(first.y))
      // A single point becomes a line without length, which round caps make a dot.
      for point in piece.count == 1 ? piece[...] : piece.dropFirst() {
        cairo_line_to(context, held(point.x), held(point.y))
      }
      if path.isClosed { cairo_close_path(context) }
    }
  }
}

// MARK: - Text

extension Canvas {
  /// The horizontal advance of `text` set in one line.
  func width(of text: String, _ type: TypeFace) -> Double {
    var extents = cairo_text_extents_t()
    cairo_scaled_font_text_extents(font(type), text, &extents)
    return extents.x_advance
  }

  /// How the theme's font is set.
  struct TypeFace: Hashable {
    /// In points.
    let size: Double
    /// Slanted, as variables are.
    var isItalic = false
  }

  /// A piece of a line of text, of one type.
  struct Piece {
    let text: String
    let type: TypeFace
    /// The advance in points.
    let width: Double
    /// Where its baseline begins.
    let origin: Point
  }

  /// Sets the pieces of a line, turned by `angle` clockwise about `pivot`; with a halo of the
  /// background around every letter if `halo` says so. In an SVG they stay text.
  func show(
    _ pieces: [Piece], color: Color, halo: Bool, angle: Double, about pivot: Point
  ) {
    if format == .svg {
      texts.add(pieces, color: color, halo: halo, angle: angle, about: pivot)
      return
    }
    cairo_save(context)
    cairo_translate(context, pivot.x, pivot.y)
    cairo_rotate(context, angle)
    for piece in pieces {
      let origin = Point(x: piece.origin.x - pivot.x, y: piece.origin.y - pivot.y)
      cairo_set_scaled_font(context, font(piece.type))
      if halo {
        cairo_move_to(context, origin.x, origin.y)
        cairo_text_path(context, piece.text)
        set(Theme.halo)
        cairo_set_line_width(context, Theme.haloWidth)
        cairo_set_dash(context, nil, 0, 0)
        cairo_stroke(context)
      }
      set(color)
      cairo_move_to(context, origin.x, origin.y)
      cairo_show_text(context, piece.text)
    }
    cairo_restore(context)
  }

  /// Whether the font has a glyph for every part of `character`.
  func hasGlyph(_ character: Character) -> Bool {
    if let known = glyphs[character] { return known }
    var list: UnsafeMutablePointer<cairo_glyph_t>?
    var count: Int32 = 0
    let text = String(character)
    let status = cairo_scaled_font_text_to_glyphs(
      font(TypeFace(size: Theme.label)), 0, 0, text, Int32(text.utf8.count), &list, &count, nil,
      nil, nil)
    let found = UnsafeBufferPointer(start: list, count: Int(count))
    let isWhole = status == CAIRO_STATUS_SUCCESS && found.allSatisfy { $0.index != 0 }
    cairo_glyph_free(list)
    glyphs[character] = isWhole
    return isWhole
  }

  /// The theme's font without hinting, so that text is as wide in every format.
  private func font(_ type: TypeFace) -> OpaquePointer? {
    if let font = fonts[type] { return font }
    let face = cairo_toy_font_face_create(
      Theme.font, type.isItalic ? CAIRO_FONT_SLANT_OBLIQUE : CAIRO_FONT_SLANT_NORMAL,
      CAIRO_FONT_WEIGHT_NORMAL)
    let options = cairo_font_options_create()
    defer {
      cairo_font_face_destroy(face)
      cairo_font_options_destroy(options)
    }
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    var scale = cairo_matrix_t(xx: type.size, yx: 0, xy: 0, yy: type.size, x0: 0, y0: 0)
    var identity = cairo_matrix_t(xx: 1, yx: 0, xy: 0, yy: 1, x0: 0, y0: 0)
    let font = cairo_scaled_font_create(face, &scale, &identity, options)
    fonts[type] = font
    return font
  }
}
