// What becomes of levels along a chain of gates. A NAND whose other input is 1 is an inverter,
// f(v) = σ(w·v + w + b); two levels survive a long chain of it if f is steeper than −1 where it
// crosses f(v) = v (von Neumann 1956 calls what gates need then restoring organs).

import Gradus
import LessonKit
import Plot

/// A trained NAND and the adders made of it.
private struct Trained: Codable {
  let weights: Weights
  let steps: Int
  /// Of all sums of two bytes, how many are right, and the weakest levels of ones and of zeros.
  let right: Int
  let one, zero: Double
  /// How many are right where a threshold restores the levels.
  let restored: Int
}

extension LogicGates {
  /// Tries adders of NANDs trained for longer and longer; records and draws what their levels do.
  func adder(into record: inout RunRecord) throws {
    let margins = [0.2, 0.15, 0.12, 0.1, 0.03]
    var table = Table(
      .text("NAND trained to"), .number("steps", "%d"), .number("gain", "%.2f"),
      .number("weakest 1", "%.3f"), .number("weakest 0", "%.3f"), .number("right sums", "%'d"),
      .number("restored", "%'d"))
    var nands: [(margin: Double, nand: SoftNand)] = []
    let trained = try record.result("nands") {
      try margins.map { margin in
        let (nand, steps) = try SoftNand.trained(margin: margin)
        let soft = examineBytes(Adder(nand: nand))
        let restored = examineBytes(Adder(nand: SoftNand(unit: nand.unit, restores: true)))
        return Trained(
          weights: Weights(of: nand.unit), steps: steps, right: soft.right, one: soft.one,
          zero: soft.zero, restored: restored.right)
      }
    }
    for (margin, trained) in zip(margins, trained) {
      let nand = SoftNand(unit: trained.weights.model)
      nands.append((margin, nand))
      table.add(
        "\(1 - margin, "%.2f")", trained.steps, gain(of: nand), trained.one, trained.zero,
        trained.right, trained.restored)
    }
    record.table("bytes", table)
    record.claim(
      "bytes.gain",
      "of the gates that are not restored those with a gain below 1 get less than one "
        + "sum in a hundred right, and those with a gain above 1 more than half",
      trained.allSatisfy { trained in
        let steep = gain(of: SoftNand(unit: trained.weights.model)) > 1
        return steep ? trained.right > 32768 : trained.right < 655
      })
    record.claim(
      "bytes.restored", "with thresholds every one of the gates adds all bytes rightly",
      trained.allSatisfy { $0.restored == 65536 })
    print("All 65,536 sums of two bytes\n\(table)\n")

    guard let good = nands.last?.nand else { return }
    let (w, b) = (good.unit.parameters[0].value, good.unit.parameters[1].value)
    record.number("nand.w1", w[0, 0])
    record.number("nand.w2", w[0, 1])
    record.number("nand.b", b[0])
    record.number("nand.critical", sigmoid(Tensor<Double>(2)).scalar, agreement: .quick())
    try record.draw(
      "adder.svg",
      Figure(size: Size(width: 680, height: 270)) {
        Axes(x: .hidden, y: .hidden, naming: .none) { Circuit() }
      },
      alt: """
        A circuit of nine NAND gates. Four of them make x, the XOR of a and b; five more make the \
        sum and the carry out of x, c and the first gate's output u. The longest way, from a to \
        the sum, leads through six gates.
        """)
    truthTable(good, into: &record)
    addition(good, into: &record)
    try draw(nands.filter { [0.2, 0.1, 0.03].contains($0.margin) }, into: &record)
  }

