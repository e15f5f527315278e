// Ticks of a logarithmic axis: powers of ten, every one or every n-th, with unlabelled ticks at
// 2, 3, …, 9 times each between. An axis with fewer than two of them is labelled at 1, 2 and 5
// times powers of ten, and one with fewer than three of those like a linear axis.

import Foundation

/// Labelled and unlabelled ticks.
struct TickSet: Hashable, Sendable {
  var major: [Tick] = []
  var minor: [Double] = []

  /// About `wanted` ticks for the positive values in `view`.
  static func logarithmic(_ view: ClosedRange<Double>, wanted: Int) -> TickSet {
    // A view that ends at a power of ten must not lose it to rounding.
    let (low, high) = (log10(view.lowerBound) - 1e-9, log10(view.upperBound) + 1e-9)
    func ticks(_ mantissas: [Int]) -> [(mantissa: Int, exponent: Int, value: Double)] {
      (Int(low.rounded(.down))...Int(high.rounded(.up))).flatMap { exponent in
        mantissas.map { ($0, exponent, decimal($0, exponent: exponent)) }
      }.filter { (low...high).contains(log10($0.value)) }
    }

    let decades = ticks([1])
    if decades.count >= 2 {
      let stride = (decades.count + wanted) / (wanted + 1)
      let major = decades.filter { $0.exponent % stride == 0 }
      let minor =
        stride == 1 ? ticks(Array(2...9)) : decades.filter { $0.exponent % stride != 0 }
      return TickSet(
        major: major.map { Tick(value: $0.value, label: "10^{\($0.exponent)}") },
        minor: minor.map(\.value))
    }
    let few = ticks([1, 2, 5])
    if few.count >= 3 {
      let labels = few.map {
        TickSequence(first: $0.mantissa, step: 0, count: 1, exponent: $0.exponent).labels[0]
      }
      return TickSet(
        major: zip(few, labels).map { Tick(value: $0.value, label: $1) },
        minor: ticks([3, 4, 6, 7, 8, 9]).map(\.value))
    }
    return TickSet(
      major: TickSearch.best(for: view, wanted: wanted, within: view)?.ticks ?? [])
  }
}
