// How tests hold an operation to PyTorch on special values: zeros, infinities, NaN, subnormal
// numbers and the largest ones, as inputs and as cotangents, in both precisions.

import Gradus
import Testing

/// An operation with the fixtures it is held to.
struct SpecialOperation<Scalar: TensorScalar> {
  /// Whose inputs it takes: those of `unary`, `pairs`, `triples` or of its own case.
  let inputs: String

  /// The name of the cotangent.
  let cotangent: String

  /// How close the entries have to be to PyTorch's.
  let closeness: Closeness

  /// What Gradus computes, in each of the ways that it has.
  let ways: [Operation<Scalar>]

  init(
    on inputs: String, cotangent: String = "dy", closeness: Closeness = .rounded(8),
    _ way: @escaping Operation<Scalar>, _ otherWay: Operation<Scalar>? = nil
  ) {
    (self.inputs, self.cotangent, self.closeness) = (inputs, cotangent, closeness)
    ways = [way] + (otherWay.map { [$0] } ?? [])
  }
}

/// How close numbers have to be. NaN stands for NaN in any case, an infinity for the same infinity, and
/// a zero for a zero of the same sign.
enum Closeness {
  /// Each is the nearest number to the true one, and so the same.
  case exact

  /// So many roundings apart. Where numbers are subnormal, PyTorch takes liberties.
  case rounded(Double)

  /// Whether they are NaN, infinite, zero or ordinary numbers.
  case kind

  /// A few roundings, as of numbers near 1, and zeros of either sign, which an underflow leaves.
  case nearOne
}

/// The two precisions, by the names they have in the fixtures.
let precisions = ["single", "double"]

/// The fixtures of special values.
struct SpecialFixture {
  private let fixture: Fixture

  init() throws { fixture = try Fixture("SpecialValues") }

  /// The tensors of a case and those that it shares with others.
  func tensors(of operation: String, sharing inputs: String, _ precision: String)
    -> [String: Tensor<Double>]
  {
    fixture.tensors(of: "\(inputs)/\(precision)")
      .merging(fixture.tensors(of: "\(operation)/\(precision)")) { $1 }
  }

  /// Holds the value and all gradients of an operation to PyTorch's.
  func hold<Scalar: TensorScalar>(
    _ name: String, _ operation: SpecialOperation<Scalar>, _ precision: String
  ) throws {
    let tensors = tensors(of: name, sharing: operation.inputs, precision)
    for way in operation.ways {
      let inputs = Inputs<Scalar>(tensors)
      let y = way(inputs)
      let dy = try #require(tensors[operation.cotangent])
      try #require(dy.count == y.value.count, "\(name): PyTorch's result has another shape")
      let upstream = Tensor<Scalar>(dy.reshaped(y.shape))
      let gradients = y.gradients(of: inputs.named.map(\.variable), upstream: upstream)
      let results = [("y", y.value)] + zip(inputs.named.map { "d\($0.name)" }, gradients)
      for (result, tensor) in results {
        expectSame(
          tensor, try #require(tensors[result]), operation.closeness,
          "\(name), \(precision): \(result)")
      }
    }
  }
}

/// Expects PyTorch's entries; names the first that differ.
func expectSame<Scalar: TensorScalar>(
  _ found: Tensor<Scalar>, _ expected: Tensor<Double>, _ closeness: Closeness, _ label: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard found.count == expected.count else {
    Issue.record(
      "\(label): \(found.count) entries, PyTorch has \(expected.count)",
      sourceLocation: sourceLocation)
    return
  }
  let isSingle = Scalar.self == Float.self
  let least = isSingle ? Double(Float.leastNormalMagnitude) : Double.leastNormalMagnitude
  let unit = isSingle ? Double(Float.ulpOfOne) : Double.ulpOfOne
  func isSame(_ a: Double, _ b: Double) -> Bool {
    if b.isNaN { return a.isNaN }
    if case .nearOne = closeness, b.isFinite {
      return abs(a - b) <= 8 * unit * max(abs(b), 1)
    }
    if a == b { return a.sign == b.sign }
    if b.isInfinite || a.isInfinite || a.sign != b.sign { return false }
    return switch closeness {
    case .exact, .nearOne: false
    case .kind: a.isFinite
    case .rounded(let roundings): abs(a - b) <= max(roundings * unit * abs(b), least)
    }
  }
  let wrong = (0..<found.count).filter {
    !isSame(found.storage[$0].doubleValue, expected.storage[$0])
  }
  guard let first = wrong.first else { return }
  Issue.record(
    """
    \(label) at \(wrong.prefix(20)), \(wrong.count) of \(found.count): \(found.storage[first]), \
    PyTorch has \(expected.storage[first])
    """, sourceLocation: sourceLocation)
}
