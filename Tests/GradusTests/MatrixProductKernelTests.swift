// The kernels of the matrix product, held to its definition at shapes that divide nothing. The
// bound is that of a sum in any order: |ĉ − c| ≤ γ·Σ|a·b| on either side, with γ = n·u/(1 − n·u)
// (Higham 2002, "Accuracy and Stability of Numerical Algorithms", section 3.1).

import Gradus
import Testing

@Suite struct MatrixProductKernelTests {
  /// Rows, inner length and columns: tiny, ragged in each direction, several stretches of the sum,
  /// several blocks, a second matrix so large that it is copied once for all, and rows that are copied
  /// for many columns, in unequal stretches or blocks.
  static let sizes = [
    (1, 1, 1), (4, 2, 8), (7, 5, 9), (1, 300, 1), (1, 40, 70), (70, 40, 1), (8, 16, 32),
    (9, 17, 33), (50, 64, 50), (10, 40, 50), (5, 257, 18), (13, 530, 47), (130, 19, 301),
    (1030, 3, 37), (66, 513, 129), (19, 530, 519), (3, 0, 40), (9, 257, 2050), (520, 3, 260),
  ]

  /// How a product is asked for: as it stands, or with an operand that is stored transposed.
  enum Form: CaseIterable { case plain, transposedA, transposedB }

  func product<Scalar: TensorScalar>(
    _ a: Tensor<Scalar>, _ b: Tensor<Scalar>, _ form: Form
  ) -> Tensor<Scalar> {
    switch form {
    case .plain: matmul(a, b)
    case .transposedA: matmul(transposed: a.transposed(), b)
    case .transposedB: matmul(a, transposed: b.transposed())
    }
  }

  /// Whether `c` is A·B within the bound, in a precision of unit roundoff u.
  func isProduct(
    _ c: Tensor<Double>, _ a: Tensor<Double>, _ b: Tensor<Double>, roundoff u: Double
  ) -> Bool {
    let exact = Specification.matmul(a, b)
    let magnitudes = Specification.matmul(abs(a), abs(b))
    // Both sums round, and one in Float starts from operands that Double holds exactly.
    let n = Double(a.shape[1]) + 1
    return c.shape == exact.shape
      && (0..<c.count).allSatisfy {
        Swift.abs(c.storage[$0] - exact.storage[$0])
          <= 2 * n * u / (1 - n * u) * magnitudes.storage[$0]
      }
  }

  /// Random operands that are exact in single precision.
  func operands(_ aShape: [Int], _ bShape: [Int]) -> (Tensor<Float>, Tensor<Float>) {
    var generator = RandomGenerator(seed: 31)
    return (.normal(aShape, using: &generator), .normal(bShape, using: &generator))
  }

  @Test("Every size, in Float and in Double", arguments: sizes, Form.allCases)
  func agrees(size: (rows: Int, inner: Int, columns: Int), form: Form) {
    let (a, b) = operands([size.rows, size.inner], [size.inner, size.columns])
    let (x, y) = (Tensor<Double>(a), Tensor<Double>(b))
    #expect(isProduct(Tensor(product(a, b, form)), x, y, roundoff: 0x1p-24))
    #expect(isProduct(product(x, y, form), x, y, roundoff: 0x1p-53))
  }

  @Test("A dual product carries Ȧ·B + A·Ḃ", arguments: [(3, 2, 4), (9, 17, 33), (5, 257, 18)])
  func dual(rows: Int, inner: Int, columns: Int) {
    let (a, b) = operands([rows, inner], [inner, columns])
    let (x, y) = (Tensor<Double>(a), Tensor<Double>(b))
    let (dx, dy) = (tanh(x), tanh(y))
    func joined(_ x: Tensor<Double>, _ dx: Tensor<Double>) -> Tensor<Dual<Double>> {
      Tensor(shape: x.shape, scalars: zip(x.scalars, dx.scalars).map { Dual($0, tangent: $1) })
    }
    for form in Form.allCases {
      let c = product(joined(x, dx), joined(y, dy), form)
      #expect(isProduct(c.map { $0.value }, x, y, roundoff: 0x1p-53))
      let tangent = Specification.matmul(dx, y) + Specification.matmul(x, dy)
      #expect(c.map { $0.tangent }.isClose(to: tangent, within: 1e-12))
    }
  }

  @Test(
    "A batch of any size, of matrices or beside one that all share",
    arguments: [1, 5, 16, 37, 64], [(true, true), (true, false), (false, true)])
  func batches(examples: Int, isBatch: (a: Bool, b: Bool)) {
    let (a, b) = operands(
      [3, 7] + (isBatch.a ? [examples] : []), [7, 4] + (isBatch.b ? [examples] : []))
    let (x, y) = (Tensor<Double>(a), Tensor<Double>(b))
    for form in Form.allCases {
      #expect(isProduct(Tensor(product(a, b, form)), x, y, roundoff: 0x1p-24))
      #expect(isProduct(product(x, y, form), x, y, roundoff: 0x1p-53))
    }
  }

  @Test("Infinities and NaN reach the elements they belong to, and no others")
  func nonFinite() {
    var (a, b) = operands([21, 50], [50, 45])
    a[20, 3] = .infinity
    b[7, 44] = .nan
    for form in Form.allCases {
      let c = product(a, b, form)
      for i in 0..<21 {
        for j in 0..<45 {
          #expect(c[i, j].isNaN == (j == 44))
          if j < 44 { #expect(c[i, j].isInfinite == (i == 20)) }
        }
      }
    }
  }

  @Test("Any number of threads gives the same bits", arguments: Form.allCases)
  func threads(form: Form) {
    for (rows, inner, columns) in [(256, 256, 256), (120, 400, 64), (50, 784, 50), (90, 7, 2000)] {
      let (a, b) = operands([rows, inner], [inner, columns])
      let products = [1, 2, 3, 7].map { count in
        ThreadTeam.$current.withValue(ThreadTeam(count: count)) { product(a, b, form) }
      }
      #expect(products.dropFirst().allSatisfy { $0 == products[0] })
    }
  }
}
