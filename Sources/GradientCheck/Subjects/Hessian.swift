// The second derivative of a generic program. With φ = Σ v·y and g = ∇φ, reverse mode over dual
// numbers gives H·u, the tangent of g along u (Pearlmutter 1994), as if g were a function with a
// pullback of its own: H is symmetric. Its witnesses are the numeric derivative of g, computed in
// plain reverse mode, and uᵀ·H·w by dual numbers of dual numbers, where no pullback is used at all.

import Gradus

extension Subject {
  /// The gradient of Σ v·program as a function of its inputs; all its parts in one vector.
  init(
    gradientOf program: some DifferentiableProgram, _ inputs: Inputs, cotangent v: Tensor<Double>
  ) {
    let point = inputs.map(\.value)
    let shapes = point.map(\.shape)
    self.init(
      inputs,
      directional: { directions, w in
        let inner = parts(of: w, shapes: shapes)
        let nested = point.indices.map { i in
          let outer = dual(directions[i], along: .zeros(shapes[i]))
          return Variable(dual(dual(point[i], along: inner[i]), along: outer))
        }
        let y = program(nested).value
        return Directional(terms: zip(v.storage, y.storage).map { $0 * $1.tangent.tangent })
      }
    ) { values in
      let variables = values.map { Variable($0) }
      let gradients = program(variables).gradients(of: variables, upstream: v)
      return Run(
        output: Tensor(gradients.flatMap(\.storage)),
        pullback: { w in
          let duals = zip(values, parts(of: w, shapes: shapes)).map {
            Variable(dual($0, along: $1))
          }
          return program(duals).gradients(of: duals, upstream: dual(v, along: .zeros(v.shape)))
            .map { $0.map(\.tangent) }
        }, inputs: { variables.map(\.value) })
    }
  }
}

/// The vector as tensors of the given shapes.
private func parts(of vector: Tensor<Double>, shapes: [[Int]]) -> [Tensor<Double>] {
  var rest = vector.storage[...]
  return shapes.map { shape in
    let count = shape.reduce(1, *)
    defer { rest = rest.dropFirst(count) }
    return Tensor(shape: shape, scalars: Array(rest.prefix(count)))
  }
}
