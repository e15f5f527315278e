// The first gradient check: every entry of every gradient against its numeric derivative.
//
// An entry passes when |a − n| ≤ E + e_a, where a is the gradient under test, n the numeric
// derivative, E the estimate of n's error and e_a the rounding a backward pass may commit; and only
// when E itself is at most 10⁻⁶ of max(|n|, rms n), so that what passes has been held to something.

import Gradus

/// Compares a function's gradients with its numeric derivatives, entry by entry.
///
/// The outputs are reduced by a random cotangent v, ½ ≤ |v| ≤ 1 with random signs, so that no
/// output can hide behind another, as they all would under a plain sum after a softmax.
///
/// ```swift
/// let parameters = model.namedParameters.map { ($0.name, $0.content) }
/// let report = checkGradient(of: parameters) { mse(model(x, .training), targets) }
/// report.passes  // true
/// ```
///
/// - Parameters:
///   - variables: what is differentiated by, with names for the report: parameters or inputs, none
///     empty. Their values are moved while the check runs and are as before when it returns. A
///     value on a kink proves nothing.
///   - seed: decides the cotangent.
///   - f: computes the output from the variables, the same at every call.
public func checkGradient(
  of variables: [(name: String, variable: Variable<Double>)],
  seed: UInt64 = 1,
  _ f: () -> Variable<Double>
) -> GradientReport {
  require(!variables.isEmpty, "gradient check: there are no variables")
  let output = f()
  let cotangent = randomCotangent(output.shape, seed: seed)
  let gradients = output.gradients(of: variables.map(\.variable), upstream: cotangent)

  let results = zip(variables, gradients).map { input, gradient in
    let value = input.variable.value
    defer { input.variable.value = value }
    let numeric = value.scalars.indices.map { index in
      NumericDerivative(
        of: { x in
          var moved = value.scalars
          moved[index] = x
          input.variable.value = Tensor(shape: value.shape, scalars: moved)
          return f().value.scalars
        }, contractedWith: cotangent.scalars, at: value.scalars[index])
    }
    let entries = judge(gradient, against: numeric, outputs: cotangent.count)
    return GradientReport.Variable(name: input.name, entries: entries)
  }
  return GradientReport(variables: results)
}

/// Compares a function's gradients with its numeric derivatives at given values of its inputs.
///
/// ```swift
/// let report = checkGradient(at: [("w", w), ("x", x)]) { tanh(matmul($0[0], $0[1])) }
/// ```
///
/// - Parameters:
///   - inputs: names for the report, and values; none empty.
///   - seed: decides the cotangent.
///   - f: computes the output from variables with the inputs' values, in their order.
public func checkGradient(
  at inputs: [(name: String, value: Tensor<Double>)],
  seed: UInt64 = 1,
  of f: ([Variable<Double>]) -> Variable<Double>
) -> GradientReport {
  let variables = inputs.map { (name: $0.name, variable: Variable($0.value)) }
  return checkGradient(of: variables, seed: seed) { f(variables.map(\.variable)) }
}

/// Weights of magnitude ½ to 1 and random sign.
private func randomCotangent(_ shape: [Int], seed: UInt64) -> Tensor<Double> {
  var generator = RandomGenerator(seed: seed)
  let u = Tensor<Double>.uniform(shape, in: -0.5..<0.5, using: &generator)
  return u.map { $0 < 0 ? $0 - 0.5 : $0 + 0.5 }
}

/// Compares the entries of one input's gradient.
private func judge(
  _ analytic: Tensor<Double>, against numeric: [NumericDerivative], outputs: Int
) -> [GradientReport.Entry] {
  let finite = numeric.map(\.value).filter(\.isFinite)
  let meanSquare = finite.reduce(0) { $0 + $1 * $1 } / Double(max(finite.count, 1))
  // A sum of m products has a rounding error below γ_m Σ|terms|, γ_m = m u/(1 − m u), however it is
  // ordered (Higham, Accuracy and Stability of Numerical Algorithms, §3.1). The terms of a gradient
  // are v·∂y/∂x, one an output; sixteen further roundings are granted to each on its way.
  let m = Double(outputs + 16) * Double.ulpOfOne / 2
  let gamma = m / (1 - m)
  return zip(analytic.scalars, numeric).enumerated().map { offset, pair in
    let (a, n) = pair
    let allowance = gamma * n.magnitude
    let verdict: GradientReport.Verdict =
      if n.resolution(besides: meanSquare.squareRoot()) != .resolved {
        .unresolved
      } else if abs(a - n.value) <= n.error + allowance {
        .pass
      } else {
        .fail
      }
    return GradientReport.Entry(
      index: index(of: offset, in: analytic.shape), analytic: a, numeric: n.value, error: n.error,
      allowance: allowance, verdict: verdict)
  }
}

/// The index along each axis of the element at a row-major offset.
private func index(of offset: Int, in shape: [Int]) -> [Int] {
  var rest = offset
  var index = shape
  for axis in shape.indices.reversed() {
    index[axis] = rest % shape[axis]
    rest /= shape[axis]
  }
  return index
}
