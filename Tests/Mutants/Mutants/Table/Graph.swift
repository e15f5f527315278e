// Mistakes in the reverse sweep itself, and in broadcasting's transpose.

extension Mutant {
  static let graph = sweep + broadcasting

  private static let sweep = mutants(
    in: "Graph/Gradients.swift",
    Place(
      .reuse, "sum.map { $0 + share } ?? share",
      Wrong(.useOverwritten, "share"),
      Wrong(.useOverwritten, "sum ?? share"),
      Wrong(.termSign, "sum.map { $0 - share } ?? share")),
    Place(
      .reuse, "[ObjectIdentifier(self): upstream]",
      Wrong(.upstreamIgnored, "[ObjectIdentifier(self): Tensor<Scalar>.ones(shape)]"),
      Wrong(.constant, "[ObjectIdentifier(self): 2 * upstream]")),
    Place(
      .reuse, "node.edges where",
      Wrong(.droppedTerm, "node.edges.prefix(1) where")),
    Place(
      .reuse, "path.reversed()",
      Wrong(.order, "path")),
    Place(
      .reuse, "if !wanted.contains(id) { gradients[id] = nil }",
      Wrong(.zero, "gradients[id] = nil")))

  private static let broadcasting = mutants(
    in: "Operations/Elementwise.swift",
    Place(
      .addBroadcast, "summed(along: Axes(repeated)).reshaped(target)",
      Wrong(.averaged, "mean(along: Axes(repeated)).reshaped(target)"),
      Wrong(
        .overwritten,
        "repeated.reduce(self) { $0.sliced(0..<1, along: $1) }.reshaped(target)"),
      Wrong(
        .shareMissing,
        """
        repeated.reduce(self) { $0.sliced(1..<$0.shape[$1], along: $1) }
          .summed(along: Axes(repeated)).reshaped(target)
        """)))
}
