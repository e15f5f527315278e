// A function written once for every number type can be run on dual numbers too, and so be checked
// by three witnesses. A Swift closure cannot be generic, so such a function is a value with a
// generic method.

import Gradus

/// A differentiable function of variables of any scalar type.
///
/// ```swift
/// struct Hidden: DifferentiableProgram {
///   func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
///     tanh(matmul(inputs[0], inputs[1]))
///   }
/// }
/// ```
public protocol DifferentiableProgram {
  /// The output for the inputs; the same inputs give the same output.
  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S>
}

extension Subject {
  /// A generic program, with forward mode.
  init(_ program: some DifferentiableProgram, _ inputs: Inputs) {
    self.init(
      inputs,
      directional: { directions, v in
        let duals = zip(inputs, directions).map { Variable(dual($0.value, along: $1)) }
        let y = program(duals).value
        return Directional(terms: zip(v.storage, y.storage).map { $0 * $1.tangent })
      }
    ) { Self.run({ program($0) }, at: $0) }
  }
}

/// x + ẋε, element by element.
func dual<Base: TensorScalar>(
  _ x: Tensor<Base>, along direction: Tensor<Base>
) -> Tensor<Dual<Base>> {
  Tensor(shape: x.shape, scalars: zip(x.storage, direction.storage).map { Dual($0, tangent: $1) })
}
