// A factor of the chain rule is missing, there twice, or another one. For a function element by
// element the factor is n/v, whatever the function; for a layer that ends in an activation it is
// known from the output, and the upstream gradient stands in for it; deeper inside, those of the
// usual functions of the input's value are tried.

import Foundation
import Gradus

extension Evidence {
  var localDerivativeMistakes: [Proposal] {
    structure.isElementwise
      ? ofOneElement + ofTheOutput + otherOperands + factorsOfTheInput
      : ofTheOutput + ofSeveralElements + factorsOfTheInput
  }

  private var ofOneElement: [Proposal] {
    let known = [
      predicting(
        .localDerivative, "the local derivative is missing: a is the upstream gradient", upstream),
      predicting(.localDerivative, "the local derivative is squared") {
        $0.numeric * $0.numeric / upstream($0)
      },
      predicting(.localDerivative, "divided by the local derivative, not multiplied") {
        upstream($0) * upstream($0) / $0.numeric
      },
    ]
    if output.count == 1 { return known }
    // Of several inputs, a formula of one is no derivative.
    let tier: Proposal.Tier = others.isEmpty ? .exact : .indirect
    return known
      + Formula.slopes.map { formula in
        predicting(formula.kind, "the local derivative is taken as \(formula.text)", tier: tier) {
          let slope = formula.value(value.storage[$0.offset], output.storage[$0.offset])
          return slope.isFinite ? upstream($0) * slope : nil
        }
      }
  }

  private var ofTheOutput: [Proposal] {
    outputFormulas.map { formula in
      // What is elementwise has simpler words for it.
      weighing(formula.kind, formula.text, tier: structure.isElementwise ? .indirect : .exact) {
        cotangent.storage[$0] * formula.value(0, output.storage[$0])
      }
    }
  }

  private var ofSeveralElements: [Proposal] {
    [
      testing(
        .localDerivative, "ones stand where the local derivatives belong", tier: .indirect
      ) { place in
        columns[place.offset].map { column in
          Predicted(column.reached.reduce(0) { $0 + cotangent.storage[$1] })
        }
      },
      testing(.localDerivative, "the local derivatives are squared", tier: .indirect) { place in
        columns[place.offset].map { column in
          let squares = zip(column.values, cotangent.storage).map { $0 * $1 }
          return Predicted(column.values.dot(squares), error: 1e-8 * column.size)
        }
      },
    ]
  }

  /// Another operand's elements, one for each of the input's. One that was handed over as a number
  /// is looked for as a factor.
  private var otherOperands: [Proposal] {
    let handedOver = Set(constants.map(\.meaning))
    return others.filter {
      subject.point[$0].shape == value.shape && !handedOver.contains(subject.names[$0])
    }.flatMap { other in
      let (name, p) = (subject.names[other], subject.point[other].storage)
      return [
        predicting(.localDerivative, "the factor \(name) is missing") {
          p[$0.offset] == 0 ? nil : $0.numeric / p[$0.offset]
        },
        predicting(.localDerivative, "the factor \(name) counts once too often") {
          $0.numeric * p[$0.offset]
        },
      ]
    }
  }

  private var factorsOfTheInput: [Proposal] {
    Formula.factors.flatMap { factor -> [Proposal] in
      func slope(_ place: Place) -> Double { factor.value(value.storage[place.offset], 0) }
      // A ratio that is the same everywhere is a constant factor.
      let slopes = places.map(slope)
      guard slopes.contains(where: { abs($0 - slopes[0]) > 1e-3 }),
        slopes.allSatisfy({ $0.isFinite && $0 != 0 })
      else { return [] }
      return [
        predicting(.localDerivative, "\(factor.text) of the input counts once too often") {
          $0.numeric * slope($0)
        },
        predicting(.localDerivative, "\(factor.text) of the input is missing") {
          $0.numeric / slope($0)
        },
      ]
    }
  }

  /// The factors that the function's outputs may be taken with, by their range.
  private var outputFormulas: [Formula] {
    let (least, greatest) = (output.storage.min() ?? 0, output.storage.max() ?? 0)
    if output.count > 1, least == greatest { return [] }
    var formulas = Formula.outputs
    if least > 0, greatest < 1 { formulas = Formula.afterSigmoid + formulas }
    if least > -1, greatest < 1 { formulas = Formula.afterTanh + formulas }
    return formulas.filter { formula in
      output.storage.allSatisfy { formula.value(0, $0).isFinite }
    }
  }
}

/// A formula that may stand where a derivative belongs.
private struct Formula: Sendable {
  let text: String
  let kind: Diagnosis.Kind
  /// Of the input and of the output.
  let value: @Sendable (_ x: Double, _ y: Double) -> Double