  /// How steep the inverter is where it crosses f(v) = v: |f′(v)| = |w|·v·(1 − v).
  func gain(of nand: SoftNand) -> Double {
    let w = nand.unit.parameters[0].value[0, 0]
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let v = (low + high) / 2
      if invert(nand, v) > v { low = v } else { high = v }
    }
    return abs(w) * low * (1 - low)
  }

  private func invert(_ nand: SoftNand, _ v: Double) -> Double {
    nand(Tensor([[v]]), Tensor([[1]])).scalar
  }

  /// Records what the nine gates make of three bits.
  private func truthTable(_ nand: SoftNand, into record: inout RunRecord) {
    let inputs = bits(Array(0..<8), 3)
    let (sum, carry) = Adder(nand: nand).sum(inputs[2], inputs[1], carry: inputs[0])
    var table = Table(
      .number("a", "%d"), .number("b", "%d"), .number("c", "%d"), .number("sum", "%d"),
      .number("level", "%.3f"), .number("carry", "%d"), .number("level of carry", "%.3f"))
    for k in 0..<8 {
      let (a, b, c) = (k >> 2, k >> 1 & 1, k & 1)
      table.add(a, b, c, (a + b + c) % 2, sum[0, k], (a + b + c) / 2, carry[0, k])
    }
    record.table("full-adder", table)
    print("Nine trained NANDs\n\(table)\n")
  }

  /// Records one addition with all its levels.
  private func addition(_ nand: SoftNand, into record: inout RunRecord) {
    let (a, b) = (173, 90)
    let sum = Adder(nand: nand).sum(bits([a], 8), bits([b], 8)).map(\.scalar)
    func line(_ name: String, _ cells: [String], _ value: Int) -> String {
      let row = cells.reversed().map { String(repeating: " ", count: 6 - $0.count) + $0 }.joined()
      return name + row + "   \(value)"
    }
    let read = sum.enumerated().map { $1 > 0.5 ? 1 << $0 : 0 }.reduce(0, +)
    let text = [
      line("a  ", (0..<9).map { "\(a >> $0 & 1)" }, a),
      line("b  ", (0..<9).map { "\(b >> $0 & 1)" }, b),
      line("sum", sum.map { "\($0, "%.3f")" }, read),
    ].joined(separator: "\n")
    record.output("addition", text)
    print("\(text)\n")
  }

  /// Draws levels along a chain of inverters, and the carry of 255 + 1 along the bits.
  private func draw(
    _ nands: [(margin: Double, nand: SoftNand)], into record: inout RunRecord
  ) throws {
    let colors: [Color] = [.vermilion, .orange, .blue]
    let length = 40
    var ends: [String] = []
    var (chains, carries): ([Line], [Line]) = ([], [])
    for ((margin, nand), color) in zip(nands, colors) {
      let name = "\(1 - margin, "%.2f")"
      var last: [Double] = []
      for start in [1.0, 0.0] {
        var levels = [start]
        for _ in 0..<length { levels.append(invert(nand, levels[levels.count - 1])) }
        let even = stride(from: 0, through: length, by: 2).map { ($0, levels[$0]) }
        chains.append(
          Line(
            x: even.map { Double($0.0) }, y: even.map(\.1), label: start == 1 ? name : nil,
            color: color))
        last.append(levels[length])
      }
      ends.append("trained to \(name) they end at \(last[0], "%.3f") and \(last[1], "%.3f")")
      if margin == 0.03 {
        record.number("chain.one", last[0])
        record.number("chain.zero", last[1])
      }
      let one = Tensor<Double>([[1]])
      let zero = Tensor<Double>([[0]])
      var (carry, course) = (zero, [0.0])
      for place in 0..<8 {
        carry = Adder(nand: nand).sum(one, place == 0 ? one : zero, carry: carry).carry
        course.append(carry.scalar)
      }
      carries.append(
        Line(
          x: (1...8).map(Double.init), y: Array(course.dropFirst()), label: name, color: color))
    }
    try record.draw(
      "levels.svg",
      Figure {
        Axes("A chain of NANDs, one input at 1", x: "gates passed", y: .linear("level", 0...1)) {
          for line in chains { line }
        }
        Axes("The carry of 255 + 1", x: "bits passed", y: .linear("level", 0...1)) {
          for line in carries { line }
        }
      },
      alt: """
        Levels that begin at 1 and at 0, after up to \(length) gates: \
        \(ends.joined(separator: "; ")). On the right the carry of 255 + 1 along eight bits.
        """)
  }
}
