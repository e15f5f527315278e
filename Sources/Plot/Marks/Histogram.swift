// Counts of values in bins of equal width. Unless told otherwise the bins follow Freedman and
// Diaconis (1981), "On the histogram as a density estimator: L₂ theory":
//   width = 2 · IQR / ∛n,
// the quartiles interpolated linearly between order statistics.

import Foundation

/// How many values fall into each of several bins of equal width.
public struct Histogram: Mark {
  /// The bins' edges, one more than there are bins.
  public let edges: [Double]
  /// The number of values in each bin. The last bin contains its upper edge.
  public let counts: [Int]
  /// The heights of the bars: the counts, or the counts over n · width.
  public let heights: [Double]
  /// The name shown in a legend; nil for none.
  public var label: String?
  /// The colour; nil takes the next series colour. A translucent one lets a histogram behind
  /// show through.
  public var color: Color?

  /// Counts `values`, of which those that are not finite, or beyond ±10³⁰⁰, are left out.
  ///
  /// - Parameters:
  ///   - bins: the number of bins; nil follows Freedman and Diaconis, with at most 200.
  ///   - range: the first and the last edge; nil spans the values. Values outside do not count.
  ///   - isDensity: whether the bars' areas sum to 1 instead of the heights to n.
  public init(
    _ values: [Double], bins: Int? = nil, range: ClosedRange<Double>? = nil,
    isDensity: Bool = false, label: String? = nil, color: Color? = nil
  ) {
    precondition((bins ?? 1) > 0, "Histogram: needs at least one bin, not \(bins ?? 1)")
    // Larger differences would overflow.
    let sorted = values.filter { abs($0) <= 1e300 && range?.contains($0) != false }.sorted()
    var low = range?.lowerBound ?? sorted.first ?? 0
    var high = range?.upperBound ?? sorted.last ?? 1
    // A range too short to be told from a point cannot be cut into bins.
    if high - low <= max(max(abs(low), abs(high)) * 1e-12, 1e-300) {
      let half = max(0.5, abs(low) * 1e-3)
      (low, high) = (low - half, high + half)
    }
    let count = bins ?? Self.binCount(sorted, from: low, to: high)
    let width = (high - low) / Double(count)
    var counts = [Int](repeating: 0, count: count)
    for value in sorted { counts[min(Int((value - low) / width), count - 1)] += 1 }
    let unit = isDensity ? 1 / (Double(max(sorted.count, 1)) * width) : 1
    self.edges = (0...count).map { low + (high - low) * Double($0) / Double(count) }
    self.counts = counts
    self.heights = counts.map { Double($0) * unit }
    self.label = label
    self.color = color
  }

  /// The number of bins between two ends by Freedman and Diaconis, from 1 to 200.
  static func binCount(_ sorted: [Double], from low: Double, to high: Double) -> Int {
    guard sorted.count > 1 else { return 1 }
    let width = 2 * (sorted.quantile(0.75) - sorted.quantile(0.25)) / cbrt(Double(sorted.count))
    // More than half of the values are equal: fall back on Sturges' 1 + log₂ n.
    guard width > 0 else { return 1 + Int(log2(Double(sorted.count))) }
    return max(1, Int(min(((high - low) / width).rounded(.up), 200)))
  }

  /// One layer of boxes, set apart by thin gaps.
  public func drawing(palette: inout Palette) -> Drawing {
    let color = color ?? palette.next()
    let boxes = heights.indices.map {
      Drawing.Box(x: (edges[$0], edges[$0 + 1]), y: (0, heights[$0]))
    }
    return Drawing(layers: [
      Drawing.Layer(label: label, color: color, shapes: [.boxes(boxes, color)])
    ])
  }
}