  init(
    _ text: String, kind: Diagnosis.Kind = .localDerivative,
    _ value: @escaping @Sendable (_ x: Double, _ y: Double) -> Double
  ) {
    (self.text, self.kind, self.value) = (text, kind, value)
  }

  /// Slopes of functions element by element.
  static let slopes: [Formula] = [
    Formula("y, the function itself") { $1 },
    Formula("1 − y") { 1 - $1 },
    Formula("1 + y") { 1 + $1 },
    Formula("y(1 − y), as σ′") { $1 * (1 - $1) },
    Formula("y(1 + y)") { $1 * (1 + $1) },
    Formula("1 − y², as tanh′") { 1 - $1 * $1 },
    Formula("1 + y²") { 1 + $1 * $1 },
    Formula("x(1 − x): the input where the output belongs") { x, _ in x * (1 - x) },
    Formula("1 − x²: the input where the output belongs") { x, _ in 1 - x * x },
    Formula("1 − exp(−x): the input where the output belongs") { x, _ in 1 - exp(-x) },
    Formula("x + 1 for x < 0: the input where the output belongs") { x, _ in x > 0 ? 1 : x + 1 },
    Formula("x") { x, _ in x },
    Formula("1/x") { x, _ in 1 / x },
    Formula("σ(x)") { x, _ in sigmoid(x) },
    Formula("exp x") { x, _ in exp(x) },
  ]

  /// Factors in a gradient.
  static let factors: [Formula] = [
    Formula("σ′") { x, _ in sigmoidSlope(x) },
    Formula("tanh′") { x, _ in tanhSlope(x) },
    Formula("the value") { x, _ in x },
    Formula("twice the value") { x, _ in 2 * x },
    Formula("the magnitude") { x, _ in abs(x) },
    Formula("the square") { x, _ in x * x },
    Formula("exp") { x, _ in exp(x) },
    Formula("log") { x, _ in log(x) },
    Formula("cos") { x, _ in cos(x) },
    Formula("√") { x, _ in x.squareRoot() },
  ]

  /// The factors of an output y by which its gradient may be wrong, for any function.
  static let outputs: [Formula] = [
    Formula("multiplied by the output: the gradient of its square, but for a 2") { $1 },
    Formula("multiplied by twice the output: the gradient of its square") { 2 * $1 },
    Formula("divided by the output: the gradient of its logarithm") { 1 / $1 },
    Formula("divided by twice the output: the gradient of its root, or a square's 2y") {
      1 / (2 * $1)
    },
    Formula("divided by twice the root of the output, as a square's gradient without 2√y") {
      1 / (2 * $1.squareRoot())
    },
    Formula("multiplied by exp of the output: the gradient without the logarithm") { exp($1) },
  ]

  /// The same after σ, whose outputs lie in 0...1.
  static let afterSigmoid: [Formula] = [
    Formula("σ′ = y(1 − y) of the output is missing") { 1 / ($1 * (1 - $1)) },
    Formula("σ′ = y(1 − y) of the output counts twice") { $1 * (1 - $1) },
    Formula("1 − y of σ′ = y(1 − y) is missing") { 1 / (1 - $1) },
    Formula("y of σ′ = y(1 − y) is missing") { 1 / $1 },
    Formula("σ′ is taken at the output instead of the input", kind: .otherPoint) { _, y in
      sigmoidSlope(y) / (y * (1 - y))
    },
    Formula("z(1 − z) of σ's input stands for y(1 − y) of its output") { _, y in
      let z = log(y / (1 - y))
      return z * (1 - z) / (y * (1 - y))
    },
    Formula("1 − y², tanh′, stands for σ′") { (1 - $1 * $1) / ($1 * (1 - $1)) },
  ]

  /// The same after tanh, whose outputs lie in −1...1.
  static let afterTanh: [Formula] = [
    Formula("tanh′ = 1 − y² of the output is missing") { 1 / (1 - $1 * $1) },
    Formula("tanh′ = 1 − y² of the output counts twice") { 1 - $1 * $1 },
    Formula("1 − y stands for tanh′ = 1 − y²") { 1 / (1 + $1) },
    Formula("tanh′ is taken at the output instead of the input", kind: .otherPoint) { _, y in
      tanhSlope(y) / (1 - y * y)
    },
    Formula("1 − z² of tanh's input stands for 1 − y² of its output") { _, y in
      (1 - atanh(y) * atanh(y)) / (1 - y * y)
    },
    Formula("y(1 − y), σ′, stands for tanh′") { $1 * (1 - $1) / (1 - $1 * $1) },
  ]
}

private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

/// σ′ at an input.
func sigmoidSlope(_ x: Double) -> Double { sigmoid(x) * (1 - sigmoid(x)) }

/// tanh′ at an input.
func tanhSlope(_ x: Double) -> Double { 1 - tanh(x) * tanh(x) }
