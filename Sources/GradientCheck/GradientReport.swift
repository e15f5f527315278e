// What a gradient check found: for every variable how many entries agree, and the one that agrees
// least.

import Foundation
import Gradus

/// The result of ``checkGradient(of:seed:_:)``, to print or to ask questions of.
public struct GradientReport: Sendable, CustomStringConvertible {
  /// What became of one entry.
  public enum Verdict: Int, Sendable {
    /// |a − n| ≤ E + e_a, and E is small.
    case pass
    /// The numeric derivative is too uncertain, or not finite: nothing can be said.
    case unresolved
    /// |a − n| > E + e_a, or a is not a number, where E is small.
    case fail
  }

  /// One partial derivative, computed in both ways.
  public struct Entry: Sendable {
    /// The index along each axis of the variable.
    public let index: [Int]
    /// The gradient under test, a.
    public let analytic: Double
    /// The numeric derivative, n.
    public let numeric: Double
    /// The error estimate E of the numeric derivative.
    public let error: Double
    /// The rounding e_a granted to the analytic one.
    public let allowance: Double
    /// Whether the two agree.
    public let verdict: Verdict

    /// |a − n| in units of what is allowed; infinite where it is not a number.
    var excess: Double {
      let ratio = abs(analytic - numeric) / (error + allowance)
      if analytic == numeric { return 0 }
      return ratio.isNaN ? .infinity : ratio
    }
  }

  /// What was found for one variable.
  public struct Variable: Sendable {
    /// The variable's name, as the caller gave it.
    public let name: String
    /// How many entries were checked: all of them.
    public let checked: Int
    /// How many entries disagree.
    public let failed: Int
    /// How many entries have no reliable numeric derivative.
    public let unresolved: Int
    /// The entry that disagrees most, or else is unresolved, or else agrees least.
    public let worst: Entry

    init(name: String, entries: [Entry]) {
      require(!entries.isEmpty, "gradient check: variable \(name) is empty")
      self.name = name
      checked = entries.count
      failed = entries.count { $0.verdict == .fail }
      unresolved = entries.count { $0.verdict == .unresolved }
      worst = entries.dropFirst().reduce(entries[0]) { worst, entry in
        (worst.verdict.rawValue, worst.excess) < (entry.verdict.rawValue, entry.excess)
          ? entry : worst
      }
    }

    /// Whether every entry agrees.
    public var passes: Bool { failed == 0 && unresolved == 0 }
  }

  /// One element per variable, in the order given.
  public let variables: [Variable]

  /// Whether every entry of every variable agrees. An unresolved entry is not a pass.
  public var passes: Bool { variables.allSatisfy(\.passes) }

  /// A line for the verdict and two for each variable, those that do not pass first; at most a
  /// screen.
  public var description: String {
    let checked = variables.reduce(0) { $0 + $1.checked }
    let failed = variables.reduce(0) { $0 + $1.failed }
    let unresolved = variables.reduce(0) { $0 + $1.unresolved }
    var lines = [
      "gradient check \(passes ? "passes" : "does not pass"): "
        + "\(checked) entries, \(failed) wrong, \(unresolved) unresolved"
    ]
    let ordered = variables.filter { !$0.passes } + variables.filter(\.passes)
    lines += ordered.prefix(10).map(\.line)
    if ordered.count > 10 { lines.append("  and \(ordered.count - 10) more") }
    return lines.joined(separator: "\n")
  }
}

extension GradientReport.Variable {
  fileprivate var line: String {
    let numbers = [worst.analytic, worst.numeric].map { String(format: "%.12g", $0) }
    let error = String(format: "%.1e", worst.error)
    return """
        \(name): \(failed) wrong, \(unresolved) unresolved of \(checked); worst at \(worst.index):
          analytic \(numbers[0]), numeric \(numbers[1]) ± \(error)
      """
  }
}
