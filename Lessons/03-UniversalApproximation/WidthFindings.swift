// The errors of the widths in tables, and what the chapter says of them.

import Gradus
import LessonKit

extension UniversalApproximation {
  /// Records the errors at the best rates, and what a usual rate and patience make of them.
  func tabulate(_ widths: [Int], _ found: Trainings, into record: inout RunRecord) {
    func spread(_ errors: [Double]) -> String {
      "\(median(errors), "%.2f") (\(errors[0], "%.2f") to \(errors[errors.count - 1], "%.2f"))"
    }
    let usual = "\(Sweep.rates[Sweep.usual], "%g")"
    var table = Table(
      .number("hidden units", "%d"), .number("by hand", "%.3g"), .text("ordinary start"),
      .number("at rate", "%g"), .text("spread start"), .number("at rate", "%g"))
    var patience = Table(
      .number("hidden units", "%d"), .text("rate \(usual)"), .text("the same, ten times the steps"),
      .text("best rate"))
    for (row, n) in widths.enumerated() {
      let (ordinary, far) = (found.sweeps[0][row], found.sweeps[1][row])
      table.add(
        n, found.byHand[row], spread(ordinary.least), Sweep.rates[ordinary.best],
        spread(far.least), Sweep.rates[far.best])
      patience.add(
        n, spread(ordinary.errors[Sweep.usual]), spread(found.longer[row]), spread(ordinary.least))
    }
    record.table("trained", table)
    record.table("patience", patience)
    conclude(found, into: &record)
    record.number("trained.raw.median", median(found.raw.least))
    record.number("trained.raw.least", found.raw.least[0])
    record.number("trained.raw.greatest", found.raw.least[found.raw.least.count - 1])
    print("Largest error, median (least to greatest)\n\(table)\n\n\(patience)\n")
    print(
      "Without scaling, 50 units: \(spread(found.raw.least)) at \(Sweep.rates[found.raw.best])\n")
  }
  /// Records what the chapter says of the errors.
  private func conclude(_ found: Trainings, into record: inout RunRecord) {
    let (ordinary, spread) = (found.sweeps[0], found.sweeps[1])
    let last = found.byHand.count - 1
    func best(_ sweep: Sweep) -> Double { median(sweep.least) }
    func usual(_ sweep: Sweep) -> Double { median(sweep.errors[Sweep.usual]) }
    record.claim(
      "trained.hand", "from both starts the median is below the error of the construction",
      found.sweeps.allSatisfy { sweeps in
        zip(sweeps, found.byHand).allSatisfy { best($0) < $1 }
      })
    record.claim(
      "trained.usual",
      "from the ordinary start and at the usual rate all widths between the least and the greatest "
        + "do worse than the least and the greatest hardly better, and at the best rates all do better",
      ordinary.dropFirst().dropLast().allSatisfy { usual($0) > usual(ordinary[0]) }
        && usual(ordinary[last]) > 0.9 * usual(ordinary[0])
        && ordinary.dropFirst().allSatisfy { best($0) < best(ordinary[0]) })
    record.claim(
      "trained.spread",
      "at the best rates the spread start does better than the ordinary one from "
        + "eight units on",
      zip(ordinary, spread).dropFirst(2).allSatisfy { best($1) < best($0) })
    record.claim(
      "trained.patience", "with ten times the steps the widest has less than half the error",
      2 * median(found.longer[last]) < usual(ordinary[last]))
    record.claim(
      "trained.edges", "no best rate is the smallest or the largest that was tried",
      found.sweeps.joined().allSatisfy { $0.best > 0 && $0.best < Sweep.rates.count - 1 })
  }
}
