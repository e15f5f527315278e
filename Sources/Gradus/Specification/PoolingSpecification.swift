extension Specification {
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
