// What to tell a student about mistakes that can happen in any gradient: the checker names the
// kind, a sentence here says it without the checker's words. Kinds that are left out say too
// little without their numbers, or belong to one exercise, whose own list has them.

import GradientCheck

extension Diagnosis.Kind {
  /// A plain sentence for a student; nil where there is none that holds in every exercise.
  var hint: String? {
    switch self {
    case .zero: "it is zero everywhere: not written yet, or all of it cancels."
    case .sign: "every sign is flipped."
    case .upstreamIgnored: "it is right only where dy is 1 everywhere: dy has not been used."
    case .localDerivative: "dy is to be multiplied by the function's own derivative, and once."
    case .diagonal:
      "each entry of the input changes other outputs besides its own; every one contributes, once."
    case .overwritten: "only one share of the sum has arrived: the others were overwritten."
    case .shareMissing: "the first or the last share of the sum is missing."
    case .transposed: "it is transposed: rows and columns have changed places."
    case .reversed: "the numbers are right but stand in reverse order."
    case .shifted: "the numbers are right but stand one place too far."
    case .unreduced: "an input that was repeated along an axis gets the sum along that axis."
    default: nil
    }
  }
}
