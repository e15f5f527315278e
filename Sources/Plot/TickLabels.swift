// Tick labels from the integers behind the ticks, so that each is the exact decimal. All labels
// of an axis show the same number of decimals; from a million on, or below 10⁻⁴, they show a
// power of ten. The minus sign is the true one, U+2212, and where a label has five or more digits
// before the point, all are set in groups of three.

/// A position on an axis and what is written there.
struct Tick: Hashable, Sendable {
  var value: Double
  var label: String
}

extension TickSequence {
  /// The ticks with their labels.
  var ticks: [Tick] { zip(values, labels).map { Tick(value: $0, label: $1) } }

  /// One label for each tick, in the markup of labels.
  var labels: [String] {
    var (mantissas, exponent) = (mantissas, exponent)
    while mantissas.contains(where: { $0 != 0 }), mantissas.allSatisfy({ $0 % 10 == 0 }) {
      mantissas = mantissas.map { $0 / 10 }
      exponent += 1
    }
    let digits = mantissas.map { String($0.magnitude).count }.max() ?? 1
    let magnitude = digits - 1 + exponent
    if magnitude >= 6 || magnitude < -4 {
      return mantissas.map {
        $0 == 0 ? "0" : plain($0, exponent: exponent - magnitude) + "×10^{\(magnitude)}"
      }
    }
    return mantissas.map { plain($0, exponent: exponent, grouped: magnitude > 3) }
  }
}

/// The decimal mantissa · 10^exponent, with as many decimals as the exponent asks for, and with
/// thin spaces between groups of three digits if `grouped`.
func plain(_ mantissa: Int, exponent: Int, grouped: Bool = false) -> String {
  let zeros = mantissa == 0 ? 0 : max(0, exponent)
  var digits = String(mantissa.magnitude) + String(repeating: "0", count: zeros)
  var fraction = ""
  if exponent < 0 {
    let padding = max(0, 1 - exponent - digits.count)
    digits = String(repeating: "0", count: padding) + digits
    fraction = "." + digits.suffix(-exponent)
    digits.removeLast(-exponent)
  }
  if grouped {
    for place in stride(from: digits.count - 3, to: 0, by: -3) {
      digits.insert("\u{2009}", at: digits.index(digits.startIndex, offsetBy: place))
    }
  }
  return (mantissa < 0 ? "\u{2212}" : "") + digits + fraction
}
