// Ticks of a logarithmic axis: powers of ten, every one or every n-th, with unlabelled ticks at
// 2, 3, …, 9 times each between. An axis that spans less than two decades is labelled at 1, 2
// and 5 times powers of ten, and one that spans less than that like a linear one.

import Foundation

/// Labelled and unlabelled ticks.
struct TickSet: Hashable, Sendable {
  var major: [Tick] = []
  var minor: [Double] = []
}

extension TickSet {
  /// About `wanted` ticks for the positive values in `view`.
  static func logarithmic(_ view: ClosedRange<Double>, wanted: Int) -> TickSet {
    let (low, high) = (log10(view.lowerBound), log10(view.upperBound))
    // A view that ends at a power of ten must not lose it to rounding.
    let decades =
      Int(
        (low - 1e-9).rounded(.up))...max(
        Int((low - 1e-9).rounded(.up)), Int((high + 1e-9).rounded(.down)))
    let stride = max(1, (decades.count + wanted) / (wanted + 1))
    var set = TickSet()
    for decade in (decades.lowerBound - 1)...decades.upperBound {
      if stride == 1 {
        set.minor += (2...9).map { decimal($0, exponent: decade) }.filter(view.contains)
      } else if decade % stride != 0, decades.contains(decade) {
        set.minor.append(decimal(1, exponent: decade))
      }
    }
    set.major = decades.filter { $0 % stride == 0 && pow(10, Double($0)) > 0 }
      .map { Tick(value: decimal(1, exponent: $0), label: "10^{\($0)}") }
      .filter {
        view.contains($0.value) || abs(log10($0.value) - low) < 1e-9
          || abs(log10($0.value) - high) < 1e-9
      }
    return set.major.count >= 2 ? set : narrow(view, decades: decades, minor: set.minor, wanted)
  }

  /// Ticks for less than two decades.
  private static func narrow(
    _ view: ClosedRange<Double>, decades: ClosedRange<Int>, minor: [Double], _ wanted: Int
  ) -> TickSet {
    let candidates = ((decades.lowerBound - 1)...decades.upperBound).flatMap { decade in
      [1, 2, 5].map { (mantissa: $0, exponent: decade) }
    }.filter { view.contains(decimal($0.mantissa, exponent: $0.exponent)) }
    if candidates.count >= 3 {
      let major = candidates.map {
        Tick(
          value: decimal($0.mantissa, exponent: $0.exponent),
          label: TickSequence(first: $0.mantissa, step: 0, count: 1, exponent: $0.exponent)
            .labels[0])
      }
      return TickSet(
        major: major, minor: minor.filter { value in !major.contains { $0.value == value } })
    }
    let linear = TickSearch.best(for: view, wanted: wanted, within: view)
    return TickSet(major: linear?.ticks ?? [], minor: [])
  }
}
