// Lesson 05's findings: that every step of the derivation is right, that the classic mistakes are
// named, and that the layer does to a deep network what the chapter says.

import Foundation
import GradientCheck
import Gradus
import LessonKit
import Testing

@testable import Lesson05

@Suite struct BatchNormalisationTests {
  private let point = CheckPoint()

  @Test func everyNodeIsRight() {
    let report = checkNodes(at: point)
    #expect(report.passes, "\(report)")
    let names: [String] = ["x", "γ", "β"] + Node.allCases.map(\.rawValue)
    #expect(report.inputs.map(\.name) == names)
    let entries: Int = report.inputs.map(\.checked).reduce(0, +)
    #expect(entries == 6 * 21 + 6 * 3)
  }

  /// Another point, so that no step is right by the numbers chosen.
  @Test(arguments: [6, 7] as [UInt64])
  func everyNodeIsRightElsewhere(seed: UInt64) {
    let report = checkNodes(at: CheckPoint(seed: seed))
    #expect(report.passes, "\(report)")
  }

  @Test func everyShareIsRight() {
    let shares = checkShares(at: point)
    #expect(shares.count == 4)
    for (name, _, report) in shares { #expect(report.passes, "\(name): \(report)") }
  }

  @Test func everyStepOfTheSimplificationHolds() {
    let f = Forward(point.x, point.gamma, point.beta)
    let steps = simplifications(f, point.gamma, point.dy)
    #expect(steps.count == 7)
    for (claim, difference) in steps { #expect(difference < 1e-13, "\(claim)") }
  }

  @Test(arguments: [1e-5, 0.1, 2])
  func theClosedFormIsTheGradientForAnyEpsilon(epsilon: Double) {
    let p = point
    let report = checkGradient(
      at: [("x", p.x), ("γ", p.gamma), ("β", p.beta)],
      forward: { Forward($0[0], $0[1], $0[2], epsilon: epsilon).y },
      backward: { q, dy in
        let (dx, dgamma, dbeta) = compact(q[0], q[1], dy, epsilon: epsilon)
        return [dx, dgamma, dbeta]
      })
    #expect(report.passes, "\(report)")
  }

  @Test func theClosedFormIsTheEnginesGradient() {
    let layer = BatchNorm1d<Double>(3)
    layer.weight.value = point.gamma.reshaped([3])
    let x = Variable(point.x)
    let dx = layer(x, .training).gradients(of: [x], upstream: point.dy)[0]
    #expect(abs(dx - compact(point.x, point.gamma, point.dy).dx).max().scalar < 1e-13)
  }

  /// The gradient of every feature is at right angles to ones, whatever arrives.
  @Test func aShiftOfTheBatchCostsNothing() {
    let (dx, _, _) = compact(point.x, point.gamma, point.dy)
    #expect(abs(sum(dx)).max().scalar < 1e-13)
    #expect(abs(dx).max().scalar > 0.01)
  }

  @Test(arguments: WrongVersion.all.map(\.name))
  func aWrongVersionIsNamed(name: String) throws {
    let version = try #require(WrongVersion.all.first { $0.name == name })
    let alone = version.report(withSuspect: false)
    #expect(!alone.passes, "\(alone)")
    // A γ that is no input is a factor of every row, no more.
    let ofRows: Diagnosis.Kind? = version.name == "gamma" ? .parameterIgnored : nil
    #expect(alone.diagnoses.first?.kind == (version.suspect == nil ? version.kind : ofRows))
    let report = version.report()
    #expect(report["x"].diagnoses.map(\.kind) == [version.kind], "\(report)")
    if let suspect = version.suspect {
      let causes = report["x"].diagnoses.map(\.description)
      #expect(causes == ["it is the gradient of \(suspect.name)"])
      #expect(report[suspect.name].passes, "\(report)")
    }
  }

  /// The checker does not name a suspect who is innocent.
  @Test func aWrongSuspectIsNotNamed() throws {
    let axis = try #require(WrongVersion.all.first { $0.name == "axis" })
    let gamma = try #require(WrongVersion.all.first { $0.name == "gamma" })
    let mixed = WrongVersion(
      name: "", mistake: "", kind: .otherInput, suspect: axis.suspect, dx: gamma.dx)
    #expect(!mixed.report()["x"].diagnoses.contains { $0.kind == .otherInput })
  }

  /// In training a mistake changes the gradient by x and nothing else.
  @Test func aMistakeIsMadeInTheNetwork() throws {
    let variance = try #require(WrongVersion.all.first { $0.name == "variance" })
    let dy = Tensor<Float>(point.dy)
    func run(_ mistake: WrongVersion?) -> (y: Tensor<Float>, gradients: [Tensor<Float>]) {
      let norm = Norm(layer: BatchNorm1d<Float>(3), mistake: mistake)
      let x = Variable(Tensor<Float>(point.x))
      let y = norm(x, .training)
      let parameters = [norm.layer.weight, norm.layer.bias]
      return (y.value, y.gradients(of: [x] + parameters, upstream: dy))
    }
    let (right, wrong) = (run(nil), run(variance))
    #expect(wrong.y == right.y && wrong.gradients.dropFirst() == right.gradients.dropFirst())
    let s = sqrt(mean(point.x * point.x) - mean(point.x) * mean(point.x) + 1e-5)
    let expected = (point.dy - mean(point.dy)) / s
    #expect(abs(Tensor<Double>(wrong.gradients[0]) - expected).max().scalar < 1e-5)
    #expect(abs(Tensor<Double>(right.gradients[0]) - expected).max().scalar > 0.1)
  }

  @Test func theSignalFadesWithoutTheLayer() {
    let task = Spirals(seed: 1)
    let spreads = Kind.allCases.map { kind in
      Training(kind, on: task, rate: 0.1, seed: 1).undisturbed { network in
        spread(network.signals(Variable(task.heldOutX), .training).hidden[7].value)
      }
    }
    #expect(spreads[0] < 0.01 && spreads[1] > 0.1)
    #expect(abs(spreads[2] - 1) < 0.01)
  }

  @Test func lookingLeavesNoTrace() {
    let task = Spirals(seed: 1)
    let training = Training(.normalised, on: task, rate: 0.1, seed: 1)
    let before = training.network.norms.map(\.layer.runningMean.value)
    _ = training.heldOutAccuracy(.training)
    #expect(training.network.norms.map(\.layer.runningMean.value) == before)
    _ = training.network(task.X, .training)
    #expect(training.network.norms.map(\.layer.runningMean.value) != before)
  }

  @Test func theRunLeavesWhatTheChapterShows() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let lesson = try BatchNormalisation.parse(["--quick", "--figures", folder.path])
    try lesson.run()
    let run = try Run(from: folder.appending(path: "05/run.json"))
    #expect(run.figures.count == 5)
    #expect(run.outputs.count == WrongVersion.all.count - 2)
    let plain = try #require(run.numbers["rates.best.plain"]?.value)
    let normalised = try #require(run.numbers["rates.best.normalised"]?.value)
    #expect(normalised > plain + 0.1)
    try expectSameWhenRedrawn(BatchNormalisation.self, ["--quick"], in: folder)
  }
}
