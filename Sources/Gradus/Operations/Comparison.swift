// Comparisons give masks, `Tensor<Bool>`, with the dotted operators Swift uses for SIMD vectors and
// NumPy's broadcasting. They have no derivative: a mask is a constant of the graph.

extension Tensor where Scalar: Comparable {
  /// Where x = y.
  public static func .== (x: Tensor, y: Tensor) -> Tensor<Bool> {
    x.compared(with: y, .equal, operation: ".==")
  }

  /// Where x ≠ y.
  public static func .!= (x: Tensor, y: Tensor) -> Tensor<Bool> {
    x.compared(with: y, .unequal, operation: ".!=")
  }

  /// Where x < y.
  public static func .< (x: Tensor, y: Tensor) -> Tensor<Bool> {
    x.compared(with: y, .less, operation: ".<")
  }

  /// Where x ≤ y.
  public static func .<= (x: Tensor, y: Tensor) -> Tensor<Bool> {
    x.compared(with: y, .atMost, operation: ".<=")
  }

  /// Where x > y.
  public static func .> (x: Tensor, y: Tensor) -> Tensor<Bool> {
    x.compared(with: y, .greater, operation: ".>")
  }

  /// Where x ≥ y.
  public static func .>= (x: Tensor, y: Tensor) -> Tensor<Bool> {
    x.compared(with: y, .atLeast, operation: ".>=")
  }

  /// Where an element equals y.
  public static func .== (x: Tensor, y: Scalar) -> Tensor<Bool> {
    x.compared(with: y, .equal)
  }

  /// Where an element differs from y.
  public static func .!= (x: Tensor, y: Scalar) -> Tensor<Bool> {
    x.compared(with: y, .unequal)
  }

  /// Where an element is below y.
  public static func .< (x: Tensor, y: Scalar) -> Tensor<Bool> {
    x.compared(with: y, .less)
  }

  /// Where an element is at most y.
  public static func .<= (x: Tensor, y: Scalar) -> Tensor<Bool> {
    x.compared(with: y, .atMost)
  }

  /// Where an element is above y.
  public static func .> (x: Tensor, y: Scalar) -> Tensor<Bool> {
    x.compared(with: y, .greater)
  }

  /// Where an element is at least y.
  public static func .>= (x: Tensor, y: Scalar) -> Tensor<Bool> {
    x.compared(with: y, .atLeast)
  }
}

extension Tensor {
  /// The elements, with `other`'s in their place where the mask, broadcast to this shape, is true.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func replacing(with other: Tensor, where mask: Tensor<Bool>) -> Tensor {
    require(
      other.shape == shape, "replacing: shape \(other.shape) into shape \(shape)")
    let marked = zip(mask, operation: "replacing") { ($0, $1) }
    require(marked.shape == shape, "replacing: a mask of \(mask.shape) for shape \(shape)")
    return marked.zip(other, operation: "replacing") { $0.1 ? $1 : $0.0 }
  }
}
