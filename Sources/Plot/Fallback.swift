// What to do when the font lacks a character: set a plain one in its place, never a box, and say
// so once on standard error. A line break or a tab is a space; other control characters vanish.
// With DejaVu Sans, which Debian installs with fontconfig, nothing in the lessons needs this.

import Foundation
import Synchronization

extension Canvas {
  private static let hasToldOfGlyph = Atomic(false)
  private static let hasToldOfFont = Atomic(false)

  /// `text` with each character that the font lacks replaced by a plain one.
  func printable(_ text: String) -> String {
    if text.utf8.allSatisfy({ (32..<127).contains($0) }) { return text }
    return String(
      text.flatMap { character -> String in
        if character.isNewline || character == "\t" { return " " }
        if character.unicodeScalars.allSatisfy({ $0.properties.generalCategory == .control }) {
          return ""
        }
        if hasGlyph(character) { return String(character) }
        let plain = Self.plain[character] ?? "?"
        Self.warn(
          "the font for figures has no \(Self.name(of: character)), shown as \(plain).",
          once: Self.hasToldOfGlyph)
        return plain
      })
  }

  /// What Unicode calls a character that a reader may not see: `U+200B (zero width space)`.
  static func name(of character: Character) -> String {
    character.unicodeScalars.map { scalar in
      let number = String(scalar.value, radix: 16, uppercase: true)
      let code = "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
      return scalar.properties.name.map { "\(code) (\($0.lowercased()))" } ?? code
    }.joined(separator: " ")
  }

  /// Warns if another font stands in for the theme's, which shows in the width of its letters:
  /// in DejaVu Sans an M is 1767/2048 as wide as the type is high.
  func checkFont() {
    if abs(width(of: "M", TypeFace(size: 2048)) - 1767) > 2 {
      Self.warn(
        "\(Theme.font) is not installed; figures are set in another font.",
        once: Self.hasToldOfFont)
    }
  }

  private static func warn(_ sentence: String, once flag: borrowing Atomic<Bool>) {
    if !flag.exchange(true, ordering: .relaxed) {
      try? FileHandle.standardError.write(contentsOf: Data("warning: \(sentence)\n".utf8))
    }
  }

  private static let plain: [Character: String] = [
    "\u{2212}": "-", "\u{2009}": " ", "×": "x", "·": ".", "–": "-", "—": "-", "…": "...",
    "’": "'", "“": "\"", "”": "\"", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta",
    "ε": "epsilon", "η": "eta", "θ": "theta", "λ": "lambda", "μ": "mu", "π": "pi", "ρ": "rho",
    "σ": "sigma", "τ": "tau", "φ": "phi", "ω": "omega", "∂": "d", "∇": "grad", "≤": "<=",
    "≥": ">=", "≈": "~", "→": "->", "√": "sqrt",
  ]
}
