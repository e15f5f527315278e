// Mistakes in the derivatives of the matrix product.

extension Mutant {
  static let matrixProduct = mutants(
    in: "Operations/MatrixProduct.swift",
    Place(
      .matmul, "matmul(dc, transposed: y).summedOverExamples(to: x.rank)",
      Wrong(.sign, "-matmul(dc, y.transposed())"),
      Wrong(.transposed, "matmul(dc, y.transposed()).transposed().reshaped(x.shape)"),
      Wrong(
        .transposed, "matmul(y, dc.transposed())", named: [.cause(.transposed), .rule(.wrongShape)]),
      Wrong(.averaged, "matmul(dc, y.transposed()) / Scalar(y.shape[1])"),
      Wrong(.upstreamIgnored, "matmul(.ones(dc.shape), y.transposed())"),
      Wrong(
        .overwritten,
        "matmul(dc.sliced(0..<1, along: 1), y.sliced(0..<1, along: 1).transposed())"),
      Wrong(
        .shareMissing,
        """
        matmul(
          dc.sliced(1..<dc.shape[1], along: 1), y.sliced(1..<dc.shape[1], along: 1).transposed())
        """),
      Wrong(
        .exchanged,
        "matmul(dc, y.transposed()).gathered([1, 0] + Array(2..<x.shape[0]), along: 0)"),
      Wrong(.zero, ".zeros(x.shape)")),
    Place(
      .matmulSharedLeft, "matmul(dc, transposed: y).summedOverExamples(to: x.rank)",
      Wrong(.unreduced, "matmul(dc, y.transposed())"),
      Wrong(
        .overwritten,
        """
        matmul(dc, y.transposed()).gathered([dc.shape[2] - 1]).reshaped(x.shape)
        """)),
    Place(
      .matmul, "matmul(transposed: x, dc).summedOverExamples(to: y.rank)",
      Wrong(.sign, "-matmul(x.transposed(), dc)"),
      Wrong(.constant, "0.5 * matmul(x.transposed(), dc)"),
      Wrong(.transposed, "matmul(x.transposed(), dc).transposed().reshaped(y.shape)"),
      Wrong(.reversed, "matmul(x.transposed(), dc).gathered((0..<y.shape[1]).reversed())"),
      Wrong(.shifted, "matmul(x.transposed(), dc).gathered(Array(1..<y.shape[1]) + [0])"),
      Wrong(.decay, "matmul(x.transposed(), dc) + 0.05 * y")),
    Place(
      .matmulSharedRight, "matmul(transposed: x, dc).summedOverExamples(to: y.rank)",
      Wrong(.unreduced, "matmul(x.transposed(), dc)")),
    Place(
      .matmulSharedRight, "summed(along: -1)",
      Wrong(.averaged, "mean(along: -1)"),
      Wrong(.shareMissing, "sliced(1..<shape[2], along: 2).summed(along: -1)")),
    Place(
      .matmulBatch, "matmul(transposed: x, dc).summedOverExamples(to: y.rank)",
      Wrong(.averaged, "matmul(x.transposed(), dc) / Scalar(dc.shape[2])"),
      Wrong(.shifted, "matmul(x.transposed(), dc).gathered(Array(1..<dc.shape[2]) + [0])")))
}
