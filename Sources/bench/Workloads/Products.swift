// Convolutions and matrix products alone: the kernels that could run at the processor's peak.

import Gradus

/// A convolution of square images with square kernels, or a derivative of it.
struct Convolution: Task {
  /// What is computed of Y = W ∗ X.
  enum Product: String, Codable {
    case forward, inputGradient, kernelGradient
    /// All three, through the graph.
    case all
  }

  static let name = "convolution"
  var product: Product
  var inputs: Int
  var outputs: Int
  var kernel: Int
  var padding = 0
  /// The images' height and width.
  var side: Int
  var batch: Int

  private var places: Int { side + 2 * padding - kernel + 1 }
  private var x: [Int] { [inputs, side, side, batch] }
  private var w: [Int] { [outputs, inputs, kernel, kernel] }
  private var y: [Int] { [outputs, places, places, batch] }

  /// As many products as if there were no padding, counted once for each of the three.
  var operations: Double {
    2 * Double(w.reduce(1, *) * places * places * batch) * (product == .all ? 3 : 1)
  }

  var bytes: Double? { bench.bytes(x, w, y) * (product == .all ? 3 : 1) }

  var small: Self {
    var small = self
    (small.inputs, small.outputs, small.side, small.batch) = (min(inputs, 3), 5, kernel + 4, 19)
    return small
  }

  func prepared() -> () -> Tensor<Float> {
    let (x, w, dy) = (pattern(x, 1), pattern(w, 2), pattern(y, 3))
    let padding = Size2d(height: padding, width: padding)
    let (image, kernel) = (
      Size2d(height: side, width: side), Size2d(height: kernel, width: kernel)
    )
    switch product {
    case .forward: return { conv2d(x, w, padding: padding) }
    case .inputGradient:
      return { conv2dInputGradient(dy, w, inputSize: image, padding: padding) }
    case .kernelGradient:
      return { conv2dKernelGradient(x, dy, kernelSize: kernel, padding: padding) }
    case .all:
      let (x, w) = (Variable(x), Variable(w))
      return { conv2d(x, w, padding: padding).gradients(of: [w, x], upstream: dy)[1] }
    }
  }
}

/// A transposed convolution of square images with square kernels, as a DCGAN's generator has them
/// (Radford, Metz and Chintala 2016).
struct TransposedConvolution: Task {
  static let name = "transposed_convolution"
  var inputs: Int
  var outputs: Int
  var kernel: Int
  var stride: Int
  var padding: Int
  /// The height and width of the images that go in.
  var side: Int
  var batch: Int

  private var x: [Int] { [inputs, side, side, batch] }
  private var w: [Int] { [inputs, outputs, kernel, kernel] }
  private var y: [Int] {
    let larger = (side - 1) * stride - 2 * padding + kernel
    return [outputs, larger, larger, batch]
  }

  var operations: Double { 2 * Double(w.reduce(1, *) * side * side * batch) }
  var bytes: Double? { bench.bytes(x, w, y) }

  var small: Self {
    var small = self
    (small.inputs, small.outputs, small.side, small.batch) = (3, 5, 4, 19)
    return small
  }

  func prepared() -> () -> Tensor<Float> {
    let (x, w) = (pattern(x, 1), pattern(w, 2))
    let stride = Size2d(height: stride, width: stride)
    let padding = Size2d(height: padding, width: padding)
    return { convTranspose2d(x, w, stride: stride, padding: padding) }
  }
}

/// The product of two square matrices.
struct MatrixProduct: Task {
  static let name = "matrix_product"
  var side: Int

  var operations: Double { 2 * Double(side * side * side) }
  var bytes: Double? { 3 * bench.bytes([side, side]) }
  var small: Self { Self(side: 37) }

  func prepared() -> () -> Tensor<Float> {
    let (a, b) = (pattern([side, side], 1), pattern([side, side], 2))
    return { matmul(a, b) }
  }
}
