// Lesson 04's findings: what one unit can do and two layers can, the gradients on paper, where
// trainings get stuck, and that nine NANDs add.

import Foundation
import GradientCheck
import Gradus
import LessonKit
import Plot
import Testing

@testable import Lesson04

@Suite struct Lesson04Tests {
  @Test func theSixteenGatesAreTheSixteenFunctions() {
    #expect(Set(Gate.all.map(\.outputs)).count == 16)
    #expect(Gate.xor.outputs == [0, 1, 1, 0] && Gate.xor.name == "XOR")
    #expect(Gate.nand.outputs == [1, 1, 1, 0] && Gate.nand.name == "NAND")
    #expect(Gate.computed(by: [0.1, 0.7, 0.9, 0.2], threshold: 0.5).name == "XOR")
  }

  @Test(arguments: Gate.all)
  func aUnitLearnsAllButTwo(gate: Gate) {
    let model = unit()
    train(
      model, gate.t, with: SGD(model.parameters, learningRate: 1), margin: 0, limit: 1000)
    let error = abs(output(of: model, corners) - gate.t).max().scalar
    if gate.name == "XOR" || gate.name == "XNOR" {
      #expect(abs(error - 0.5) < 1e-9)
    } else {
      #expect(error < 0.1)
    }
  }

  /// XOR is OR and not AND: two hidden units and one more, with weights found on paper.
  @Test func twoHiddenUnitsSuffice() {
    let model = Sequential<Double> {
      Linear(weight: [[10, 10], [10, 10]], bias: [-5, -15])
      Tanh()
      Linear(weight: [[5, -5]], bias: [-5])
    }
    #expect(abs(output(of: model, corners) - Gate.xor.t).max().scalar < 0.01)
  }

  @Test(arguments: [2, 3, 4])
  func theGradientsOnPaperAreRight(hidden: Int) {
    var generator = RandomGenerator(seed: 4)
    let p = network(hidden: hidden, using: &generator).parameters.map {
      $0.shape.count == 1 ? $0.value.reshaped([-1, 1]) : $0.value
    }
    let X = Tensor<Double>.normal([2, 7], using: &generator)
    let t = Tensor<Double>([(0..<7).map { Double($0 % 2) }])
    let model = Sequential<Double> {
      Linear(weight: p[0], bias: p[1].reshaped([-1]))
      Tanh()
      Linear(weight: p[2], bias: p[3].reshaped([-1]))
    }
    let byGraph = binaryCrossEntropy(logits: model(X, .training), targets: t)
      .gradients(of: model.parameters)
    for (hand, graph) in zip(TwoLayers(p).gradients(X, t), byGraph) {
      #expect(abs(hand.reshaped(graph.shape) - graph).max().scalar < 1e-15)
    }
    let report = checkGradient(
      at: [("W1", p[0]), ("b1", p[1]), ("W2", p[2]), ("b2", p[3])],
      forward: { p in Tensor(TwoLayers(p).loss(X, t)) },
      backward: { p, dL in TwoLayers(p).gradients(X, t).map { dL * $0 } })
    #expect(report.passes, "\(report)")
  }

  /// Of starts of plain descent, some lead to XOR and the others to a plateau; the wide network
  /// almost always arrives.
  @Test func someStartsFailAtTheKnownLosses() {
    func trials(_ hidden: Int) -> [Trial] {
      (1...30).map {
        Trial(
          hidden: hidden, .fanIn, Method.all[0], rate: 1, limit: 1000,
          from: RandomGenerator(seed: $0))
      }
    }
    let narrow = trials(2)
    #expect((10...27).contains(narrow.count { $0.steps != nil }))
    #expect(trials(4).count { $0.steps != nil } >= 28)
    for loss in narrow.compactMap(\.loss) {
      #expect([0.3466, 0.4774].contains { abs(loss - $0) < 0.01 })
    }
  }

