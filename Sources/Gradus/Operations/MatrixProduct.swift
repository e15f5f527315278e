// The matrix product C = A·B, and its two derivatives, products again:
//
//   C[i, j] = Σ_p A[i, p]·B[p, j]        dA = dC·Bᵀ        dB = Aᵀ·dC
//
// A third axis is a batch, last as everywhere: every example has its own matrix, A[i, p, n]. An
// operand of rank 2 beside one of rank 3 is shared by all examples, and its gradient sums over
// them.
//
// The linear map of a batch, a column an example, adds a bias to every column:
//
//   Y = W·X + b        dW = dY·Xᵀ        dX = Wᵀ·dY        db = Σ dY over the examples

/// The matrix product A·B.
///
/// - Parameters:
///   - a: `[rows, inner]`, or `[rows, inner, examples]`.
///   - b: `[inner, columns]`, or `[inner, columns, examples]`.
/// - Returns: `[rows, columns]`, or `[rows, columns, examples]` where either operand has examples.
public func matmul<Scalar: TensorScalar>(
  _ a: Tensor<Scalar>, _ b: Tensor<Scalar>
) -> Tensor<Scalar> {
  product(Operand(a), Operand(b))
}

/// The matrix product A·Bᵀ, without a transposed copy.
///
/// - Parameters:
///   - a: `[rows, inner]`, or `[rows, inner, examples]`.
///   - b: `[columns, inner]`, or `[columns, inner, examples]`.
/// - Returns: `[rows, columns]`, or `[rows, columns, examples]` where either operand has examples.
public func matmul<Scalar: TensorScalar>(
  _ a: Tensor<Scalar>, transposed b: Tensor<Scalar>
) -> Tensor<Scalar> {
  product(Operand(a), Operand(transposed: b))
}

/// The matrix product Aᵀ·B, without a transposed copy.
///
/// - Parameters:
///   - a: `[inner, rows]`, or `[inner, rows, examples]`.
///   - b: `[inner, columns]`, or `[inner, columns, examples]`.
/// - Returns: `[rows, columns]`, or `[rows, columns, examples]` where either operand has examples.
public func matmul<Scalar: TensorScalar>(
  transposed a: Tensor<Scalar>, _ b: Tensor<Scalar>
) -> Tensor<Scalar> {
  product(Operand(transposed: a), Operand(b))
}

/// The linear map W·X + b.
///
/// - Parameters:
///   - x: X, `[inputs, examples]`.
///   - weight: W, `[outputs, inputs]`.
///   - bias: b, `[outputs]`, or nil for none.
///   - operation: who is named if something does not fit.
/// - Returns: `[outputs, examples]`.
public func linear<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ weight: Tensor<Scalar>, bias: Tensor<Scalar>?,
  operation: String = "linear"
) -> Tensor<Scalar> {
  require(weight.rank == 2, "\(operation): a weight of shape \(weight.shape) is no matrix")
  require(
    x.rank == 2 && x.shape[0] == weight.shape[1],
    "\(operation): an input of shape \(x.shape); [\(weight.shape[1]), examples] is expected")
  requireBias(bias, outputs: weight.shape[0], weight, operation: operation)
  var y = matmul(weight, x)
  if let bias { y += bias.reshaped([-1, 1]) }
  return y
}

/// The linear map W·X + b of a batch `[inputs, examples]`; see the function of tensors for the rest.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func linear<Scalar>(
  _ x: Variable<Scalar>, _ weight: Variable<Scalar>, bias: Variable<Scalar>?,
  operation: String = "linear"
) -> Variable<Scalar> {
  let (w, a) = (weight.value, x.value)
  var edges = [
    Edge(weight) { dy in matmul(dy, transposed: a) },  // dW = dY·Xᵀ
    Edge(x) { dy in matmul(transposed: w, dy) },  // dX = Wᵀ·dY
  ]
  if let bias {
    edges.append(Edge(bias) { dy in dy.summed(along: 1) })  // db = Σ dY
  }
  return Variable(linear(a, w, bias: bias?.value, operation: operation), edges)
}

/// The matrix product A·B, of matrices or of batches of them.
public func matmul<Scalar>(_ a: Variable<Scalar>, _ b: Variable<Scalar>) -> Variable<Scalar> {
  let (x, y) = (a.value, b.value)
  return Variable(
    matmul(x, y),
    Edge(a) { dc in matmul(dc, transposed: y).summedOverExamples(to: x.rank) },  // dA = dC·Bᵀ
    Edge(b) { dc in matmul(transposed: x, dc).summedOverExamples(to: y.rank) })  // dB = Aᵀ·dC
}

extension Tensor where Scalar: TensorScalar {
  /// The sum over a batch's examples where the operand it belongs to had none.
  fileprivate func summedOverExamples(to rank: Int) -> Tensor {
    rank < self.rank ? summed(along: -1) : self
  }
}

/// A tensor whose first two axes are a matrix's rows and columns, or its columns and rows.
private struct Operand<Scalar: TensorScalar> {
  let tensor: Tensor<Scalar>
  let isTransposed: Bool

  init(_ tensor: Tensor<Scalar>) { (self.tensor, isTransposed) = (tensor, false) }
  init(transposed tensor: Tensor<Scalar>) { (self.tensor, isTransposed) = (tensor, true) }

  var isBatch: Bool { tensor.rank == 3 }
  var rows: Int { tensor.shape[isTransposed ? 1 : 0] }
  var columns: Int { tensor.shape[isTransposed ? 0 : 1] }

  var shapeDescription: String { "\(tensor.shape)\(isTransposed ? "ᵀ" : "")" }

  /// The matrix that starts at `start`, `step` numbers from one column to the next.
  func view(_ start: UnsafePointer<Scalar>, step: Int) -> MatrixView<Scalar> {
    let stored = MatrixView(
      start: start, rowStride: tensor.shape[1] &* step, columnStride: step)
    return isTransposed ? stored.transposed : stored
  }
}

/// The product of two operands, once their shapes fit.
private func product<Scalar: TensorScalar>(
  _ a: Operand<Scalar>, _ b: Operand<Scalar>
) -> Tensor<Scalar> {
  let (m, n) = (a.tensor.shape, b.tensor.shape)
  require(
    (2...3).contains(m.count) && (2...3).contains(n.count) && a.columns == b.rows
      && (m.count == 2 || n.count == 2 || m[2] == n[2]),
    "matmul: shapes \(a.shapeDescription) and \(b.shapeDescription) do not fit")
  let (rows, inner, columns) = (a.rows, a.columns, b.columns)
  let examples = a.isBatch ? m[2] : b.isBatch ? n[2] : 1
  let shape = a.isBatch || b.isBatch ? [rows, columns, examples] : [rows, columns]
  if inner == 0 { return .zeros(shape) }
  return Tensor(shape: shape) { c in
    a.tensor.withAddress { x in
      b.tensor.withAddress { y in
        if a.isBatch || b.isBatch && b.isTransposed {
          multiplyMatrixBatches(
            into: c, a.view(x, step: a.isBatch ? examples : 1), sharesA: !a.isBatch,
            b.view(y, step: b.isBatch ? examples : 1), sharesB: !b.isBatch,
            rows: rows, inner: inner, columns: columns, examples: examples)
        } else {
          // One number of A scales a whole row of B, all its columns and examples.
          let columns = columns &* examples
          let wide = MatrixView(start: y, rowStride: columns, columnStride: 1)
          multiplyMatrices(
            into: c, a.view(x, step: 1), b.isBatch ? wide : b.view(y, step: 1),
            rows: rows, inner: inner, columns: columns)
        }
      }
    }
  }
}
