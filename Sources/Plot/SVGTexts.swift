// The texts of an SVG, written as text: they can be selected, searched and read aloud, where Cairo
// would leave the outlines of letters. Every piece says how long it is, so that it takes the same
// room in a reader's other font. They stand over whatever else is drawn.

import Foundation

/// The elements that Cairo does not write.
struct SVGTexts {
  private var elements: [String] = []

  /// Adds a line of text, turned by `angle` radians clockwise about `pivot`.
  mutating func add(
    _ pieces: [Canvas.Piece], color: Color, halo: Bool, angle: Double, about pivot: Point
  ) {
    let spans = pieces.map { piece in
      let slant = piece.type.isItalic ? " font-style=\"italic\"" : ""
      return """
        <tspan x="\(piece.origin.x.short)" y="\(piece.origin.y.short)" \
        font-size="\(piece.type.size.short)"\(slant) textLength="\(piece.width.short)" \
        lengthAdjust="spacingAndGlyphs">\(piece.text.escaped)</tspan>
        """
    }
    let turn =
      angle == 0
      ? ""
      : " transform=\"rotate(\((angle * 180 / .pi).short) \(pivot.x.short) \(pivot.y.short))\""
    let ground =
      halo
      ? " stroke=\"\(Theme.halo.hex)\" stroke-opacity=\"\(Theme.halo.alpha.short)\""
        + " stroke-width=\"\(Theme.haloWidth.short)\" paint-order=\"stroke\"" : ""
    elements.append("<text fill=\"\(color.hex)\"\(ground)\(turn)>\(spans.joined())</text>\n")
  }

  /// The whole file: Cairo's, with a title and a description at its head and the texts at its end.
  func inserted(into svg: Data, title: String?, description: String?) -> Data {
    let text = String(decoding: svg, as: UTF8.self)
    guard let opening = text.range(of: "<svg "),
      let head = text.range(of: ">", range: opening.upperBound..<text.endIndex),
      let end = text.range(of: "</svg>", options: .backwards)
    else { return svg }
    let names = [title.map { ("title", $0) }, description.map { ("desc", $0) }]
      .compactMap { $0 }.map { "\n<\($0)>\($1.escaped)</\($0)>" }.joined()
    let group =
      elements.isEmpty
      ? "" : "<g font-family=\"\(Theme.fonts)\" xml:space=\"preserve\">\n\(elements.joined())</g>\n"
    return Data(
      (text[..<head.upperBound] + names + text[head.upperBound..<end.lowerBound] + group
        + text[end.lowerBound...]).utf8)
  }
}

extension Double {
  /// To a hundredth of a point, without zeros at the end.
  fileprivate var short: String {
    let rounded = (self * 100).rounded() / 100
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}

extension Color {
  /// `#RRGGBB`.
  fileprivate var hex: String {
    "#" + [red, green, blue].map { String(format: "%02X", Int(($0 * 255).rounded())) }.joined()
  }
}

extension String {
  /// The text as it stands in an element.
  fileprivate var escaped: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
