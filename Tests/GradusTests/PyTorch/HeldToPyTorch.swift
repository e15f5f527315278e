// A table of operations, each with its fixtures: what it computes and what flows back from a random
// cotangent must be PyTorch's, in `Double` and in `Float`.

import Gradus
import Testing

/// How Gradus computes what a fixture holds.
typealias Operation<Scalar: TensorScalar> = (Inputs<Scalar>) -> Variable<Scalar>

/// A suite of tests that has such a table.
protocol HeldToPyTorch: SendableMetatype {
  /// The name of the file of fixtures.
  static var file: String { get }

  /// The operations, by the names of their cases (`sum/leading`), or by the part before the slash
  /// where one definition serves all cases.
  static func operations<Scalar: TensorScalar>() -> [String: Operation<Scalar>]
}

extension HeldToPyTorch {
  /// The fixtures; no cases where the file cannot be read, which `coversTheFixtures` reports.
  static var fixture: Fixture? { try? Fixture(file) }

  /// The cases with a derivative, or those of them that a suite's table holds.
  static var cases: [String] {
    let operations: [String: Operation<Double>] = operations()
    return (fixture?.differentiable ?? []).filter { lookUp($0, in: operations) != nil }
  }

  /// The operation that computes a case.
  static func operation<Scalar>(for name: String) throws -> Operation<Scalar> {
    try #require(lookUp(name, in: operations()), "no operation for \(name)")
  }

  private static func lookUp<Scalar>(
    _ name: String, in operations: [String: Operation<Scalar>]
  ) -> Operation<Scalar>? {
    operations[name] ?? operations[String(name.prefix { $0 != "/" })]
  }

  /// Holds the value and all gradients of one case to PyTorch's, in both precisions.
  static func hold(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try hold(name, as: Double.self, sourceLocation: sourceLocation)
    try hold(name, as: Float.self, sourceLocation: sourceLocation)
  }

  private static func hold<Scalar: TensorScalar>(
    _ name: String, as type: Scalar.Type, sourceLocation: SourceLocation
  ) throws {
    let tensors = try Fixture(file).tensors(of: name)
    let operation: Operation<Scalar> = try operation(for: name)
    let inputs = Inputs<Scalar>(tensors)
    let (y, dy) = (operation(inputs), inputs.constant("dy"))
    try #require(y.shape == dy.shape, "\(name): PyTorch's result has another shape")
    let gradients = y.gradients(of: inputs.named.map(\.variable), upstream: dy)
    let results = [("y", y.value)] + zip(inputs.named.map { "d\($0.name)" }, gradients)
    for (result, tensor) in results {
      let expected = try #require(tensors[result])
      expectAgreement(tensor, expected, "\(name): \(result)", sourceLocation: sourceLocation)
    }
  }
}
