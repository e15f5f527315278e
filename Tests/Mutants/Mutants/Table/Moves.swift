// Mistakes in the derivatives of what moves numbers and does not change them: changes of shape,
// joins and cuts, picking by index.

extension Mutant {
  static let reshaping = mutants(
    in: "Operations/Reshaping.swift",
    Place(
      .reshape, "dy.reshaped(shape)",
      Wrong(.sign, "-dy.reshaped(shape)"),
      Wrong(.transposed, "dy.transposed()"),
      Wrong(
        .reversed, "dy.reshaped([-1]).gathered((0..<dy.count).reversed()).reshaped(shape)")),
    Place(
      .permute, "dy.permuted(inverse)",
      Wrong(.otherEntry, "dy.permuted(order)", named: [.rule(.wrongShape)]),
      Wrong(.otherEntry, "dy.reshaped(inverse.map { dy.shape[$0] })", named: [.cause(.transposed)]),
      Wrong(.constant, "2 * dy.permuted(inverse)")),
    Place(
      .transpose, "dy.transposed()",
      Wrong(.transposed, "dy", named: [.cause(.transposed), .rule(.wrongShape)]),
      Wrong(.transposed, "dy.reshaped([dy.shape[1], dy.shape[0]])"),
      Wrong(.sign, "-dy.transposed()")))

  static let joining = mutants(
    in: "Operations/Joining.swift",
    Place(
      .concatenate, "dy.sliced(range, along: axis)",
      Wrong(.sign, "-dy.sliced(range, along: axis)"),
      Wrong(.otherEntry, "dy.sliced(0..<range.count, along: axis)", named: [.cause(.shifted)]),
      Wrong(
        .offByOne,
        """
        dy.sliced(
          range.lowerBound == 0 ? range : range.lowerBound - 1..<range.upperBound - 1, along: axis)
        """, named: [.cause(.shifted)]),
      Wrong(
        .reversed,
        "dy.sliced(range, along: axis).gathered((0..<range.count).reversed(), along: axis)"),
      Wrong(.upstreamIgnored, ".ones(dy.sliced(range, along: axis).shape)")),
    Place(
      .slice, ".concatenated([.zeros(before), dy, .zeros(after)], along: axis)",
      Wrong(.sign, ".concatenated([.zeros(before), -dy, .zeros(after)], along: axis)"),
      Wrong(
        .swapped, ".concatenated([.zeros(after), dy, .zeros(before)], along: axis)",
        named: [.cause(.shifted)]),
      Wrong(
        .shifted,
        """
        .concatenated([.zeros(before), dy, .zeros(after)], along: axis)
          .gathered([shape[axis] - 1] + Array(0..<shape[axis] - 1), along: axis)
        """),
      Wrong(.zero, ".zeros(shape)")),
    Place(
      .slice, "before[axis] = range.lowerBound",
      Wrong(.offByOne, "before[axis] = range.lowerBound + 1", named: [.rule(.wrongShape)])),
    Place(
      .sliceAt, in: "func slice(at index: Int) -> Variable",
      "sliced(index..<index + 1).reshaped(Array(shape.dropFirst()))",
      Wrong(
        .shifted,
        """
        Variable(
          sliced(index..<index + 1).reshaped(Array(shape.dropFirst())).value,
          sliced((index + 1) % shape[0]..<(index + 1) % shape[0] + 1)
            .reshaped(Array(shape.dropFirst())).edges)
        """),
      Wrong(.zero, "sliced(index..<index + 1).reshaped(Array(shape.dropFirst())).detached")))

  static let gathering = mutants(
    in: "Operations/Gathering.swift",
    Place(
      .gather, "dy.scattered(indices, length: length, along: axis)",
      Wrong(.sign, "-dy.scattered(indices, length: length, along: axis)"),
      Wrong(
        .shifted,
        "dy.scattered(indices.map { ($0 + 1) % length }, length: length, along: axis)"),
      Wrong(
        .otherEntry, "dy.scattered(indices.reversed(), length: length, along: axis)",
        named: [.cause(.reversed)]),
      Wrong(
        .upstreamIgnored,
        "Tensor<Scalar>.ones(dy.shape).scattered(indices, length: length, along: axis)")),
    Place(
      .gather,
      "result.storage[(o * length + index) * inner + i] += storage[(o * count + k) * inner + i]",
      Wrong(
        .useOverwritten,
        "result.storage[(o * length + index) * inner + i] = storage[(o * count + k) * inner + i]",
        named: [.cause(.overwritten)])),
    Place(
      .gatherByLabel, "dx.storage[label * shape[1] + n] += dy.storage[n]",
      Wrong(.sign, "dx.storage[label * shape[1] + n] -= dy.storage[n]"),
      Wrong(
        .wrongLabel, "dx.storage[(label + 1) % shape[0] * shape[1] + n] += dy.storage[n]",
        named: [.cause(.shifted)]),
      Wrong(
        .wrongLabel,
        "dx.storage[labels.storage[labels.count - 1 - n] * shape[1] + n] += dy.storage[n]"),
      Wrong(
        .maskMissing,
        "for c in 0..<shape[0] { dx.storage[c * shape[1] + n] += dy.storage[n] }",
        named: [.cause(.mask)]),
      Wrong(.upstreamIgnored, "dx.storage[label * shape[1] + n] += 1")))
}
