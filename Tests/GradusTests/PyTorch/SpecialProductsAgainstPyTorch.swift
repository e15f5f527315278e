// What matrix products and convolutions, and their derivatives, make of infinities and NaN in one of
// their factors: they reach the sums that have the factor, and no others. In single precision
// PyTorch, too, multiplies nothing that stands beside an image.

import Gradus
import Testing

@Suite struct SpecialProductsAgainstPyTorch {
  /// A product of a and b, on variables, and with both derivatives on tensors.
  private struct Product<Scalar: TensorScalar> {
    let onVariables: (Variable<Scalar>, Variable<Scalar>) -> Variable<Scalar>
    let onTensors: (Tensor<Scalar>, Tensor<Scalar>, Tensor<Scalar>) -> [Tensor<Scalar>]

    static var matmul: Product {
      Product {
        Gradus.matmul($0, $1)
      } onTensors: { a, b, dy in
        [
          Gradus.matmul(a, b), Gradus.matmul(dy, transposed: b), Gradus.matmul(transposed: a, dy),
        ]
      }
    }

    static func conv(stride: Size2d = 1, padding: Size2d = 0) -> Product {
      Product {
        conv2d($0, $1, stride: stride, padding: padding)
      } onTensors: { a, b, dy in
        [
          conv2d(a, b, stride: stride, padding: padding),
          conv2dInputGradient(
            dy, b, inputSize: Size2d(height: a.shape[1], width: a.shape[2]), stride: stride,
            padding: padding),
          conv2dKernelGradient(
            a, dy, kernelSize: Size2d(height: b.shape[2], width: b.shape[3]), stride: stride,
            padding: padding),
        ]
      }
    }

    static func named(_ name: String) -> Product {
      switch name {
      case "matmul": matmul
      case "conv-strided": conv(stride: 2)
      case "conv-padded", "conv-padded-many": conv(padding: 1)
      default: conv()
      }
    }
  }

  @Test(
    arguments: ["matmul", "conv", "conv-strided", "conv-padded", "conv-padded-many"],
    ["a", "b", "dy"])
  func agree(_ name: String, special: String) throws {
    try hold(name, "\(name)-\(special)", .named(name) as Product<Float>, "single")
    if !name.hasPrefix("conv-padded") {
      try hold(name, "\(name)-\(special)", .named(name) as Product<Double>, "double")
    }
  }

  private func hold<Scalar: TensorScalar>(
    _ name: String, _ test: String, _ product: Product<Scalar>, _ precision: String
  ) throws {
    let tensors = try SpecialFixture().tensors(of: test, sharing: test, precision)
    let expected = try ["y", "da", "db"].map { try #require(tensors[$0]) }
    let (a, b, dy): (Tensor<Scalar>, Tensor<Scalar>, Tensor<Scalar>) = (
      Tensor(try #require(tensors["a"])), Tensor(try #require(tensors["b"])),
      Tensor(try #require(tensors["dy"]))
    )
    let variables = (Variable(a), Variable(b))
    let y = product.onVariables(variables.0, variables.1)
    let found = [y.value] + y.gradients(of: [variables.0, variables.1], upstream: dy)
    let values = product.onTensors(a, b, dy)
    for (k, result) in ["y", "da", "db"].enumerated() {
      // What is finite throughout is filtered, and rounds as `WinogradTests` allows.
      if name == "conv-padded-many" && expected[k].scalars.allSatisfy(\.isFinite) { continue }
      expectSame(found[k], expected[k], .nearOne, "\(test), \(precision): \(result)")
      expectSame(values[k], expected[k], .nearOne, "\(test), \(precision): \(result) of tensors")
    }
  }
}
