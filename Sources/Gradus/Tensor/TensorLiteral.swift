// Tensors from nested literals: `let w: Tensor<Float> = [[1, 2], [3, 4]]`. The brackets give the
// shape; every level must be equally long.

/// One level of a nested tensor literal: a number, or a list of levels of equal shape.
public struct TensorLiteral<Scalar: BitwiseCopyable>: ExpressibleByArrayLiteral {
  fileprivate let shape: [Int]
  fileprivate let scalars: [Scalar]

  fileprivate init(_ scalar: Scalar) {
    shape = []
    scalars = [scalar]
  }

  fileprivate init(_ elements: [TensorLiteral]) {
    let inner = elements.first?.shape ?? []
    require(
      elements.allSatisfy { $0.shape == inner },
      "Tensor literal: elements of shapes \(elements.map(\.shape)) stand side by side")
    shape = [elements.count] + inner
    scalars = elements.flatMap(\.scalars)
  }

  /// A bracketed list.
  public init(arrayLiteral elements: TensorLiteral...) { self.init(elements) }
}

extension TensorLiteral: ExpressibleByIntegerLiteral where Scalar: ExpressibleByIntegerLiteral {
  /// A number.
  public init(integerLiteral value: Scalar.IntegerLiteralType) {
    self.init(Scalar(integerLiteral: value))
  }
}

extension TensorLiteral: ExpressibleByFloatLiteral where Scalar: ExpressibleByFloatLiteral {
  /// A number.
  public init(floatLiteral value: Scalar.FloatLiteralType) {
    self.init(Scalar(floatLiteral: value))
  }
}

extension TensorLiteral: ExpressibleByBooleanLiteral where Scalar: ExpressibleByBooleanLiteral {
  /// A truth value.
  public init(booleanLiteral value: Scalar.BooleanLiteralType) {
    self.init(Scalar(booleanLiteral: value))
  }
}

extension Tensor: ExpressibleByArrayLiteral {
  /// A tensor from nested lists, `[[1, 2], [3, 4]]`.
  public init(arrayLiteral elements: TensorLiteral<Scalar>...) {
    let list = TensorLiteral<Scalar>(elements)
    self.init(shape: list.shape, scalars: list.scalars)
  }
}
