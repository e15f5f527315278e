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
  init(_ program: some DifferentiableProgram, inputs: [(name: String, value: Tensor<Double>)]) {
    let point = inputs.map(\.value)
    let run = Subject(inputs: inputs) { program($0) }.run
    self.init(
      names: inputs.map(\.name), point: point,
      directional: { directions, v in
        let duals = zip(point, directions).map { Variable(dual($0, along: $1)) }
        let terms = zip(v.storage, program(duals).value.storage).map { $0 * $1.tangent }
        return Directional(terms: terms)
      }, run: run)
  }
}

extension Subject.Directional {
  init(terms: [Double]) {
    var sum = CompensatedSum()
    var magnitudes = CompensatedSum()
    for term in terms {
      sum.add(term)
      magnitudes.add(abs(term))
    }
    self.init(value: sum.value, magnitude: magnitudes.value)
  }
}

/// x + ẋε, element by element.
func dual<Base: TensorScalar>(
  _ x: Tensor<Base>, along direction: Tensor<Base>
) -> Tensor<Dual<Base>> {
  Tensor(
    shape: x.shape,
    scalars: zip(x.storage, direction.storage).map { Dual($0, tangent: $1) })
}
