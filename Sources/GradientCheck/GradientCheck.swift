// The first gradient check: every entry of a gradient against its numeric derivative.
//
// An entry passes when |a − n| ≤ E + e_a, where a is the gradient under test, n the numeric derivative,
// E the estimate of n's error and e_a the rounding a backward pass may commit; and only when E itself is
// at most 10⁻⁶ of max(|n|, rms n), so that what passes has been held to something.

/// Compares a gradient with the numeric derivative of the function it belongs to, entry by entry.
///
/// The outputs are reduced by a random cotangent v, ½ ≤ |v| ≤ 1 with random signs, so that no output
/// can hide behind another, as they all would under a plain sum after a softmax.
///
/// ```swift
/// let report = checkGradient(of: { [$0[0][0] * $0[1][0]] }, at: ["a": [3], "b": [5]]) { x, v in
///   [[v[0] * x[1][0]], [v[0] * x[0][0]]]
/// }
/// report.passes  // true
/// ```
///
/// - Parameters:
///   - f: takes the inputs in their order and returns the outputs; deterministic.
///   - inputs: names and values of the inputs; none empty.
///   - seed: decides the cotangent.
///   - gradient: the gradient under test: given the inputs and the cotangent v, ∂(Σ v·f)/∂x for each
///     input, in the inputs' order and sizes.
public func checkGradient(
  of f: ([[Double]]) -> [Double],
  at inputs: KeyValuePairs<String, [Double]>,
  seed: UInt64 = 1,
  gradient: (_ inputs: [[Double]], _ cotangent: [Double]) -> [[Double]]
) -> GradientReport {
  precondition(!inputs.isEmpty, "gradient check: there are no inputs")
  let point = inputs.map(\.value)
  let cotangent = randomCotangent(count: f(point).count, seed: seed)
  let analytic = gradient(point, cotangent)
  precondition(
    analytic.map(\.count) == point.map(\.count),
    "gradient check: gradients of \(analytic.map(\.count)) entries for inputs of "
      + "\(point.map(\.count))")

  let results = inputs.enumerated().map { position, input in
    let numeric = input.value.indices.map { index in
      NumericDerivative(
        of: { x in
          var moved = point
          moved[position][index] = x
          return f(moved)
        }, contractedWith: cotangent, at: input.value[index])
    }
    return GradientReport.Input(
      name: input.key,
      entries: judge(analytic[position], against: numeric, outputs: cotangent.count))
  }
  return GradientReport(inputs: results)
}

/// Weights of magnitude ½ to 1 and random sign.
private func randomCotangent(count: Int, seed: UInt64) -> [Double] {
  var generator = SplitMix64(seed: seed)
  return (0..<count).map { _ in
    let magnitude = Double.random(in: 0.5...1, using: &generator)
    return Bool.random(using: &generator) ? magnitude : -magnitude
  }
}

/// Compares the entries of one input.
private func judge(
  _ analytic: [Double], against numeric: [NumericDerivative], outputs: Int
) -> [GradientReport.Entry] {
  let finite = numeric.map(\.value).filter(\.isFinite)
  let meanSquare = finite.reduce(0) { $0 + $1 * $1 } / Double(max(finite.count, 1))
  // A sum of m products has a rounding error below γ_m Σ|terms|, γ_m = m u/(1 − m u), however it is
  // ordered (Higham, Accuracy and Stability of Numerical Algorithms, §3.1). The terms of a gradient
  // are v·∂y/∂x, one an output; sixteen further roundings are granted to each on its way.
  let m = Double(outputs + 16) * Double.ulpOfOne / 2
  let gamma = m / (1 - m)
  return zip(analytic, numeric).enumerated().map { index, pair in
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
      index: index, analytic: a, numeric: n.value, error: n.error, allowance: allowance,
      verdict: verdict)
  }
}
