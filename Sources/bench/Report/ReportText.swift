// A report as text: the machine, a table of what has a goal, a table of the kernels alone. At most a
// hundred columns.

import Foundation
import LessonKit

extension Report: CustomStringConvertible {
  /// The machine, the tables and what is to be known about them.
  var description: String {
    ([machineText] + Workload.Group.allCases.compactMap(table) + notes).joined(separator: "\n\n")
  }

  private var machineText: String {
    var lines = [
      "\(machine.processor), \(machine.cores) cores; \(machine.system)",
      "Gradus: Swift \(machine.swift), \(machine.build)",
      pytorch ?? "PyTorch is not there, so our times stand alone: make bench-setup installs it.",
    ]
    for peak in machine.peaks {
      lines.append(
        "Peak of \(peak.threads) thread\(peak.threads == 1 ? "" : "s"): "
          + "\(peak.operations / 1e9, "%.0f") Gop/s (\(peak.doubleOperations / 1e9, "%.0f") in "
          + "double precision), memory \(peak.bandwidth / 1e9, "%.1f") GB/s")
    }
    lines.append("Cores: \(machine.sharing).")
    return lines.joined(separator: "\n")
  }

  private func table(_ group: Workload.Group) -> String? {
    let rows = timings.filter { $0.group == group }
    if rows.isEmpty { return nil }
    let hasRivals = rows.contains { !$0.rivals.isEmpty }
    var columns: [Column] = [
      Column(group.heading) { $0.title }
    ]
    if group == .training {
      columns.append(
        Column("threads", isNumber: true) {
          "\(machine.peak($0.threads)?.threads ?? 1)"
        })
    }
    columns += [
      Column("Gradus", isNumber: true) { duration($0.seconds.median * $0.runs) },
      Column("±", isNumber: true) { percent($0.seconds.spread) },
    ]
    if group != .training {
      columns += [
        Column("Gop/s", isNumber: true) { significant($0.rate / 1e9) },
        Column("GB/s", isNumber: true) { $0.bandwidth.map { significant($0 / 1e9) } ?? "" },
      ]
    }
    columns.append(
      Column(group == .passes ? "of roof" : "of peak", isNumber: true) {
        $0.share(on: machine).map(percent) ?? ""
      })
    if hasRivals {
      columns += [
        Column("PyTorch", isNumber: true) { row in
          row.rivals.first.map { duration($0.seconds.median * row.runs) } ?? ""
        },
        Column("±", isNumber: true) { $0.rivals.first.map { percent($0.seconds.spread) } ?? "" },
        Column("ratio", isNumber: true) { $0.ratio.map { significant($0.median) } ?? "" },
        Column("±", isNumber: true) { $0.ratio.map { percent($0.spread) } ?? "" },
      ]
    }
    if rows.contains(where: { $0.goal != nil }) {
      columns.append(Column("goal") { $0.verdict(on: machine) })
    }
    return aligned(rows, columns)
  }

  private var notes: [String] {
    let faster = timings.filter { $0.rivals.first?.layout == .channelsLast }.map(\.name)
    var notes = [
      """
      Times are medians, ± half the distance of the quartiles; the ratio is PyTorch's time over ours,
      of neighbouring repetitions. The roof is the peak of arithmetic or what memory gives it to do,
      whichever is lower; what stays in the caches may pass it.
      """
    ]
    if !faster.isEmpty {
      notes.append("PyTorch was faster with channels_last in \(faster.joined(separator: ", ")).")
    }
    return notes + problems
  }
}

extension Workload.Group {
  fileprivate var heading: String {
    switch self {
    case .training: "training"
    case .products: "products, 1 thread"
    case .passes: "passes, 1 thread"
    }
  }
}

extension Timing {
  /// `4× met`, `85 % missed`; nothing where nothing is to be judged.
  func verdict(on machine: Machine) -> String {
    guard let goal, let isMet = isMet(on: machine) else { return "" }
    let least = goal.measure == .ratio ? "\(goal.value, "%g")×" : percent(goal.value)
    return "\(least) \(isMet ? "met" : "missed")"
  }
}

/// A column of a table: its heading, and what stands in it.
private struct Column {
  let heading: String
  let isNumber: Bool
  let text: (Timing) -> String

  init(_ heading: String, isNumber: Bool = false, text: @escaping (Timing) -> String) {
    self.heading = heading
    self.isNumber = isNumber
    self.text = text
  }
}

/// Rows under their headings, numbers flush right.
private func aligned(_ rows: [Timing], _ columns: [Column]) -> String {
  let cells = columns.map { column in [column.heading] + rows.map(column.text) }
  let widths = cells.map { $0.map(\.count).max() ?? 0 }
  return (0...rows.count).map { row in
    var line = columns.indices.map { index in
      let text = cells[index][row]
      let space = String(repeating: " ", count: widths[index] - text.count)
      return columns[index].isNumber ? space + text : text + space
    }.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }.joined(separator: "\n")
}

/// A time to three digits: `139 µs`, `2.41 s`.
func duration(_ seconds: Double) -> String {
  let (unit, scale) =
    switch seconds {
    case ..<0.9995e-6: ("ns", 1e9)
    case ..<0.9995e-3: ("µs", 1e6)
    case ..<0.9995: ("ms", 1e3)
    default: ("s", 1.0)
    }
  return "\(significant(seconds * scale)) \(unit)"
}

/// A positive number to three digits, without an exponent: `0.0241`, `2.41`, `241`.
func significant(_ value: Double) -> String {
  guard value > 0, value.isFinite else { return "\(value, "%g")" }
  // The digits before the point once it is rounded: 9.996 has two.
  let rounded = Double(String(format: "%.2e", value)) ?? value
  let whole = Int(log10(rounded).rounded(.down)) + 1
  return String(format: "%.*f", max(0, 3 - whole), value)
}

/// A share in whole percent.
func percent(_ share: Double) -> String {
  String(format: "%.0f %%", 100 * share)
}
