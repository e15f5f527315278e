// How many of the bank's wrong gradients are named, and how many wrongly. Every second one was not
// looked at while the diagnosis was written: the two halves are scored apart.

import Testing

@testable import GradientCheck

extension WrongGradient {
  static let all = dense + elementwise + reductions + normalisation + images + sequences
}

/// How many wrong gradients were named.
private struct Score {
  var (right, unknown, wrong) = (0, 0, 0)
  var lines: [String] = []

  /// Adds up what the reports say of some wrong gradients.
  init(_ bank: some Sequence<WrongGradient>) {
    for gradient in bank {
      let report = gradient.report()
      let said = report.diagnoses
      let kinds = Set(said.map(\.kind))
      if report.verdict != .fail {
        lines.append("MISSED \(gradient.story): \(report)")
      } else if said.isEmpty {
        unknown += 1
        lines.append("unknown  \(gradient.story)  [\(gradient.names.map(\.rawValue).sorted())]")
      } else if kinds.isDisjoint(with: gradient.names) {
        wrong += 1
        lines.append("WRONG    \(gradient.story)  \(gradient.names.map(\.rawValue)): \(said)")
      } else {
        right += 1
        let extra = said.filter { !gradient.names.contains($0.kind) }
        lines.append(
          extra.isEmpty
            ? "right    \(gradient.story): \(said)" : "right, also \(gradient.story): \(said)")
      }
    }
  }
}

@Suite struct BankTests {
  @Test func score() {
    let halves = [0, 1].map { half in
      Score(WrongGradient.all.enumerated().filter { $0.offset % 2 == half }.map(\.element))
    }
    print("FIRST", halves[0].right, halves[0].unknown, halves[0].wrong)
    for line in halves[0].lines { print(line) }
    print("SECOND", halves[1].right, halves[1].unknown, halves[1].wrong)
  }
}
