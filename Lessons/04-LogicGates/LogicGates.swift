// Lesson 04: logic gates. What one unit can compute and what takes a hidden layer; how often XOR is
// learnt, and where it gets stuck; an adder of two bytes made of one trained NAND.

import ArgumentParser
import Gradus
import LessonKit

@main
struct LogicGates: Lesson {
  static let number = 4
  static let title = "Logic gates"
  static let abstract = """
    Trains one unit on all functions of two bits and two layers on XOR, from a hundred starts with \
    seven optimizers; then adds bytes with a trained NAND.
    """
  static let quickly = """
    tries XOR from 3 starts where the full run tries it from 100, and follows one that is stuck \
    for 2,000 steps instead of 100,000
    """

  @OptionGroup var options: LessonOptions

  func run() throws {
    var record = try startRecord()
    try singleUnits(into: &record)
    try checkGradients(into: &record)
    try hiddenLayers(into: &record)
    let failed = try trials(into: &record)
    try failures(failed, into: &record)
    try gates(into: &record)
    try adder(into: &record)
    try record.write()
  }

  /// Random numbers of their own for every start, so that all methods begin at the same weights.
  func generator(start: Int) -> RandomGenerator {
    RandomGenerator(seed: options.seed &+ UInt64(start))
  }
}

// ANCHOR: corners
/// The four inputs, a column an example: 00, 01, 10, 11.
let corners: Tensor<Double> = [[0, 0, 1, 1], [0, 1, 0, 1]]
// ANCHOR_END: corners

/// A function of two bits.
struct Gate: Sendable {
  let name: String
  /// What it gives for 00, 01, 10 and 11.
  let outputs: [Double]

  /// The targets, `[1, 4]`.
  var t: Tensor<Double> { Tensor([outputs]) }

  static let and = all[1]
  static let xor = all[6]
  static let or = all[7]
  static let xnor = all[9]
  static let not = all[12]
  static let nand = all[14]

  /// All sixteen; the outputs of number k are the digits of k in base two.
  static let all = [
    "FALSE", "AND", "x_{1} ∧ ¬x_{2}", "x_{1}", "¬x_{1} ∧ x_{2}", "x_{2}", "XOR", "OR",
    "NOR", "XNOR", "NOT x_{2}", "x_{1} ∨ ¬x_{2}", "NOT x_{1}", "¬x_{1} ∨ x_{2}", "NAND", "TRUE",
  ].enumerated().map { k, name in
    Gate(name: name, outputs: [8, 4, 2, 1].map { Double(k / $0 % 2) })
  }

  /// The gate whose outputs are 1 where `values` are above `threshold`.
  static func computed(by values: [Double], threshold: Double) -> Gate {
    all[values.reduce(0) { 2 * $0 + ($1 > threshold ? 1 : 0) }]
  }
}
