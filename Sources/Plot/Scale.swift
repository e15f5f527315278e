// A scale maps data values to lengths on the page and back:
//   linear  p = p₀ + (v − a) / (b − a) · (p₁ − p₀),
//   log     the same with log₁₀ v, log₁₀ a, log₁₀ b.

import Foundation

/// A map from the values [a, b] to the lengths [p₀, p₁]; p₁ may be less than p₀.
struct Scale: Hashable, Sendable {
  let kind: Axis.Scale
  let view: ClosedRange<Double>
  let start: Double
  let end: Double

  /// The length that stands for `value`; NaN when a log scale has no place for it.
  func callAsFunction(_ value: Double) -> Double {
    let low = kind.transform(view.lowerBound)
    let high = kind.transform(view.upperBound)
    return start + (kind.transform(value) - low) / (high - low) * (end - start)
  }

  /// The value that `length` stands for.
  func inverse(_ length: Double) -> Double {
    let low = kind.transform(view.lowerBound)
    let high = kind.transform(view.upperBound)
    return kind.inverse(low + (length - start) / (end - start) * (high - low))
  }
}

extension Axis.Scale {
  /// The number whose equal differences are equally long; NaN for a value that has no place.
  func transform(_ value: Double) -> Double {
    switch self {
    case .linear: value
    case .log: value > 0 ? log10(value) : .nan
    }
  }

  func inverse(_ transformed: Double) -> Double {
    switch self {
    case .linear: transformed
    case .log: pow(10, transformed)
    }
  }
}
