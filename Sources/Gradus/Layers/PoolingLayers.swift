// Pooling as layers. Each calls the function of its name; none has parameters.

/// The largest element of each window.
public struct MaxPool2d<Scalar: TensorScalar>: Layer {
  /// How the window moves over the images.
  public let window: Window2d

  /// Max-pooling with a window of a size, which moves by its own size unless another stride is given.
  ///
  /// - Parameters:
  ///   - size: the window's, a side or height and width.
  ///   - stride: from one window to the next; nil for the window's own size.
  ///   - padding: at most half the window; it counts as −∞.
  ///   - dilation: from one element of the window to the next.
  ///   - roundingUp: whether a last window that hangs over the far edge counts.
  public init(
    _ size: Size2d, stride: Size2d? = nil, padding: Size2d = 0, dilation: Size2d = 1,
    roundingUp: Bool = false
  ) {
    window = Window2d(
      size, stride: stride ?? size, padding: padding, dilation: dilation, roundingUp: roundingUp,
      operation: "MaxPool2d")
  }

  /// `[channels, height, width, examples]` to `[channels, rows, columns, examples]`.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    maxPool2d(x, window, operation: "MaxPool2d")
  }

  /// `[channels, rows, columns]`; nil where the window does not fit.
  public func outputShape(for inputShape: [Int]) -> [Int]? { window.outputShape(for: inputShape) }

  /// `MaxPool2d(2×2)`, with what is not PyTorch's default.
  public var description: String { "MaxPool2d(\(window.poolingSummary))" }
}

/// The mean of each window.
public struct AvgPool2d<Scalar: TensorScalar>: Layer {
  /// How the window moves over the images.
  public let window: Window2d

  /// Whether padding counts as zeros, or not at all.
  public let countsPadding: Bool

  /// Average pooling with a window of a size, which moves by its own size unless another stride is
  /// given.
  ///
  /// - Parameters:
  ///   - size: the window's, a side or height and width.
  ///   - stride: from one window to the next; nil for the window's own size.
  ///   - padding: at most half the window.
  ///   - roundingUp: whether a last window that hangs over the far edge counts.
  ///   - countsPadding: whether padding counts as zeros, or not at all.
  public init(
    _ size: Size2d, stride: Size2d? = nil, padding: Size2d = 0, roundingUp: Bool = false,
    countsPadding: Bool = true
  ) {
    window = Window2d(
      size, stride: stride ?? size, padding: padding, roundingUp: roundingUp,
      operation: "AvgPool2d")
    self.countsPadding = countsPadding
  }

  /// `[channels, height, width, examples]` to `[channels, rows, columns, examples]`.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    avgPool2d(x, window, countsPadding: countsPadding, operation: "AvgPool2d")
  }

  /// `[channels, rows, columns]`; nil where the window does not fit.
  public func outputShape(for inputShape: [Int]) -> [Int]? { window.outputShape(for: inputShape) }

  /// `AvgPool2d(2×2)`, with what is not PyTorch's default.
  public var description: String {
    "AvgPool2d(\(window.poolingSummary)\(countsPadding ? "" : ", padding not counted"))"
  }
}

/// The mean of each channel over the whole image: PyTorch's `AdaptiveAvgPool2d(1)` and the `Flatten`
/// that follows it in one, so that a linear layer can come next.
public struct GlobalAvgPool2d<Scalar: TensorScalar>: Layer {
  /// Global average pooling.
  public init() {}

  /// `[channels, height, width, examples]` to `[channels, examples]`.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    globalAvgPool2d(x, operation: "GlobalAvgPool2d")
  }

  /// `[channels]`; nil for what are no images.
  public func outputShape(for inputShape: [Int]) -> [Int]? {
    inputShape.count == 3 ? [inputShape[0]] : nil
  }

  /// `GlobalAvgPool2d`.
  public var description: String { "GlobalAvgPool2d" }
}

extension Window2d {
  /// The shape of one example's output for one example's input, without the batch; nil where the
  /// window does not fit.
  fileprivate func outputShape(for inputShape: [Int]) -> [Int]? {
    guard inputShape.count == 3 else { return nil }
    return places(on: Size2d(height: inputShape[1], width: inputShape[2]))
      .map { [inputShape[0], $0.height, $0.width] }
  }

  /// The size, and what is not the default of pooling.
  fileprivate var poolingSummary: String {
    let parts = [
      "\(size)", stride == size ? nil : "stride \(stride)",
      padding == 0 ? nil : "padding \(padding)", dilation == 1 ? nil : "dilation \(dilation)",
      roundingUp ? "rounding up" : nil,
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}
