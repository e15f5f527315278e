// The shortcut without parameters between two stages of a residual network (He, Zhang, Ren and Sun
// 2016, section 3.3, option A): every second row and column of the image, and channels of zeros
// after its own. Pooling by windows of one element leaves elements out; joining adds the zeros.
//
//   y[c, i, j] = x[c, s·i, s·j] for a channel of x, 0 for the others

/// Fewer places and more channels, without parameters: a shortcut where an image becomes smaller and
/// deeper.
public struct PadChannels<Scalar: TensorScalar>: Layer {
  /// How many channels there are afterwards.
  public let channels: Int

  /// From one row and column that is kept to the next.
  public let stride: Size2d

  /// A layer that fills up to a number of channels, at least 1, and keeps every so manieth row and
  /// column, each of them unless told otherwise.
  public init(to channels: Int, stride: Size2d = 1) {
    require(channels > 0, "PadChannels: to \(channels) channels; at least one is needed")
    require(
      min(stride.height, stride.width) > 0, "PadChannels: a stride of \(stride); 1 is the least")
    self.channels = channels
    self.stride = stride
  }

  /// `[fewer channels, height, width, examples]` to `[channels, rows, columns, examples]`.
  public func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    requireImages(x.shape, operation: "PadChannels")
    require(
      x.shape[0] <= channels,
      "PadChannels: an input of shape \(x.shape) has more than \(channels) channels")
    let y = stride == 1 ? x : avgPool2d(x, Window2d(1, stride: stride))
    if x.shape[0] == channels { return y }
    let zeros = Tensor<Scalar>.zeros([channels - x.shape[0]] + y.shape.dropFirst())
    return .concatenated([y, Variable(zeros)])
  }

  /// `[channels, rows, columns]`; nil for what are no images, or have more channels.
  public func outputShape(for inputShape: [Int]) -> [Int]? {
    guard inputShape.count == 3, inputShape[0] <= channels else { return nil }
    return [
      channels, (inputShape[1] + stride.height - 1) / stride.height,
      (inputShape[2] + stride.width - 1) / stride.width,
    ]
  }

  /// `PadChannels(to 32)`, with the stride where it matters.
  public var description: String {
    "PadChannels(to \(channels)\(stride == 1 ? "" : ", stride \(stride)"))"
  }
}
