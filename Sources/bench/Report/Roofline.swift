// The roofline (Williams, Waterman and Patterson 2009): how fast each kernel computes over how many
// operations it makes of every byte, under the two roofs of one core, memory's and arithmetic's; and
// beside it, by name, what share of its roof each kernel reaches, and PyTorch's.

import Foundation
import Plot

extension Report {
  /// The kernels under the roofs of one thread; nil without any.
  var roofline: Figure? {
    let kernels = timings.filter { $0.group != .training }
    guard let peak = machine.peak(.one), !kernels.isEmpty else { return nil }
    return Figure(
      machine.processor + ", one core", columns: 2,
      size: Size(width: 840, height: max(320, 90 + 16 * Double(kernels.count))),
      axes: [roofs(kernels, peak), shares(kernels)])
  }

  private func roofs(_ kernels: [Timing], _ peak: Machine.Peak) -> Axes {
    let intensities = kernels.compactMap(\.intensity)
    let range = (intensities.min() ?? 1) / 2...(intensities.max() ?? 1) * 2
    let x = [range.lowerBound, peak.operations / peak.bandwidth, range.upperBound].sorted()
    let families: [(Workload.Group, String, Color)] = [
      (.products, "products", .blue), (.passes, "passes", .orange),
    ]
    return Axes(
      x: .log("operations a byte", range), y: .log("10^9 operations a second"), naming: .legend,
      marks: [
        Line(
          x: x, y: x.map { peak.roof(operationsPerByte: $0) / 1e9 },
          label: "\(significant(peak.bandwidth / 1e9)) GB/s, "
            + "\(significant(peak.operations / 1e9)) Gop/s", color: .gray)
      ]
        + families.map { group, label, color in
          let family = kernels.filter { $0.group == group && $0.intensity != nil }
          return Scatter(
            x: family.compactMap(\.intensity), y: family.map { $0.rate / 1e9 }, label: label,
            color: color, radius: 3)
        })
  }

  private func shares(_ kernels: [Timing]) -> Axes {
    let ours = kernels.map { 100 * ($0.share(on: machine) ?? .nan) }
    let theirs = zip(kernels, ours).map { kernel, share in
      // As much less of the roof as its time is longer.
      kernel.rivals.first.map { share * kernel.seconds.median / $0.seconds.median } ?? .nan
    }
    let hasRivals = theirs.contains { $0.isFinite }
    let series =
      [Bars.Series("Gradus", ours, color: .blue)]
      + (hasRivals ? [Bars.Series("PyTorch", theirs, color: .gray)] : [])
    return Axes(x: "% of the roof", naming: hasRivals ? .legend : .none) {
      Bars(kernels.map(\.name), series, direction: .right)
      Reference.vertical(100)
    }
  }
}
