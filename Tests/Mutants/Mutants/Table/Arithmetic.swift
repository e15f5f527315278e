// Mistakes in + − × ÷.

extension Mutant {
  static let arithmetic = mutants(
    in: "Operations/Arithmetic.swift",
    Place(
      .add, in: "func + (x: Variable, y: Variable)", "dz.reduced(to: m)",
      Wrong(.sign, "-dz.reduced(to: m)"),
      Wrong(.zero, ".zeros(m)"),
      Wrong(.upstreamIgnored, "Tensor<Scalar>.ones(dz.shape).reduced(to: m)"),
      Wrong(.decay, "dz.reduced(to: m) + 0.01 * x.value")),
    Place(
      .addBroadcast, in: "func + (x: Variable, y: Variable)", "dz.reduced(to: n)",
      Wrong(.unreduced, "dz"),
      Wrong(.constant, "2 * dz.reduced(to: n)"),
      Wrong(.wrongAxis, "dz.summed(along: 1)", named: [.rule(.wrongShape)])),
    Place(
      .subtractBroadcast, in: "func - (x: Variable, y: Variable)", "dz.reduced(to: m)",
      Wrong(.unreduced, "dz"),
      Wrong(.sign, "-dz.reduced(to: m)")),
    Place(
      .subtract, in: "func - (x: Variable, y: Variable)", "(-dz).reduced(to: n)",
      Wrong(.sign, "dz.reduced(to: n)"),
      Wrong(.constant, "(-2 * dz).reduced(to: n)"),
      Wrong(.offset, "0.001 - dz.reduced(to: n)")),
    Place(
      .multiply, "(dz * b).reduced(to: a.shape)",
      Wrong(.sign, "-(dz * b).reduced(to: a.shape)"),
      Wrong(.otherInput, "(dz * a).reduced(to: a.shape)"),
      Wrong(.localMissing, "dz.reduced(to: a.shape)"),
      Wrong(.localSquared, "(dz * b * b).reduced(to: a.shape)"),
      Wrong(.upstreamIgnored, "b.reduced(to: a.shape)")),
    Place(
      .multiplyBroadcast, "(dz * b).reduced(to: a.shape)",
      Wrong(.unreduced, "dz * b"),
      Wrong(
        .wrongAxis, "(dz * b).summed(along: 0, keepingAxes: true)", named: [.rule(.wrongShape)]),
      Wrong(.averaged, "(dz * b).mean(along: 1, keepingAxes: true)"),
      Wrong(.overwritten, "(dz * b).sliced(0..<1, along: 1)"),
      Wrong(.shareMissing, "(dz * b).sliced(1..<dz.shape[1], along: 1).reduced(to: a.shape)")),
    Place(
      .multiply, "(dz * a).reduced(to: b.shape)",
      Wrong(.zero, ".zeros(b.shape)"),
      Wrong(.otherInput, "(dz * b).reduced(to: b.shape)"),
      Wrong(.offset, "(dz * a + 0.001).reduced(to: b.shape)"),
      Wrong(.clipped, "(dz * a).map { $0 > 0.3 ? 0.3 : $0 }.reduced(to: b.shape)"),
      Wrong(.localWrong, "(dz / a).reduced(to: b.shape)", named: [.cause(.localDerivative)])),
    Place(
      .multiplyBroadcast, "(dz * a).reduced(to: b.shape)",
      Wrong(.unreduced, "dz * a"),
      Wrong(.averaged, "(dz * a).mean(along: 0)")),
    Place(
      .divide, "(dz / b).reduced(to: a.shape)",
      Wrong(.sign, "-(dz / b).reduced(to: a.shape)"),
      Wrong(.localMissing, "dz.reduced(to: a.shape)"),
      Wrong(.localSquared, "(dz / b / b).reduced(to: a.shape)"),
      Wrong(.localWrong, "(dz * b).reduced(to: a.shape)", named: [.cause(.localDerivative)])),
    Place(
      .divide, "(-dz * (z / b)).reduced(to: b.shape)",
      Wrong(.sign, "(dz * (z / b)).reduced(to: b.shape)"),
      Wrong(.exponent, "(-dz * z).reduced(to: b.shape)"),
      Wrong(.droppedFactor, "(-dz / b).reduced(to: b.shape)", named: [.cause(.localDerivative)]),
      Wrong(.otherInput, "(dz / b).reduced(to: b.shape)"),
      Wrong(.swapped, "(-dz * (b / a)).reduced(to: b.shape)")),
    Place(
      .divideBroadcast, "(-dz * (z / b)).reduced(to: b.shape)",
      Wrong(.unreduced, "-dz * (z / b)"),
      Wrong(.overwritten, "(-dz * (z / b)).slice(at: 0)")),
    Place(
      .negate, in: "prefix func - (x: Variable)", "Edge(x) { dz in -dz }",
      Wrong(.sign, "Edge(x) { dz in dz }"),
      Wrong(.constant, "Edge(x) { dz in -2 * dz }"),
      Wrong(.upstreamIgnored, "Edge(x) { dz in -Tensor<Scalar>.ones(dz.shape) }")),
    Place(
      .addScalar, in: "func + (x: Variable, y: Scalar)", "Edge(x) { dz in dz }",
      Wrong(.sign, "Edge(x) { dz in -dz }"),
      Wrong(.shifted, "Edge(x) { dz in dz.gathered(Array(1..<dz.shape[1]) + [0]) }"),
      Wrong(.exchanged, "Edge(x) { dz in dz.gathered([1, 0] + Array(2..<dz.shape[1])) }")),
    Place(
      .subtractScalar, in: "func - (x: Variable, y: Scalar)", "Edge(x) { dz in dz }",
      Wrong(.sign, "Edge(x) { dz in -dz }"),
      Wrong(.reversed, "Edge(x) { dz in dz.gathered((0..<dz.shape[1]).reversed()) }"),
      Wrong(.zero, "Edge(x) { dz in 0 * dz }")),
    Place(
      .multiplyScalar, in: "func * (x: Variable, y: Scalar)", "dz * y",
      Wrong(.constant, "dz", named: [.cause(.factor), .cause(.localDerivative)]),
      Wrong(.constant, "dz * y * y", named: [.cause(.factor), .cause(.localDerivative)]),
      Wrong(.clipped, "dz.map { $0 > 0 ? $0 * y : 0 }")),
    Place(
      .divideScalar, in: "func / (x: Variable, y: Scalar)", "dz / y",
      Wrong(.constant, "dz * y", named: [.cause(.factor), .cause(.localDerivative)]),
      Wrong(.upstreamIgnored, "Tensor<Scalar>.ones(dz.shape) / y")),
    Place(
      .scalarMinus, in: "func - (x: Scalar, y: Variable)", "Edge(y) { dz in -dz }",
      Wrong(.sign, "Edge(y) { dz in dz }"),
      Wrong(.constant, "Edge(y) { dz in dz * -x }")),
    Place(
      .scalarOver, in: "func / (x: Scalar, y: Variable)", "-(dz * (z / b))",
      Wrong(.sign, "dz * (z / b)"),
      Wrong(.localMissing, "dz"),
      Wrong(.exponent, "-(dz * z)"),
      Wrong(.constant, "-(dz / (b * b))")))
}
