import Foundation
import Testing

@testable import Plot

struct CanvasTests {
  private let canvas: Canvas

  init() throws { canvas = try Canvas(size: Size(width: 100, height: 100), format: .svg) }

  @Test func `text is as wide in every format and grows with its size`() throws {
    let png = try Canvas(size: Size(width: 100, height: 100), format: .png(scale: 2))
    #expect(
      canvas.width(of: "loss", Canvas.TypeFace(size: 10))
        == png.width(of: "loss", Canvas.TypeFace(size: 10)))
    let ratio =
      canvas.width(of: "loss", Canvas.TypeFace(size: 20))
      / canvas.width(of: "loss", Canvas.TypeFace(size: 10))
    #expect(abs(ratio - 2) < 1e-6)
  }

  // The advances of DejaVu Sans, 2048 units to the em: M 1767, i 569.
  @Test func `the font is the one that was asked for`() {
    #expect(abs(canvas.width(of: "M", Canvas.TypeFace(size: 1000)) - 1767.0 / 2.048) < 1)
    #expect(abs(canvas.width(of: "i", Canvas.TypeFace(size: 1000)) - 569.0 / 2.048) < 1)
  }

  @Test func `the font has what labels need`() {
    let needed = "−×·±≤≥≈→αβγδεηθκλμπρστφχψωΔΣ∂∇√∞ŷ\u{2009}‖ᵀ"
    #expect(needed.filter { !canvas.hasGlyph($0) } == "")
  }

  @Test func `a missing glyph becomes a plain character`() {
    #expect(canvas.printable("loss 漢字 −1") == "loss ?? −1")
  }

  @Test(arguments: [
    ("漢", "U+6F22 (cjk unified ideograph-6f22)"), ("\u{200B}", "U+200B (zero width space)"),
    ("e\u{1AB0}", "U+0065 (latin small letter e) U+1AB0 (combining doubled circumflex accent)"),
    ("\u{F8FF}", "U+F8FF"), ("🧪", "U+1F9EA (test tube)"),
  ])
  func `a missing glyph is named, as it may not be seen`(character: Character, name: String) {
    #expect(Canvas.name(of: character) == name)
  }

  @Test func `control characters are never set`() {
    #expect(canvas.printable("a\nb\tc\r\nd\0e\u{7}") == "a b c de")
  }
}
