// The seven ways to compute the same convolution, each with what it changes.

import Gradus

/// A way to compute the convolution.
struct Way: Sendable {
  let name: String
  /// What decides about its speed.
  let reason: String
  /// The order of its loops; nil for the engine's, whose own matter it is.
  let order: LoopOrder?
  /// Computes Y, `[outputs, rows, columns, examples]`.
  let run: @Sendable (Problem) -> [Float]

  static let all = [
    Way(
      name: "subscripts", reason: "a list of indices is made and checked for every number",
      order: .byExamples, run: { $0.bySubscripts() }),
    Way(
      name: "flat arrays", reason: "each product waits for the sum and is checked by itself",
      order: .byExamples, run: { $0.byExamples() }),
    Way(
      name: "memory's order", reason: "neighbours wait for nothing; checks forbid vectors",
      order: .inOrder, run: { $0.inOrder() }),
    Way(
      name: "unchecked", reason: "vectors; every product loads and stores its sum",
      order: .inOrder, run: { $0.unchecked() }),
    Way(
      name: "lanes", reason: "the sum stays in a register; each addition waits for the last",
      order: .inLanes, run: { $0.inLanes() }),
    Way(
      name: "tiles", reason: "a tile of sums grows side by side, all in registers",
      order: .inTiles, run: { $0.inTiles() }),
    Way(
      name: "conv2d", reason: "the engine's tiles, on all cores",
      order: nil, run: { conv2d($0.X, $0.W).scalars }),
  ]
}
