// Whole models: every parameter and the input, in both modes, with masks and statistics put back.

import Gradus
import Testing

@testable import GradientCheck

private func makeModel() -> Sequential<Double> {
  var generator = RandomGenerator(seed: 11)
  return Sequential {
    Linear(3, 7, bias: false, using: &generator)
    BatchNorm1d(7)
    Tanh()
    Dropout(0.3, using: &generator)
    Linear(7, 2, using: &generator)
  }
}

private let labels = Tensor<Int>([0, 1, 1, 0, 1])

private func input() -> Tensor<Double> {
  var generator = RandomGenerator(seed: 12)
  return .normal([3, 5], using: &generator)
}

/// A layer whose gradient in training is off by Dropout's factor.
private struct Unscaled: Layer {
  let dropout: Dropout<Double>

  func callAsFunction(_ x: Variable<Double>, _ mode: Mode) -> Variable<Double> {
    let y = dropout(x.value, mode).value
    let mask = y.map { $0 == 0 ? 0.0 : 1 }
    return Variable(y, Edge(x) { dy in dy * mask })
  }
}

/// A model that is a class.
private final class Whole: Layer {
  let layers = makeModel()

  func callAsFunction(_ x: Variable<Double>, _ mode: Mode) -> Variable<Double> { layers(x, mode) }
}

/// A model that counts its runs.
private final class Counted: Layer {
  let layers: Sequential<Double>
  private(set) var runs = 0

  init(_ layers: Sequential<Double>) { self.layers = layers }

  func callAsFunction(_ x: Variable<Double>, _ mode: Mode) -> Variable<Double> {
    runs += 1
    return layers(x, mode)
  }
}

@Suite struct ModelTests {
  /// A smooth entry of a loss takes seven runs; kinks, directions and the guards take the rest.
  @Test func aSampleOfAConvolutionalNetIsAffordable() {
    var generator = RandomGenerator(seed: 1)
    let model = Counted(
      Sequential {
        Conv2d(1, 3, kernel: 3, padding: 1, using: &generator)
        ReLU()
        MaxPool2d(2)
        Flatten()
        Linear(27, 5, using: &generator)
        ReLU()
        Linear(5, 3, using: &generator)
      })
    let x = Tensor<Double>.normal([1, 6, 7, 2], using: &generator)
    let report = checkGradient(of: model, at: x, .training, options: CheckOptions(entries: 200)) {
      crossEntropy(logits: $0, targets: Tensor<Int>([0, 2]))
    }
    let entries = report.inputs.reduce(0) { $0 + $1.checked }
    #expect(report.passes, "\(report)")
    #expect(model.runs <= 10 * entries, "\(model.runs) runs for \(entries) entries")
    // All steps at once are for what is small or wrong.
    #expect(report["layers.layers.4.weight"].steps.isEmpty)
    #expect(!report["layers.layers.4.bias"].steps.isEmpty)
  }

  @Test func aClassIsAModelLikeAnyOther() {
    let (model, other) = (Whole(), Whole())
    let report = checkGradient(of: model, at: input(), .training) { ($0 * $0).mean() }
    #expect(report.passes, "\(report)")
    #expect(model(input(), .training).value == other(input(), .training).value)
  }

  @Test(arguments: [Mode.training, .evaluation]) func aRightModelPasses(mode: Mode) {
    let model = makeModel()
    let report = checkGradient(of: model, at: input(), mode) {
      crossEntropy(logits: $0, targets: labels)
    }
    #expect(report.passes, "\(report)")
    #expect(
      report.inputs.map(\.name) == [
        "layers.0.weight", "layers.1.weight", "layers.1.bias", "layers.4.weight",
        "layers.4.bias", "input",
      ])
  }

  @Test func theModelIsAsBefore() {
    let (model, other) = (makeModel(), makeModel())
    _ = checkGradient(of: model, at: input(), .training) { ($0 * $0).mean() }
    for (state, before) in zip(model.namedState, other.namedState) {
      #expect(state.content.value == before.content.value)
    }
    for (parameter, before) in zip(model.parameters, other.parameters) {
      #expect(parameter.value == before.value)
    }
    // The same mask is drawn next.
    #expect(model(input(), .training).value == other(input(), .training).value)
  }

  /// A bias in front of batch normalisation has no effect.
  @Test func aBiasBeforeNormalisationIsVacuousUnlessDeclared() {
    var generator = RandomGenerator(seed: 11)
    let model = Sequential<Double> {
      Linear(3, 7, using: &generator)
      BatchNorm1d(7)
    }
    let loss: (Variable<Double>) -> Variable<Double> = { ($0 * $0 * $0).mean() }
    let report = checkGradient(of: model, at: input(), .training, loss: loss)
    #expect(report["layers.0.bias"].verdict == .vacuous, "\(report)")
    #expect(report.verdict == .vacuous)
    let options = CheckOptions(zeros: ["layers.0.bias"])
    let declared = checkGradient(of: model, at: input(), .training, options: options, loss: loss)
    #expect(declared.passes, "\(declared)")
  }

  @Test func aForgottenKeepProbabilityIsNamed() {
    var generator = RandomGenerator(seed: 4)
    let layer = Unscaled(dropout: Dropout(0.2, using: &generator))
    let report = checkGradient(of: layer, at: input(), .training) { tanh($0) }
    #expect(report.verdict == .fail, "\(report)")
    #expect("\(report)".contains("multiplied by Dropout's share of survivors, 0.8"), "\(report)")
  }
}
