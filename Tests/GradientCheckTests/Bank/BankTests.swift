// How many of the bank's wrong gradients are named, and how many wrongly. The bank was written before
// the diagnosis, and every second case of it was left unseen while that was tuned: the two halves
// are scored apart.

import Testing

@testable import GradientCheck

extension WrongGradient {
  static let all =
    dense + elementwise + reductions + normalisation + images + recurrence + sequences + attentions
    + gated + further
}

/// What the reports call some wrong gradients.
private struct Score {
  private(set) var right = 0
  private(set) var unknown: [String] = []
  private(set) var wrong: [String] = []
  private(set) var missed: [String] = []

  init(_ bank: [WrongGradient]) {
    for gradient in bank {
      let report = gradient.report()
      let kinds = Set(report.diagnoses.map(\.kind))
      if report.verdict != .fail {
        missed.append("\(gradient.story): \(report)")
      } else if kinds.isEmpty {
        unknown.append(gradient.story)
      } else if kinds.isDisjoint(with: gradient.names) {
        wrong.append("\(gradient.story): \(report)")
      } else {
        right += 1
      }
    }
  }
}

@Suite struct BankTests {
  @Test(arguments: [0, 1]) func threeInFourAreNamedAndNoneWrongly(half: Int) {
    let bank = WrongGradient.all.enumerated().filter { $0.offset % 2 == half }.map(\.element)
    let score = Score(bank)
    #expect(bank.count > 120)
    #expect(score.missed.isEmpty, "\(score.missed)")
    #expect(score.wrong.isEmpty, "\(score.wrong)")
    #expect(4 * score.right >= 3 * bank.count, "unknown: \(score.unknown)")
  }
}
