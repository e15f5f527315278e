// Max-pooling: each window's largest element (Riesenhuber and Poggio 1999, "Hierarchical models of
// object recognition in cortex").
//
//   y = x[k]        dx[k] += dy        k = argmax of x under the window
//
// Padding counts as −∞, so it never wins. Of equal elements the first in reading order does, as in
// PyTorch, and unlike `max`, which shares the gradient among them. Where windows overlap, an element
// that is the largest of several receives the sum.

/// Where each window's largest element stands: its index in row-major order, in `x.scalars`. Of
/// equal elements the first, of NaNs the first; −1 where a dilated window has nothing but padding
/// under it.
///
/// - Parameter x: images, `[channels, height, width, examples]`, on which the window must fit with a
///   padding of at most half its size.
/// - Returns: `[channels, rows, columns, examples]`, an index a window.
public func argmaxPool2d<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ window: Window2d
) -> Tensor<Int> {
  let windows = PoolingWindows(window, on: x.shape, operation: "maxPool2d")
  var argmax = Tensor(repeating: -1, shape: windows.outputShape)
  windows.forEachElement { input, output in
    for n in 0..<windows.examples {
      let best = argmax.scalars[output + n]
      if best < 0 || x.scalars[input + n].wins(over: x.scalars[best]) {
        argmax.scalars[output + n] = input + n
      }
    }
  }
  return argmax
}

/// Each window's largest element; a NaN under the window gives NaN.
///
/// - Parameter x: images, `[channels, height, width, examples]`, on which the window must fit with a
///   padding of at most half its size.
/// - Returns: `[channels, rows, columns, examples]`.
public func maxPool2d<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ window: Window2d
) -> Tensor<Scalar> {
  x.picked(by: argmaxPool2d(x, window))
}

/// The gradient of `maxPool2d`: each window's gradient goes to its largest element.
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
  var dx = Tensor<Scalar>.zeros(shape)
  require(
    argmax.scalars.allSatisfy { $0 < dx.count },
    "maxPool2dGradient: an index outside 0..<\(dx.count) for images of shape \(shape)")
  for (k, gradient) in zip(argmax.scalars, dy.scalars) where k >= 0 {
    dx.scalars[k] += gradient
  }
  return dx
}

/// Each window's largest element.
///
/// - Parameter x: images, `[channels, height, width, examples]`, on which the window must fit with a
///   padding of at most half its size.
/// - Returns: `[channels, rows, columns, examples]`.
public func maxPool2d<Scalar>(_ x: Variable<Scalar>, _ window: Window2d) -> Variable<Scalar> {
  let argmax = argmaxPool2d(x.value, window)
  let shape = x.shape
  Branches.record(argmax) { $0 }
  return Variable(
    x.value.picked(by: argmax),
    Edge(x) { dy in maxPool2dGradient(dy, argmax: argmax, shape: shape) })  // dx[k] += dy
}

extension Tensor where Scalar: TensorScalar {
  /// The elements at row-major indices, −∞ where there is none.
  fileprivate func picked(by indices: Tensor<Int>) -> Tensor {
    indices.map { $0 < 0 ? Scalar(-Double.infinity) : scalars[$0] }
  }
}

extension TensorScalar {
  /// Whether the number takes the place of the largest so far: it is larger, or the first NaN.
  @inline(__always)
  fileprivate func wins(over best: Self) -> Bool {
    self > best || (self != self && best == best)
  }
}
