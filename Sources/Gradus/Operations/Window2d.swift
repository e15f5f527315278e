// How a window moves over an image, for convolution and pooling alike. Along each axis, with an
// input of length n, a window of length k, stride s, padding p and dilation d, output o looks at the
// input's elements o·s − p + j·d for j = 0 … k − 1, of which those outside the image count as
// padding, and there are
//
//   ⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1
//
// outputs (Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep learning",
// relationship 15). Rounded up instead, the last window may hang over the far edge; it is left out
// if it would begin beyond the image, o·s − p ≥ n (PyTorch's `ceil_mode`).

/// A height and a width: written `3` for a square, `[3, 5]` otherwise.
public struct Size2d: Hashable, Sendable {
  /// Along the image's first axis.
  public var height: Int
  /// Along its second.
  public var width: Int

  /// A height and a width.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }
}

extension Size2d: ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// Height and width alike.
  public init(integerLiteral side: Int) { self.init(height: side, width: side) }

  /// `[height, width]`.
  public init(arrayLiteral sides: Int...) {
    require(sides.count == 2, "Size2d: \(sides) is no height and width")
    self.init(height: sides[0], width: sides[1])
  }

  /// `3×5`.
  public var description: String { "\(height)×\(width)" }
}

/// A window and how it moves.
public struct Window2d: Hashable, Sendable {
  /// The window's own size, at least 1×1.
  public let size: Size2d
  /// From one place of the window to the next, at least 1×1.
  public let stride: Size2d
  /// Rows and columns added on each side of the image, at least 0.
  public let padding: Size2d
  /// From one element of the window to the next, at least 1×1.
  public let dilation: Size2d
  /// Whether a last window that hangs over the far edge counts.
  public let roundingUp: Bool

  /// A window of a size that moves in steps of `stride` over an image with `padding` around it.
  public init(
    _ size: Size2d, stride: Size2d = 1, padding: Size2d = 0, dilation: Size2d = 1,
    roundingUp: Bool = false
  ) {
    self.init(
      size, stride: stride, padding: padding, dilation: dilation, roundingUp: roundingUp,
      operation: "Window2d")
  }

  /// The same, where `operation` is named if something is out of range.
  init(
    _ size: Size2d, stride: Size2d = 1, padding: Size2d = 0, dilation: Size2d = 1,
    roundingUp: Bool = false, operation: String
  ) {
    for (name, value, least) in [
      ("size", size, 1), ("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1),
    ] {
      require(
        min(value.height, value.width) >= least,
        "\(operation): a \(name) of \(value); it has to be at least \(Size2d(integerLiteral: least))"
      )
    }
    self.size = size
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.roundingUp = roundingUp
  }

  /// The rows and columns from the window's first element to its last.
  public var reach: Size2d {
    Size2d(
      height: dilation.height * (size.height - 1) + 1,
      width: dilation.width * (size.width - 1) + 1)
  }

  /// How many places the window has on an image; nil where it does not fit at all.
  public func places(on image: Size2d) -> Size2d? {
    let height = vertical.places(on: image.height)
    let width = horizontal.places(on: image.width)
    guard height > 0, width > 0 else { return nil }
    return Size2d(height: height, width: width)
  }

  /// The same, where the window has to fit; `operation` and the image's whole shape are named if it
  /// does not.
  func places(on image: Size2d, shape: [Int], operation: String) -> Size2d {
    guard let places = places(on: image) else {
      let least = Size2d(height: vertical.leastLength, width: horizontal.leastLength)
      fail(
        "\(operation): a window of \(reach) does not fit on an input of shape \(shape) with a "
          + "padding of \(padding); images of at least \(least) would fit")
    }
    return places
  }

  /// The window along the image's first axis.
  var vertical: Window1d {
    Window1d(
      size: size.height, stride: stride.height, padding: padding.height, dilation: dilation.height,
      roundingUp: roundingUp)
  }

  /// The window along its second.
  var horizontal: Window1d {
    Window1d(
      size: size.width, stride: stride.width, padding: padding.width, dilation: dilation.width,
      roundingUp: roundingUp)
  }
}
