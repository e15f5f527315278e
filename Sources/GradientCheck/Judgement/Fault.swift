// The rules that hold of every function and its pullback, by the ways to break them.

import Gradus

/// A rule that a function or its pullback breaks.
public enum Fault: Sendable, Equatable {
  /// The function's values differ when it is called again.
  case nonDeterministic
  /// A gradient has another shape than its input.
  case shape(input: String, expected: [Int], found: [Int])
  /// The output has another shape at other values of the inputs.
  case outputShape(expected: [Int], found: [Int])
  /// The output has another shape in `Float` than in `Double`.
  case precisionShape(double: [Int], single: [Int])
  /// There are more gradients than inputs, or fewer.
  case count(expected: Int, found: Int)
  /// An input holds a number that is not finite.
  case notFinite(input: String, index: [Int])
  /// The function or its pullback changes an input.
  case changesInput(String)
  /// The pullback changes the cotangent it is given.
  case changesCotangent
  /// The pullback's result differs when it is called again.
  case notRepeatable(input: String)
  /// The pullback of zero is not zero.
  case zeroNotKept(input: String)
  /// The pullback is not linear: B(αv + βw) ≠ αB(v) + βB(w).
  case notLinear(input: String)
  /// ⟨v, J·u⟩ ≠ ⟨Jᵀ·v, u⟩ for a random direction u.
  case notAdjoint(wrong: Witness?)
}

extension Fault: CustomStringConvertible {
  /// The fault in a sentence.
  public var description: String {
    switch self {
    case .nonDeterministic: "the function is not deterministic: two calls gave different values"
    case .shape(let input, let expected, let found):
      "the gradient of \(input) has shape \(found), expected \(expected)"
    case .outputShape(let expected, let found):
      "the output has shape \(expected) at the point and \(found) near it: a shape must not depend on "
        + "the values"
    case .precisionShape(let double, let single):
      "the output has shape \(double) in double precision and \(single) in single"
    case .count(let expected, let found):
      "the pullback gives \(found) \(found == 1 ? "gradient" : "gradients"), expected one for each of "
        + "\(expected) \(expected == 1 ? "input" : "inputs")"
    case .notFinite(let input, let index):
      "\(input) \(index) is not finite: nothing can be measured around it"
    case .changesInput(let input): "the function or its pullback changes its input \(input)"
    case .changesCotangent: "the pullback changes the gradient it is given"
    case .notRepeatable(let input):
      "the pullback gives another gradient of \(input) when it is called again"
    case .zeroNotKept(let input): "the pullback of zero is not zero for \(input)"
    case .notLinear(let input): "the pullback is not linear for \(input)"
    case .notAdjoint(let wrong):
      "⟨v, J·u⟩ differs from ⟨Jᵀ·v, u⟩: "
        + (wrong.map { "\($0.rawValue) is wrong" } ?? "no two witnesses agree")
    }
  }

  /// What the fault makes of the whole check.
  var verdict: Verdict {
    switch self {
    case .nonDeterministic: .inconclusive(.nonDeterministic)
    case .notFinite: .inconclusive(.nonFinite)
    case .notAdjoint(.forward): .inconclusive(.forwardIsOdd)
    case .notAdjoint(.numeric): .inconclusive(.numericIsOdd)
    case .notAdjoint(nil): .inconclusive(.noTwoAgree)
    default: .fail
    }
  }

  /// Whether numeric derivatives and gradients can still be compared.
  var leavesSomethingToCompare: Bool {
    switch self {
    case .nonDeterministic, .count, .notFinite, .outputShape, .precisionShape: false
    default: true
    }
  }
}

extension Fault {
  /// The first element of an input that is no finite number; nil where all are.
  init?(name: String, value: Tensor<Double>) {
    guard let place = value.storage.firstIndex(where: { !$0.isFinite }) else { return nil }
    self = .notFinite(input: name, index: value.shape.index(at: place))
  }
}
