// A hundred starts of XOR for two widths, four initializers and seven optimizers: how often, and
// how fast, a network learns it.

import Gradus
import LessonKit
import Plot

/// One training of XOR.
struct Trial {
  let hidden: Int
  /// After how many steps every output was within the margin; nil if never.
  let steps: Int?
  /// The loss at the end of a training that failed; nil of one that did not.
  let loss: Double?

  init(
    hidden: Int, _ start: Start, _ method: Method, rate: Double, limit: Int,
    from generator: RandomGenerator
  ) {
    var generator = generator
    let model = network(hidden: hidden, start, using: &generator)
    self.hidden = hidden
    steps = train(
      model, Gate.xor.t, with: method.optimizer(model.parameters, rate), limit: limit)
    loss = steps == nil ? Lesson04.loss(of: model, .xor) : nil
  }
}

/// How the trials of one width, method and start went.
struct Outcomes: Codable {
  /// How many steps they had.
  let limit: Int
  /// The steps that each took; of one that failed, one more than it had.
  let steps: [Int]
  /// The loss at the end of each that failed; 0 of one that did not.
  let losses: [Float]

  init(of trials: [Trial], limit: Int) {
    self.limit = limit
    steps = trials.map { $0.steps ?? limit + 1 }
    losses = trials.map { Float($0.loss ?? 0) }
  }

  /// Which of them succeeded.
  var solved: [Int] { steps.indices.filter { steps[$0] <= limit } }

  /// The losses of the others.
  var failed: [Double] { steps.indices.filter { steps[$0] > limit }.map { Double(losses[$0]) } }
}

extension LogicGates {
  /// Runs all trials, records and draws the rates of success; returns the losses of the narrow
  /// networks that failed.
  func trials(into record: inout RunRecord) throws -> [Double] {
    let limit = options.epochs(full: 500, quick: 500)
    let rates = try sweep(limit: limit, into: &record)
    let (starts, widths) = (options.sized(full: 100, quick: 3), [2, 4])
    let (methods, names) = (Method.all.map(\.name), Start.all.map(\.name))
    let outcomes = try record.result("trials", within: 0.02) {
      let progress = ProgressLine("XOR", of: widths.count * Start.all.count * methods.count)
      return widths.map { hidden in
        zip(Method.all, rates).map { method, rate in
          Start.all.map { start in
            let trials = (0..<starts).map { k in
              Trial(
                hidden: hidden, start, method, rate: rate, limit: limit, from: generator(start: k))
            }
            progress.advance(method.name)
            return Outcomes(of: trials, limit: limit)
          }
        }
      }
    }
    var plots: [Axes] = []
    var speed = Table(.text("optimizer"), .number("2-2-1", "%d"), .number("2-4-1", "%d"))
    var medians: [[Int]] = methods.map { _ in [] }
    var solved: [String: Set<Int>] = [:]
    var table: [[Double]] = []
    for (hidden, outcomes) in zip(widths, outcomes) {
      var cells: [Double] = []
      for (m, method) in methods.enumerated() {
        for (start, outcomes) in zip(Start.all, outcomes[m]) {
          let steps = outcomes.solved.map { outcomes.steps[$0] }.sorted()
          cells.append(100 * Double(steps.count) / Double(starts))
          if start.name == Start.fanIn.name {
            medians[m].append(steps.isEmpty ? limit : steps[steps.count / 2])
            if hidden == 2 { solved[method] = Set(outcomes.solved) }
          }
        }
      }
      record.number("success.\(hidden).mean", cells.reduce(0, +) / Double(cells.count))
      table.append(cells)
      plots.append(
        Axes("2-\(hidden)-1", y: "") {
          Image(
            cells, columns: names.count, colormap: .blues, range: 0...100,
            texts: cells.map { "\($0, "%.0f")" }, xNames: names, yNames: methods,
            barLabel: hidden == 4 ? "solved, %" : nil)
        })
    }
    for (name, medians) in zip(methods, medians) { speed.add(name, medians[0], medians[1]) }
    record.table("steps", speed)
    record.recipe(
      "trials",
      Recipe(
        loss: "cross-entropy on the logit", data: "the four inputs", initializer: "each of four",
        rule: "each of seven at the rate of its sweep, μ = 0.9, α = 0.99, β = (0.9, 0.999)",
        batch: "all four", steps: "\(limit) at most", seeds: "\(starts) starts"))
    record.claim(
      "steps.adam", "Adam and AdamW take more steps in the median than the other five",
      medians.suffix(2).joined().min() ?? 0 > medians.prefix(5).joined().max() ?? 0)
    record.number("trials.starts", starts)
    record.number("trials.limit", limit)
    record.number("trials.count", widths.count * methods.count * names.count * starts)
    for (a, b) in [("SGD", "momentum"), ("SGD", "Adam"), ("Adam", "AdamW")] {
      let differing = solved[a, default: []].symmetricDifference(solved[b, default: []]).count
      record.number("agree.\(a.lowercased())-\(b.lowercased())", starts - differing)
    }
    print("Median steps to XOR from PyTorch's start\n\(speed)\n")
    try record.draw(
      "success.svg", Figure(size: Size(width: 600, height: 300), axes: plots),
      alt: """
        Two tables of success in percent, an optimizer a row and an initializer a column. With two \
        hidden units between \(table[0].min() ?? 0, "%.0f") and \(table[0].max() ?? 0, "%.0f") of a \
        hundred starts lead to XOR, with four between \(table[1].min() ?? 0, "%.0f") and \
        \(table[1].max() ?? 0, "%.0f").
        """)
    conclude(table, into: &record)
    let adam = [0, 2].map { outcomes[0][5][$0].solved.count }
    try patience(rates[5], starts: starts, shorter: adam, into: &record)
    return outcomes[0].joined().flatMap(\.failed)
  }
}
