// The windows of pooling on a batch of images, and the loop nest of its specification: for every
// channel, for every place of the window, for every element of the image under it. (The kernels go
// by `PoolingWalk`, in parts.) Windows may overlap, hang over the edge and leave elements out; how
// they move is said in `Window2d`. The examples are the innermost axis, so that what is done to one
// number of an image is done to a run of them.

/// A window at all its places on a batch of images.
struct PoolingWindows {
  /// The window and how it moves.
  let window: Window2d

  /// The shape of the images, `[channels, height, width, examples]`.
  let inputShape: [Int]

  /// The shape with a number a window, `[channels, rows, columns, examples]`.
  let outputShape: [Int]

  /// How many numbers stand side by side.
  var examples: Int { inputShape[3] }

  /// A window on images of a shape, where it has to fit; `operation` and the shape are named if it
  /// does not.
  init(_ window: Window2d, on shape: [Int], operation: String) {
    let places = window.requireFit(on: shape, operation: operation)
    self.window = window
    inputShape = shape
    outputShape = [shape[0], places.height, places.width, shape[3]]
  }

  /// Calls `body` for each window and, in reading order, each element of the image under it, with
  /// the places in storage where their first examples stand.
  @inline(__always)
  func forEachElement(_ body: (_ input: Int, _ output: Int) -> Void) {
    let (height, width) = (inputShape[1], inputShape[2])
    let (rows, columns) = (outputShape[1], outputShape[2])
    for c in 0..<inputShape[0] {
      for p in 0..<rows {
        for q in 0..<columns {
          let output = ((c * rows + p) * columns + q) * examples
          for i in window.vertical.elements(at: p, of: height) {
            for j in window.horizontal.elements(at: q, of: width) {
              body(((c * height + i) * width + j) * examples, output)
            }
          }
        }
      }
    }
  }

  /// How many elements each window has, of the image alone or, where `countingPadding`, of the
  /// padding too; shape `[rows, columns, 1]`.
  func counts<Scalar: TensorScalar>(countingPadding: Bool) -> Tensor<Scalar> {
    func counts(_ window: Window1d, _ places: Int, _ length: Int) -> [Int] {
      (0..<places).map { o in
        countingPadding
          ? window.paddedCount(at: o, of: length) : Array(window.elements(at: o, of: length)).count
      }
    }
    let rows = counts(window.vertical, outputShape[1], inputShape[1])
    let columns = counts(window.horizontal, outputShape[2], inputShape[2])
    let counts = rows.flatMap { row in columns.map { Scalar(row * $0) } }
    return Tensor(shape: [rows.count, columns.count, 1], scalars: counts)
  }
}

extension Window2d {
  /// A window that moves by its own size unless another stride is given, as pooling has it: then
  /// neighbours meet and none overlap.
  ///
  /// - Parameters:
  ///   - size: the window's, a side or height and width.
  ///   - stride: from one window to the next; nil for the window's own size.
  ///   - padding: at most half the size.
  ///   - dilation: from one element of the window to the next.
  ///   - roundingUp: whether a last window that hangs over the far edge counts.
  public static func pooling(
    _ size: Size2d, stride: Size2d? = nil, padding: Size2d = 0, dilation: Size2d = 1,
    roundingUp: Bool = false
  ) -> Window2d {
    Window2d(
      size, stride: stride ?? size, padding: padding, dilation: dilation, roundingUp: roundingUp,
      operation: "Window2d.pooling")
  }

  /// Stops unless pooling can move the window over images of a shape, `[channels, height, width,
  /// examples]`; gives its places.
  @discardableResult
  func requireFit(on shape: [Int], operation: String) -> Size2d {
    requireImages(shape, operation: operation)
    require(
      2 * padding.height <= size.height && 2 * padding.width <= size.width,
      "\(operation): a padding of \(padding) for a window of \(size); at most half the window is "
        + "allowed")
    return places(
      on: Size2d(height: shape[1], width: shape[2]), shape: shape, operation: operation)
  }
}

/// Stops unless the shape is one of images, with a number of channels unless any will do.
func requireImages(_ shape: [Int], channels: Int? = nil, operation: String) {
  require(
    shape.count == 4 && shape[0] == channels ?? shape[0],
    "\(operation): an input of shape \(shape); [\(channels.map(String.init) ?? "channels"), height, "
      + "width, examples] is expected")
}
