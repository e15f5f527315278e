// What to do when the font lacks a character: set a plain one in its place, never a box, and say
// so once on standard error. With DejaVu Sans, which Debian installs with fontconfig, nothing in
// the lessons needs this.

import Foundation
import Synchronization

extension Canvas {
  private static let hasWarned = Atomic(false)

  /// `text` with each character that the font lacks replaced by a plain one.
  func printable(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 128 }) { return text }
    return String(
      text.flatMap { character -> String in
        if hasGlyph(character) { return String(character) }
        let plain = Self.plain[character] ?? "?"
        if !Self.hasWarned.exchange(true, ordering: .relaxed) {
          let warning = """
            warning: the font for figures has no \(character), shown as \(plain); \
            \(Theme.font) has all characters that figures need.\n
            """
          FileHandle.standardError.write(Data(warning.utf8))
        }
        return plain
      })
  }

  private static let plain: [Character: String] = [
    "\u{2212}": "-", "\u{2009}": " ", "×": "x", "·": ".", "–": "-", "—": "-", "…": "...",
    "’": "'", "“": "\"", "”": "\"", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta",
    "ε": "epsilon", "η": "eta", "θ": "theta", "λ": "lambda", "μ": "mu", "π": "pi", "ρ": "rho",
    "σ": "sigma", "τ": "tau", "φ": "phi", "ω": "omega", "∂": "d", "∇": "grad", "≤": "<=",
    "≥": ">=", "≈": "~", "→": "->", "√": "sqrt",
  ]
}
