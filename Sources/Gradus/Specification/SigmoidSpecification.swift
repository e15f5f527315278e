extension Specification {
  /// The logistic function 1/(1 + e⁻ˣ) of one number, in the form whose exponential cannot overflow.
  @inline(__always)
  public static func sigmoid<Scalar: TensorScalar>(_ x: Scalar) -> Scalar {
    // −|x|, written so that a dual number keeps its derivative at 0, where |x| has none.
    let e: Scalar = .exp(x < 0 ? x : -x)
    return (x < 0 ? e : 1) / (1 + e)
  }
}
