// A factor of the chain rule is missing, there twice, or another one. For a function element by
// element the factor is n/v, whatever the function; for a layer that ends in an activation it is
// known from the output, and the upstream gradient stands in for it; deeper inside, those of the
// usual functions of the input's value are tried.

import Foundation
import Gradus

extension Pattern {
  static let localDerivatives: [Pattern] = [
    Pattern { e in
      guard e.structure.isElementwise else { return [] }
      func v(_ place: Evidence.Place) -> Double { e.cotangent.storage[place.offset] }
      var proposals = [
        e.predicting(
          .localDerivative, "the local derivative is missing: a is the upstream gradient", v),
        e.predicting(.localDerivative, "the local derivative is squared") {
          $0.numeric * $0.numeric / v($0)
        },
        e.predicting(.localDerivative, "divided by the local derivative, not multiplied") {
          v($0) * v($0) / $0.numeric
        },
      ]
      // Of several inputs, a formula of one is no derivative.
      let tier = e.subject.names.count == 1 ? Proposal.Tier.exact : .indirect
      for formula in Formula.slopes where e.output.count > 1 {
        proposals.append(
          e.predicting(
            formula.kind, "the local derivative is taken as \(formula.text)", tier: tier
          ) { place in
            let (x, y) = (e.value.storage[place.offset], e.output.storage[place.offset])
            let slope = formula.value(x, y)
            return slope.isFinite ? v(place) * slope : nil
          })
      }
      return proposals
    },
    Pattern { e in
      e.outputFormulas.map { formula in
        // What is elementwise has simpler words for it.
        e.weighing(
          formula.kind, formula.text, tier: e.structure.isElementwise ? .indirect : .exact
        ) { e.cotangent.storage[$0] * formula.value(0, e.output.storage[$0]) }
      }
    },
    Pattern { e in
      e.structure.isElementwise
        ? []
        : [
          e.testing(
            .localDerivative, "ones stand where the local derivatives belong", tier: .indirect
          ) { place in
            e.columns[place].map { column in
              Predicted(column.reached.reduce(0) { $0 + e.cotangent.storage[$1] })
            }
          },
          e.testing(.localDerivative, "the local derivatives are squared", tier: .indirect) {
            place in
            e.columns[place].map { column in
              Predicted(
                column.contracted(with: zip(column.values, e.cotangent.storage).map { $0 * $1 }),
                error: 1e-8 * column.size)
            }
          },
        ]
    },
    Pattern { e in
      // Another operand's elements, one for each of the input's. One that was handed over as a
      // number is looked for as a factor.
      guard e.structure.isElementwise else { return [] }
      let handedOver = Set(e.constants.map(\.meaning))
      return e.subject.names.indices.filter {
        $0 != e.input && e.subject.point[$0].shape == e.value.shape
          && !handedOver.contains(e.subject.names[$0])
      }.flatMap { other -> [Proposal] in
        let (name, p) = (e.subject.names[other], e.subject.point[other].storage)
        return [
          e.predicting(.localDerivative, "the factor \(name) is missing") {
            p[$0.offset] == 0 ? nil : $0.numeric / p[$0.offset]
          },
          e.predicting(.localDerivative, "the factor \(name) counts once too often") {
            $0.numeric * p[$0.offset]
          },
        ]
      }
    },
    Pattern { e in
      Formula.factors.flatMap { factor -> [Proposal] in
        // A ratio that is the same everywhere is a constant factor.
        let slopes = e.places.map { factor.value(e.value.storage[$0.offset], 0) }
        guard let first = slopes.first, slopes.contains(where: { abs($0 - first) > 1e-3 }),
          slopes.allSatisfy({ $0.isFinite && $0 != 0 })
        else { return [] }
        func slope(_ place: Evidence.Place) -> Double {
          factor.value(e.value.storage[place.offset], 0)
        }
        return [
          e.predicting(.localDerivative, "\(factor.text) of the input counts once too often") {
            $0.numeric * slope($0)
          },
          e.predicting(.localDerivative, "\(factor.text) of the input is missing") {
            $0.numeric / slope($0)
          },
        ]
      }
    },
  ]
}

/// A formula that may stand where a derivative belongs.
private struct Formula: Sendable {
  let text: String
  var kind = Diagnosis.Kind.localDerivative
  /// Of the input and of the output.
  let value: @Sendable (_ x: Double, _ y: Double) -> Double

  /// Slopes of functions element by element.
  static let slopes: [Formula] = [
    Formula(text: "y, the function itself") { $1 },
    Formula(text: "1 − y") { 1 - $1 },
    Formula(text: "1 + y") { 1 + $1 },
    Formula(text: "y(1 − y), as σ′") { $1 * (1 - $1) },
    Formula(text: "y(1 + y)") { $1 * (1 + $1) },
    Formula(text: "1 − y², as tanh′") { 1 - $1 * $1 },
    Formula(text: "1 + y²") { 1 + $1 * $1 },
    Formula(text: "x(1 − x): the input where the output belongs") { x, _ in x * (1 - x) },
    Formula(text: "1 − x²: the input where the output belongs") { x, _ in 1 - x * x },
    Formula(text: "1 − exp(−x): the input where the output belongs") { x, _ in 1 - exp(-x) },
    Formula(text: "x + 1 for x < 0: the input where the output belongs") { x, _ in
      x > 0 ? 1 : x + 1
    },
    Formula(text: "x") { x, _ in x },
    Formula(text: "1/x") { x, _ in 1 / x },
    Formula(text: "σ(x)") { x, _ in 1 / (1 + exp(-x)) },
    Formula(text: "exp x") { x, _ in exp(x) },
  ]

