// Dropout (Srivastava et al. 2014), in its inverted form: each number is dropped with probability p,
// and the survivors are scaled by 1/(1 − p), so that their expectation is unchanged:
//
//   y = x·m        dx = dy·m        m = 0 with probability p, else 1/(1 − p)

/// Sets numbers to zero at random and scales the others.
///
/// - Parameters:
///   - x: any shape.
///   - probability: that of dropping a number, in 0..<1.
///   - generator: what draws the mask, a number of it for each of x.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func dropout<Scalar>(
  _ x: Variable<Scalar>, _ probability: Double, using generator: inout RandomGenerator
) -> Variable<Scalar> {
  requireProbability(probability, operation: "dropout")
  let keep = Scalar(1 / (1 - probability))
  let draws = Tensor<Double>.uniform(x.shape, using: &generator)
  let mask = draws.map { $0 < probability ? 0 : keep }
  return Variable(x.value * mask, Edge(x) { dy in dy * mask })  // dx = dy·m
}

/// Stops unless numbers can be dropped so and some are left.
func requireProbability(_ probability: Double, operation: String) {
  require(
    (0..<1).contains(probability), "\(operation): probability \(probability); it must be in 0..<1")
}
