// Winograd's minimal filtering F(4, 3): four neighbouring results of a filter of three weights cost
// six products instead of twelve, and in two dimensions 16 results 36 instead of 144,
//
//   y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A,     dg = Gᵀ[(A dy Aᵀ) ⊙ (Bᵀ d B)]G.
//
// It multiplies polynomials by their values at six points (Winograd 1980; Lavin and Gray 2016, "Fast
// Algorithms for Convolutional Neural Networks", §4.3). Theirs are 0, ±1, ±2, ∞; here they are 0,
// ±√½, ±√2, ∞, for which the rounding errors are half as large (Alam, Anderson, Barabasz and Gregg
// 2022, "Winograd Convolution for Deep Neural Networks: Efficient Point Selection").

/// The five matrices of F(4, 3), as functions of vectors of six, four or three numbers.
///
/// In single precision and for 64 channels of 16×16 normal numbers, the error of a result is 8·10⁻⁷
/// of its size (root mean squares), that of the direct sum 4·10⁻⁷; of the kernels' gradient over 16
/// examples 1.5·10⁻⁶, directly 2·10⁻⁷.
enum Winograd<Scalar: TensorScalar> {
  typealias Lanes = Scalar.Lanes

  /// How many products a tile of results takes.
  static var products: Int { 36 }

  /// Whether filtering images `[channels, height, width, examples]` so, or giving the gradient of
  /// their results back, takes less time than direct sums: there have to be enough channels on both
  /// sides to pay for the transforms, and most of the tiles must not lie beyond the results.
  static func pays(_ source: [Int], _ results: [Int], _ window: Window2d) -> Bool {
    let tiles = ((results[1] + 3) / 4) * ((results[2] + 3) / 4)
    return window.size == 3 && window.stride == 1 && window.dilation == 1
      && min(source[0], results[0]) >= 16 && results[1] * results[2] >= 8 * tiles
  }

  /// √½, the least positive point; the other is twice as large.
  @inline(__always)
  private static var root: Scalar { Scalar(0.5.squareRoot()) }

  /// Bᵀd, for pixels d. A point's row holds the coefficients of x(x² − ½)(x² − 2), the polynomial
  /// with a root at every point, without that point's factor.
  @inline(__always)
  static func image(_ d: InlineArray<6, Lanes>) -> InlineArray<6, Lanes> {
    let (even, odd) = (d[4] - 2 * d[2], root * (d[3] - 2 * d[1]))
    let (even2, odd2) = (d[4] - 0.5 * d[2], root * (2 * d[3] - d[1]))
    return [
      d[0] - 2.5 * d[2] + d[4], even + odd, even - odd, even2 + odd2, even2 - odd2,
      d[1] - 2.5 * d[3] + d[5],
    ]
  }

  /// Gg, for weights g: the polynomial g₀ + g₁x + g₂x² at the points, divided by the products of
  /// each point's distances from the others.
  @inline(__always)
  static func kernel(_ g: InlineArray<3, Lanes>) -> InlineArray<6, Lanes> {
    let (even, odd) = (-2.0 / 3 * g[0] - 1.0 / 3 * g[2], -2.0 / 3 * root * g[1])
    let (even2, odd2) = (1.0 / 6 * g[0] + 1.0 / 3 * g[2], 1.0 / 3 * root * g[1])
    return [g[0], even + odd, even - odd, even2 + odd2, even2 - odd2, g[2]]
  }

  /// Aᵀm, for products m: what the powers x⁰ … x³ of the points make of them.
  @inline(__always)
  static func result(_ m: InlineArray<6, Lanes>) -> InlineArray<4, Lanes> {
    let (even, odd, even2, odd2) = (m[1] + m[2], m[1] - m[2], m[3] + m[4], m[3] - m[4])
    return [
      m[0] + even + even2, root * (odd + 2 * odd2), 0.5 * even + 2 * even2,
      root * (0.5 * odd + 4 * odd2) + m[5],
    ]
  }

  /// Ady, the transpose of `result`, for the gradients of results.
  @inline(__always)
  static func resultGradient(_ dy: InlineArray<4, Lanes>) -> InlineArray<6, Lanes> {
    let (even, odd) = (dy[0] + 0.5 * dy[2], root * (dy[1] + 0.5 * dy[3]))
    let (even2, odd2) = (dy[0] + 2 * dy[2], 2 * root * (dy[1] + 2 * dy[3]))
    return [dy[0], even + odd, even - odd, even2 + odd2, even2 - odd2, dy[3]]
  }

  /// Gᵀm, the transpose of `kernel`, for sums m of products with gradients.
  @inline(__always)
  static func kernelGradient(_ m: InlineArray<6, Lanes>) -> InlineArray<3, Lanes> {
    let (even, odd, even2, odd2) = (m[1] + m[2], m[1] - m[2], m[3] + m[4], m[3] - m[4])
    return [
      m[0] - 2.0 / 3 * even + 1.0 / 6 * even2, 1.0 / 3 * root * (odd2 - 2 * odd),
      1.0 / 3 * (even2 - even) + m[5],
    ]
  }

  /// Applies one of them to a square from both sides, F d Fᵀ: to the rows, then to the columns.
  @inline(__always)
  static func onBothAxes<let from: Int, let to: Int>(
    _ f: (InlineArray<from, Lanes>) -> InlineArray<to, Lanes>,
    read: (_ row: Int, _ column: Int) -> Lanes,
    write: (_ row: Int, _ column: Int, Lanes) -> Void
  ) {
    let rows = InlineArray<from, InlineArray<to, Lanes>> { i in
      f(InlineArray { read(i, $0) })
    }
    for j in 0..<to {
      let column = f(InlineArray { rows[$0][j] })
      for i in 0..<to { write(i, j, column[i]) }
    }
  }
}

extension LaneVector where Scalar: TensorScalar {
  /// A number times every lane.
  @inline(__always)
  fileprivate static func * (a: Scalar, b: Self) -> Self { Self(repeating: a) * b }
}
