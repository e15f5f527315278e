// Mistakes in the reverse sweep itself, and in broadcasting's transpose.

extension Mutant {
  static let graph = sweep + broadcasting

  private static let sweep = mutants(
    in: "Graph/Gradients.swift",
    Place(
      .reuse, "gradients[input] = others + share",
      Wrong(.useOverwritten, "gradients[input] = share"),
      Wrong(.useOverwritten, "gradients[input] = others"),
      Wrong(.termSign, "gradients[input] = others - share")),
    Place(
      .reuse, "gradients[path.nodes.count - 1] = upstream",
      Wrong(.upstreamIgnored, "gradients[path.nodes.count - 1] = Tensor<Scalar>.ones(shape)"),
      Wrong(.constant, "gradients[path.nodes.count - 1] = 2 * upstream")),
    Place(
      .reuse, "path.inputs(of: place).enumerated()",
      Wrong(.droppedTerm, "path.inputs(of: place).enumerated().prefix(1)")),
    Place(
      .reuse, "path.nodes.indices.reversed()",
      Wrong(.order, "path.nodes.indices")),
    Place(
      .reuse, "if !places.contains(place) { gradients[place] = nil }",
      Wrong(.zero, "gradients[place] = nil")))

  private static let broadcasting = mutants(
    in: "Operations/Elementwise.swift",
    Place(
      .addBroadcast, "summed(along: TensorAxes(repeated)).reshaped(target)",
      Wrong(.averaged, "mean(along: TensorAxes(repeated)).reshaped(target)"),
      Wrong(
        .overwritten,
        "repeated.reduce(self) { $0.sliced(0..<1, along: $1) }.reshaped(target)"),
      Wrong(
        .shareMissing,
        """
        repeated.reduce(self) { $0.sliced(1..<$0.shape[$1], along: $1) }
          .summed(along: TensorAxes(repeated)).reshaped(target)
        """)))
}