  /// A run keeps networks as numbers; read back, they compute the same to the last bit.
  @Test(arguments: [1, 2, 4])
  func aNetworkIsKeptExactly(hidden: Int) throws {
    var generator = RandomGenerator(seed: 1)
    let model =
      hidden == 1
      ? Sequential<Double> { Linear(2, 1, using: &generator) }
      : network(hidden: hidden, using: &generator)
    let json = try JSONEncoder().encode(Weights(of: model))
    let kept = try JSONDecoder().decode(Weights.self, from: json).model
    #expect(output(of: kept, corners) == output(of: model, corners))
    #expect(kept.parameters.map(\.shape) == model.parameters.map(\.shape))
  }

  /// Failures are told from successes at the very last step.
  @Test func outcomesTellWhatFailed() {
    let trials = (1...30).map {
      Trial(
        hidden: 2, .fanIn, Method.all[0], rate: 1, limit: 300, from: RandomGenerator(seed: $0))
    }
    let outcomes = Outcomes(of: trials, limit: 300)
    #expect(outcomes.solved == trials.indices.filter { trials[$0].steps != nil })
    #expect(outcomes.failed == trials.compactMap { $0.loss.map { Double(Float($0)) } })
    let latest = trials.compactMap(\.steps).max() ?? 0
    let trial = Trial(
      hidden: 2, .fanIn, Method.all[0], rate: 1, limit: latest,
      from: RandomGenerator(seed: UInt64(1 + (trials.firstIndex { $0.steps == latest } ?? 0))))
    #expect(trial.steps == latest)
    #expect(Outcomes(of: [trial], limit: latest).solved == [0])
  }

  @Test func nineNandsAddThreeBits() throws {
    let nand = try SoftNand.trained(margin: 0.03).nand
    let c = bits(Array(0..<8), 3)
    for restores in [false, true] {
      let adder = Adder(nand: SoftNand(unit: nand.unit, restores: restores))
      let (sum, carry) = adder.sum(c[2], c[1], carry: c[0])
      for k in 0..<8 {
        let ones = k.nonzeroBitCount
        #expect((sum[0, k] > 0.5) == (ones % 2 == 1))
        #expect((carry[0, k] > 0.5) == (ones > 1))
      }
    }
  }

  /// A gate that is steep in the middle adds all bytes; a flat one does only behind thresholds.
  @Test func aFlatGateNeedsThresholds() throws {
    let steep = try SoftNand.trained(margin: 0.03).nand
    let flat = try SoftNand.trained(margin: 0.2).nand
    #expect(examineBytes(Adder(nand: steep)).right == 65536)
    #expect(examineBytes(Adder(nand: flat)).right < 65536)
    #expect(examineBytes(Adder(nand: SoftNand(unit: flat.unit, restores: true))).right == 65536)
  }

  @Test func theRunLeavesWhatTheChapterShows() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let lesson = try LogicGates.parse(["--quick", "--epochs", "50", "--figures", folder.path])
    try lesson.run()
    let run = try Run(from: folder.appending(path: "04/run.json"))
    #expect(run.lesson == 4 && run.size == .quick)
    #expect(run.numbers["units.learnt"]?.value == 14)
    for file in ["sixteen", "maps", "hidden", "success", "stuck", "levels"] {
      let figure = try #require(run.figures[file])
      let bytes = try Data(contentsOf: folder.appending(path: "04/\(figure.file)"))
      #expect(bytes.starts(with: Data("<?xml".utf8)) && bytes.count < 1_000_000)
    }

    // Drawn anew, all is as it was.
    let figures = try run.figures.mapValues {
      try Data(contentsOf: folder.appending(path: "04/\($0.file)"))
    }
    try LogicGates.parse(["--quick", "--epochs", "50", "--redraw", "--figures", folder.path]).run()
    let again = try Run(from: folder.appending(path: "04/run.json"))
    #expect(again.numbers == run.numbers && again.tables == run.tables)
    #expect(again.outputs == run.outputs && again.figures == run.figures)
    for (key, bytes) in figures {
      let file = folder.appending(path: "04/\(run.figures[key]?.file ?? "")")
      #expect(try Data(contentsOf: file) == bytes, "\(key)")
    }
  }
}
