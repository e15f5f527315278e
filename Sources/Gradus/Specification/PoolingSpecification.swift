extension Specification {
  /// Where each window's largest element stands, in `x.storage`: of equal elements the first, of
  /// NaNs the last; −1 where there is nothing but padding under a window.
  public static func argmaxPool2d<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, _ window: Window2d
  ) -> Tensor<Int> {
    let windows = PoolingWindows(window, on: x.shape, operation: "argmaxPool2d")
    var argmax = Tensor(repeating: -1, shape: windows.outputShape)
    windows.forEachElement { input, output in
      for n in 0..<windows.examples {
        let best = argmax.storage[output + n]
        if best < 0 || x.storage[input + n].wins(over: x.storage[best]) {
          argmax.storage[output + n] = input + n
        }
      }
    }
    return argmax
  }

  /// The gradient of max-pooling, where the largest elements are known: dx[k] += dy.
  public static func maxPool2dGradient<Scalar: TensorScalar>(
    _ dy: Tensor<Scalar>, argmax: Tensor<Int>, shape: [Int]
  ) -> Tensor<Scalar> {
    // BEGIN SOLUTION 06.8 points=3
    var dx = Tensor<Scalar>.zeros(shape)
    for (k, gradient) in zip(argmax.storage, dy.storage) where k >= 0 {
      dx.storage[k] += gradient
    }
    return dx
    // END SOLUTION
  }

  /// Each window's sum over m, its number of elements: y = Σ x / m.
  public static func avgPool2d<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, _ window: Window2d, countsPadding: Bool = true
  ) -> Tensor<Scalar> {
    let windows = PoolingWindows(window, on: x.shape, operation: "avgPool2d")
    var sum = Tensor<Scalar>.zeros(windows.outputShape)
    windows.forEachElement { input, output in
      for n in 0..<windows.examples { sum.storage[output + n] += x.storage[input + n] }
    }
    return sum / windows.counts(countingPadding: countsPadding)
  }

  /// The gradient of average pooling: dx = Σ dy/m, over the windows an element is under.
  public static func avgPool2dGradient<Scalar: TensorScalar>(
    _ dy: Tensor<Scalar>, _ window: Window2d, countsPadding: Bool = true, shape: [Int]
  ) -> Tensor<Scalar> {
    let windows = PoolingWindows(window, on: shape, operation: "avgPool2dGradient")
    let share = dy / windows.counts(countingPadding: countsPadding)
    var dx = Tensor<Scalar>.zeros(shape)
    windows.forEachElement { input, output in
      for n in 0..<windows.examples { dx.storage[input + n] += share.storage[output + n] }
    }
    return dx
  }
}

extension TensorScalar {
  /// Whether the number takes the place of the largest so far: it is larger, or NaN.
  @inline(__always)
  fileprivate func wins(over best: Self) -> Bool { self > best || self != self }
}