  /// Factors in a gradient.
  static let factors: [Formula] = [
    Formula(text: "σ′") { x, _ in
      let y = 1 / (1 + exp(-x))
      return y * (1 - y)
    },
    Formula(text: "tanh′") { x, _ in 1 - tanh(x) * tanh(x) },
    Formula(text: "the value") { x, _ in x },
    Formula(text: "twice the value") { x, _ in 2 * x },
    Formula(text: "the magnitude") { x, _ in abs(x) },
    Formula(text: "the square") { x, _ in x * x },
    Formula(text: "exp") { x, _ in exp(x) },
    Formula(text: "log") { x, _ in log(x) },
    Formula(text: "cos") { x, _ in cos(x) },
    Formula(text: "√") { x, _ in x.squareRoot() },
  ]

  /// The factors of an output y by which its gradient may be wrong, for any function.
  static let outputs: [Formula] = [
    Formula(text: "multiplied by the output: the gradient of its square, but for a 2") { $1 },
    Formula(text: "multiplied by twice the output: the gradient of its square") { 2 * $1 },
    Formula(text: "divided by the output: the gradient of its logarithm") { 1 / $1 },
    Formula(text: "divided by twice the output: the gradient of its root, or a square's 2y") {
      1 / (2 * $1)
    },
    Formula(text: "divided by twice the root of the output, as a square's gradient without 2√y") {
      1 / (2 * $1.squareRoot())
    },
    Formula(text: "multiplied by exp of the output: the gradient without the logarithm") {
      exp($1)
    },
  ]

  /// The same after σ, whose outputs lie in 0...1.
  static let afterSigmoid: [Formula] = [
    Formula(text: "σ′ = y(1 − y) of the output is missing") { 1 / ($1 * (1 - $1)) },
    Formula(text: "σ′ = y(1 − y) of the output counts twice") { $1 * (1 - $1) },
    Formula(text: "1 − y of σ′ = y(1 − y) is missing") { 1 / (1 - $1) },
    Formula(text: "y of σ′ = y(1 − y) is missing") { 1 / $1 },
    Formula(text: "σ′ is taken at the output instead of the input", kind: .otherPoint) { _, y in
      let s = 1 / (1 + exp(-y))
      return s * (1 - s) / (y * (1 - y))
    },
    Formula(text: "z(1 − z) of σ's input stands for y(1 − y) of its output") { _, y in
      let z = log(y / (1 - y))
      return z * (1 - z) / (y * (1 - y))
    },
    Formula(text: "1 − y², tanh′, stands for σ′") { (1 - $1 * $1) / ($1 * (1 - $1)) },
  ]

  /// The same after tanh, whose outputs lie in −1...1.
  static let afterTanh: [Formula] = [
    Formula(text: "tanh′ = 1 − y² of the output is missing") { 1 / (1 - $1 * $1) },
    Formula(text: "tanh′ = 1 − y² of the output counts twice") { 1 - $1 * $1 },
    Formula(text: "1 − y stands for tanh′ = 1 − y²") { 1 / (1 + $1) },
    Formula(text: "tanh′ is taken at the output instead of the input", kind: .otherPoint) { _, y in
      (1 - tanh(y) * tanh(y)) / (1 - y * y)
    },
    Formula(text: "1 − z² of tanh's input stands for 1 − y² of its output") { _, y in
      (1 - atanh(y) * atanh(y)) / (1 - y * y)
    },
    Formula(text: "y(1 − y), σ′, stands for tanh′") { $1 * (1 - $1) / (1 - $1 * $1) },
  ]
}

extension Evidence {
  /// The factors that the function's outputs may be taken with, by their range.
  fileprivate var outputFormulas: [Formula] {
    let (least, greatest) = (output.storage.min() ?? 0, output.storage.max() ?? 0)
    var formulas = Formula.outputs
    if least > 0, greatest < 1 { formulas = Formula.afterSigmoid + formulas }
    if least > -1, greatest < 1 { formulas = Formula.afterTanh + formulas }
    let isVaried = output.count == 1 || least != greatest
    return formulas.filter { formula in
      isVaried && output.storage.allSatisfy { formula.value(0, $0).isFinite }
    }
  }

  /// A mistake by which the outputs count with other weights than the cotangent's.
  func weighing(
    _ kind: Diagnosis.Kind, _ phrase: String, tier: Proposal.Tier = .exact,
    _ weight: (_ output: Int) -> Double
  ) -> Proposal {
    testing(kind, phrase, tier: tier) { sum(at: $0, weight) }
  }

  /// Σ w·∂y/∂x at a tested place.
  func sum(at place: Int, _ weight: (_ output: Int) -> Double) -> Predicted? {
    guard let column = columns[place] else { return nil }
    var (sum, size) = (0.0, 0.0)
    for k in column.reached {
      let share = weight(k) * column.values[k]
      sum += share
      size += abs(share)
    }
    return Predicted(sum, error: 4 * column.error + 4e-9 * size)
  }
}
