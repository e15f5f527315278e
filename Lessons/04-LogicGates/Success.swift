// How often, and how fast, XOR is learnt from a hundred starts, for two widths, seven optimizers and
// four initializers; and what Adam makes of ten times the steps.

import Gradus
import LessonKit
import Plot

extension LogicGates {
  /// Runs all trials, records and draws the rates of success; returns the losses of the narrow
  /// networks that failed.
  func trials(into record: inout RunRecord) throws -> [Double] {
    let limit = options.epochs(full: 500, quick: 500)
    let rates = try sweepRates(limit: limit, into: &record)
    let (starts, widths) = (options.sized(full: 100, quick: 3), [2, 4])
    // By width, method and start.
    let outcomes = try record.result("trials", within: 0.02) {
      let progress = ProgressLine("XOR", of: widths.count * Method.all.count)
      return widths.map { hidden in
        zip(Method.all, rates).map { method, rate in
          defer { progress.advance(method.name) }
          return Start.all.map { start in
            let trials = (0..<starts).map { k in
              Trial(
                hidden: hidden, start, method, rate: rate, limit: limit, from: generator(start: k))
            }
            return Outcomes(of: trials, limit: limit)
          }
        }
      }
    }
    record.recipe(
      "trials",
      Recipe(
        loss: "cross-entropy on the logit", data: "the four inputs", initializer: "each of four",
        rule: "each of seven at the rate of its sweep, μ = 0.9, α = 0.99, β = (0.9, 0.999)",
        batch: "all four", steps: "\(limit) at most", seeds: "\(starts) starts"))
    record.show(
      "steps", "Median steps to XOR from PyTorch's start",
      columns: [.text("optimizer"), .number("2-2-1", "%d"), .number("2-4-1", "%d")],
      rows: Method.all.indices.map { m in
        [Method.all[m].name, outcomes[0][m][0].median, outcomes[1][m][0].median]
      })
    let plots = zip(widths, outcomes).map { hidden, outcomes in
      let cells = outcomes.joined().map(\.percent)
      return Axes("2-\(hidden)-1", y: "") {
        Image(
          cells, columns: Start.all.count, colormap: .blues, range: 0...100,
          texts: cells.map { "\($0, "%.0f")" }, xNames: Start.all.map(\.name),
          yNames: Method.all.map(\.name), barLabel: hidden == 4 ? "solved, %" : nil)
      }
    }
    try record.draw(
      "success.svg", Figure(sharing: .y, size: Size(width: 500, height: 300), axes: plots))
    conclude(outcomes, starts: starts, into: &record)
    try patience(rates[5], outcomes[0][5], starts: starts, into: &record)
    return outcomes[0].joined().flatMap(\.failed)
  }

  /// Records what the chapter says of the outcomes, by width, method and start.
  private func conclude(
    _ outcomes: [[[Outcomes]]], starts: Int, into record: inout RunRecord
  ) {
    let table = outcomes.map { $0.map { $0.map(\.percent) } }
    let (narrow, wide) = (table[0], table[1])
    func mean(_ cells: [Double]) -> Double { cells.reduce(0, +) / Double(cells.count) }
    let columns = Start.all.indices.map { k in mean(narrow.map { $0[k] }) }
    record.numbers([
      "success.2.mean": mean(narrow.flatMap { $0 }), "success.4.mean": mean(wide.flatMap { $0 }),
      "success.2.least": narrow.joined().min() ?? 0, "success.4.least": wide.joined().min() ?? 0,
      "success.2.pytorch": columns[0], "success.2.xavier": columns[1], "success.2.he": columns[2],
      "success.2.descent.small": narrow[0][3], "success.2.adam.small": narrow[5][3],
    ])
    for (method, row) in zip(Method.all, narrow) {
      let key = method.name == "gradient descent" ? "descent" : method.name.lowercased()
      record.number("success.2.\(key)", row[0])
    }
    func agreement(_ a: Int, _ b: Int) -> Double {
      let (a, b) = (Set(outcomes[0][a][0].solved), Set(outcomes[0][b][0].solved))
      return Double(starts - a.symmetricDifference(b).count)
    }
    record.numbers([
      "agree.descent-momentum": agreement(0, 1), "agree.descent-adam": agreement(0, 5),
      "agree.adam-adamw": agreement(5, 6),
    ])
    record.claim(
      "success.width", "with each optimizer and start four units succeed more often than two",
      zip(narrow.joined(), wide.joined()).allSatisfy { $0 < $1 })
    record.claim(
      "success.starts",
      "averaged over the optimizers, fewer succeed from Xavier's weights than from "
        + "PyTorch's, and fewer still from He's",
      columns[0] > columns[1] && columns[1] > columns[2])
    record.claim(
      "success.small",
      "with two units gradient descent from very small weights succeeds most often of all, with "
        + "momentum of either kind nine times in ten as well, and no other more than six times in "
        + "ten; four units succeed nine times in ten from anywhere",
      narrow.joined().max() == narrow[0][3]
        && narrow.prefix(3).allSatisfy { $0[3] >= 90 }
        && narrow.dropFirst(3).allSatisfy { $0[3] <= 60 }
        && wide.joined().min() ?? 0 >= 90)
    let first = narrow.map { $0[0] }
    record.claim(
      "success.families",
      "from PyTorch's start gradient descent, with and without momentum, succeeds more often "
        + "than each of the other four",
      first.prefix(3).min() ?? 0 > first.suffix(4).max() ?? 0)
    let medians = Method.all.indices.map { m in outcomes.map { $0[m][0].median } }
    record.claim(
      "steps.adam", "Adam and AdamW take more steps in the median than the other five",
      medians.suffix(2).joined().min() ?? 0 > medians.prefix(5).joined().max() ?? 0)
  }

  /// Records how many of the starts Adam brings to XOR in ten times the steps; `shorter` has its
  /// outcomes in the usual time, by start.
  private func patience(
    _ rate: Double, _ shorter: [Outcomes], starts: Int, into record: inout RunRecord
  ) throws {
    let limit = options.sized(full: 5000, quick: 500)
    let solved = try record.result("patience", within: 0.02) {
      [Start.all[0], Start.all[2]].map { start in
        (0..<starts).count { k in
          let trial = Trial(
            hidden: 2, start, Method.all[5], rate: rate, limit: limit, from: generator(start: k))
          return trial.steps != nil
        }
      }
    }
    record.numbers(["patience.pytorch": Double(solved[0]), "patience.he": Double(solved[1])])
    record.claim(
      "patience.he",
      "from He's weights Adam succeeds more often in the longer time, and from PyTorch's "
        + "by five of a hundred more at most",
      solved[1] > shorter[2].solved.count && solved[0] <= shorter[0].solved.count + 5)
  }
}
