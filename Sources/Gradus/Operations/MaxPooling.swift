// Max-pooling: each window's largest element (Riesenhuber and Poggio 1999, "Hierarchical models of
// object recognition in cortex").
//
//   y = x[k]        dx[k] += dy        k = argmax of x under the window
//
// Padding counts as −∞, so it never wins. Of equal elements the first in reading order does, and of
// NaNs the last, as in PyTorch, and unlike `max`, which shares the gradient among them. Where windows overlap, an element
// that is the largest of several receives the sum.

/// Where each window's largest element stands: its index in row-major order, in `x.storage`. Of
/// equal elements the first, of NaNs the last; −1 where a dilated window has nothing but padding
/// under it.
///
/// - Parameters:
///   - x: images, `[channels, height, width, examples]`, on which the window must fit with a padding
///     of at most half its size.
///   - window: its size, and how it moves.
/// - Returns: `[channels, rows, columns, examples]`, an index a window.
public func argmaxPool2d<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ window: Window2d
) -> Tensor<Int> {
  let windows = PoolingWindows(window, on: x.shape, operation: "argmaxPool2d")
  var argmax = Tensor(repeating: -1, shape: windows.outputShape)
  windows.forEachElement { input, output in
    for n in 0..<windows.examples {
      let best = argmax.storage[output + n]
      let element = x.storage[input + n]
      // Larger, or no number.
      if best < 0 || element > x.storage[best] || element != element {
        argmax.storage[output + n] = input + n
      }
    }
  }
  return argmax
}

/// Each window's largest element; a NaN under the window gives NaN.
///
/// - Parameters:
///   - x: images, `[channels, height, width, examples]`, on which the window must fit with a padding
///     of at most half its size.
///   - window: its size, and how it moves.
/// - Returns: `[channels, rows, columns, examples]`.
public func maxPool2d<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ window: Window2d
) -> Tensor<Scalar> {
  PoolingKernel.max(x, PoolingWindows(window, on: x.shape, operation: "maxPool2d"))
}

/// The gradient of `maxPool2d`: each window's gradient goes to its largest element, which is looked
/// for again.
///
/// - Parameters:
///   - dy: the result's gradient, `[channels, rows, columns, examples]`.
///   - x: the images, `[channels, height, width, examples]`.
///   - window: as it was for the result.
/// - Returns: the images' gradient, of their shape.
public func maxPool2dGradient<Scalar: TensorScalar>(
  _ dy: Tensor<Scalar>, of x: Tensor<Scalar>, _ window: Window2d
) -> Tensor<Scalar> {
  let windows = PoolingWindows(window, on: x.shape, operation: "maxPool2dGradient")
  require(
    dy.shape == windows.outputShape,
    "maxPool2dGradient: a gradient of shape \(dy.shape) for images of shape \(x.shape); "
      + "\(windows.outputShape) is expected")
  return PoolingKernel.maxGradient(dy, x, windows)
}

/// The gradient of `maxPool2d` where the largest elements are known.
///
/// - Parameters:
///   - dy: the result's gradient, `[channels, rows, columns, examples]`.
///   - argmax: what `argmaxPool2d` gave, of the same shape.
///   - shape: the images' shape, `[channels, height, width, examples]`.
/// - Returns: the images' gradient, of their shape.
public func maxPool2dGradient<Scalar: TensorScalar>(
  _ dy: Tensor<Scalar>, argmax: Tensor<Int>, shape: [Int]
) -> Tensor<Scalar> {
  require(
    dy.shape == argmax.shape,
    "maxPool2dGradient: a gradient of shape \(dy.shape) for indices of shape \(argmax.shape)")
  let count = shape.elementCount
  let wrong = argmax.storage.first { $0 < -1 || $0 >= count }
  require(
    wrong == nil,
    "maxPool2dGradient: index \(wrong ?? 0) for images of shape \(shape); one in 0..<\(count) is "
      + "expected, or −1 for a window without elements")
  // BEGIN SOLUTION 06.8 points=3
  var dx = Tensor<Scalar>.zeros(shape)
  for (k, gradient) in zip(argmax.storage, dy.storage) where k >= 0 {
    dx.storage[k] += gradient
  }
  return dx
  // END SOLUTION
}

/// Each window's largest element; see the function of tensors for the rest. `operation` is named if
/// the window does not fit.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func maxPool2d<Scalar>(
  _ x: Variable<Scalar>, _ window: Window2d, operation: String = "maxPool2d"
) -> Variable<Scalar> {
  let a = x.value
  let y = PoolingKernel.max(a, PoolingWindows(window, on: a.shape, operation: operation))
  Branches.record(argmaxPool2d(a, window)) { $0 }
  return Variable(
    y,
    Edge(x) { dy in maxPool2dGradient(dy, of: a, window) })  // dx[k] += dy
}
