// Colours as opaque or translucent sRGB, and the palette that series draw from.
// The palette is Okabe and Ito (2008), "Color Universal Design", whose eight colours stay apart
// for readers with any common form of colour blindness. Yellow, hard to see on white, comes last.

import Foundation

/// A colour in sRGB, each component from 0 to 1.
public struct Color: Hashable, Sendable {
  /// The red component.
  public var red: Double
  /// The green component.
  public var green: Double
  /// The blue component.
  public var blue: Double
  /// The opacity: 0 is transparent, 1 opaque.
  public var alpha: Double

  /// Makes a colour from components between 0 and 1.
  public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// Makes an opaque colour from 24 bits as written in hexadecimal, `0xRRGGBB`.
  public init(hex: UInt32) {
    self.init(
      red: Double(hex >> 16 & 255) / 255, green: Double(hex >> 8 & 255) / 255,
      blue: Double(hex & 255) / 255)
  }

  /// The same colour at another opacity, from 0 to 1.
  public func opacity(_ alpha: Double) -> Color {
    Color(red: red, green: green, blue: blue, alpha: alpha)
  }

  /// The colour `fraction` of the way from this one to `other`.
  func mixed(with other: Color, _ fraction: Double) -> Color {
    func mix(_ a: Double, _ b: Double) -> Double { a + (b - a) * fraction }
    return Color(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue),
      alpha: mix(alpha, other.alpha))
  }

  /// The colour, opaque and dark enough to be read as small type on white: a contrast of 4.5 or
  /// more (WCAG 2.1, 1.4.3).
  var readable: Color {
    var color = opacity(1)
    while color.contrastOnWhite < 4.5 { color = color.mixed(with: .black, 0.05) }
    return color
  }

  /// The ratio of white's luminance to this colour's, from 1 to 21 (WCAG 2.1).
  var contrastOnWhite: Double { 1.05 / (luminance + 0.05) }

  /// Relative luminance, from 0 for black to 1 for white (WCAG 2.1).
  var luminance: Double {
    func linear(_ c: Double) -> Double {
      c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}

extension Color {
  /// The colour of text: nearly black.
  public static let ink = Color(hex: 0x262626)
  /// White.
  public static let white = Color(hex: 0xFFFFFF)
  /// Black.
  public static let black = Color(hex: 0x000000)
  /// A mid grey for context that should stay behind the data.
  public static let gray = Color(hex: 0x888888)
  /// Okabe and Ito's blue.
  public static let blue = Color(hex: 0x0072B2)
  /// Okabe and Ito's vermilion.
  public static let vermilion = Color(hex: 0xD55E00)
  /// Okabe and Ito's bluish green.
  public static let green = Color(hex: 0x009E73)
  /// Okabe and Ito's reddish purple.
  public static let purple = Color(hex: 0xCC79A7)
  /// Okabe and Ito's orange.
  public static let orange = Color(hex: 0xE69F00)
  /// Okabe and Ito's sky blue.
  public static let sky = Color(hex: 0x56B4E9)
  /// Okabe and Ito's yellow.
  public static let yellow = Color(hex: 0xF0E442)
}

/// Hands out one series colour after another; past the eighth it begins again.
public struct Palette: Sendable {
  static let colors: [Color] = [
    .blue, .vermilion, .green, .purple, .orange, .sky, Color(hex: 0x333333), .yellow,
  ]
  private var used = 0

  /// The colour that `next` will hand out.
  public var current: Color { Self.colors[used % Self.colors.count] }

  /// Takes the next colour.
  public mutating func next() -> Color {
    defer { used += 1 }
    return current
  }
}
