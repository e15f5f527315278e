// The trials: the engine's own gradients pass them, and the same seed draws the same.

import GradientCheck
import Gradus
import Mutants
import Testing

@testable import campaign

@Suite struct TrialTests {
  @Test(arguments: Operation.allCases) func theRightEnginePasses(_ operation: Operation) {
    let reports = (1...3).map { operation.trial(seed: $0).report(seed: $0) }
    for report in reports { #expect(report.verdict != .fail, "\(report)") }
    // A right gradient may now and then be left in doubt.
    #expect(reports.count(where: \.passes) >= 2)
  }

  @Test(arguments: Operation.allCases) func theSameSeedDrawsTheSame(_ operation: Operation) {
    let trials = (0..<2).map { _ in operation.trial(seed: 7) }
    let gradients = trials.map { $0.gradients(upstream: $0.report(seed: 7).cotangent) }
    #expect(trials[0].inputs.map(\.value) == trials[1].inputs.map(\.value))
    #expect(gradients[0] == gradients[1])
  }

  /// What a trial computes by itself is what the checker looks at.
  @Test(arguments: Operation.allCases) func aBarePairIsTheSameFunction(_ operation: Operation) {
    let trial = operation.trial(seed: 3)
    func report(_ factor: Double) -> GradientReport {
      trial.report(multiplying: trial.inputs.map { factor * .ones($0.value.shape) }, seed: 3)
    }
    #expect(report(1).passes, "\(report(1))")
    #expect(report(1.01).verdict == .fail, "\(report(1.01))")
  }

  /// A softmax saturated to 10⁻¹⁵, whose every derivative has lost a little of a number near 1.
  @Test func manySmallLossesAreNoFault() {
    let seed: UInt64 = 1_812_963_626_156_769_320
    let report = Trial.composition(seed: seed).report(seed: seed)
    #expect(report.verdict != .fail, "\(report)")
    #expect(report.faults.isEmpty, "\(report)")
  }

  @Test func compositionsAndNetworks() {
    for seed: UInt64 in 1...20 {
      #expect(Trial.composition(seed: seed).report(seed: seed).verdict != .fail)
      let network = Trial.network(seed: seed).report(seed: seed)
      #expect(network.passes, "\(network)")
    }
  }
}
