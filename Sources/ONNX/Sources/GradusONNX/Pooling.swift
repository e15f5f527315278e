// Pooling as ONNX's operators. Where the last window hangs over the far edge ("rounding up"),
// versions and runtimes differ in what they count. So the image is filled up first, by as much as
// hangs over, and the windows of the filled image all fit: with −∞ for a maximum; with zeros for a
// mean, which then counts too many, and is corrected by a factor for every place.

import Gradus

extension Window2d {
  /// The settings of a convolution's window, and of one of max-pooling.
  var attributes: [String: ONNXAttribute] {
    [
      "kernel_shape": .ints([size.height, size.width]),
      "strides": .ints([stride.height, stride.width]),
      "pads": .ints([padding.height, padding.width, padding.height, padding.width]),
      "dilations": .ints([dilation.height, dilation.width]),
    ]
  }

  /// How far the last windows reach beyond the padding of an image; nil where all fit.
  fileprivate func overhang(on image: Size2d) -> Size2d? {
    guard let places = places(on: image) else { return nil }
    let over = Size2d(
      height: (places.height - 1) * stride.height + reach.height
        - (image.height + 2 * padding.height),
      width: (places.width - 1) * stride.width + reach.width - (image.width + 2 * padding.width))
    guard max(over.height, over.width) > 0 else { return nil }
    return Size2d(height: max(over.height, 0), width: max(over.width, 0))
  }
}

extension ONNXGraph {
  /// Images with a window's padding around them and more at the end, all of one number.
  fileprivate mutating func filled(
    _ x: ONNXValue, _ padding: Size2d, over: Size2d, with number: Float, at path: String
  ) -> String {
    let (h, w) = (padding.height, padding.width)
    let pads = constant([0, 0, h, w, 0, 0, h + over.height, w + over.width], as: path + ".pads")
    let filling = constant(Tensor(number), as: path + ".filling")
    return node("Pad", [x.name, pads, filling], as: path + ".filled")
  }
}

extension MaxPool2d: ONNXLayer where Scalar == Float {
  /// `MaxPool`, after a `Pad` where a window hangs over.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    var attributes = window.attributes
    var name = x.name
    if let over = window.overhang(on: Size2d(height: x.shape[1], width: x.shape[2])) {
      name = graph.filled(x, window.padding, over: over, with: -.infinity, at: path)
      attributes["pads"] = nil
    }
    return graph.node("MaxPool", [name], as: path, attributes)
  }
}

extension AvgPool2d: ONNXLayer where Scalar == Float {
  /// `AveragePool`; where a window hangs over, a `Pad` before and a `Mul` after it.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    let image = Size2d(height: x.shape[1], width: x.shape[2])
    var attributes = window.attributes
    attributes["dilations"] = nil
    guard let over = window.overhang(on: image) else {
      attributes["count_include_pad"] = .int(countsPadding ? 1 : 0)
      return graph.node("AveragePool", [x.name], as: path, attributes)
    }
    attributes["pads"] = nil
    let name = graph.filled(x, window.padding, over: over, with: 0, at: path)
    let mean = graph.node("AveragePool", [name], as: path + ".mean", attributes)
    let factors = graph.constant(factors(on: image), as: path + ".factors")
    return graph.node("Mul", [mean, factors], as: path)
  }

  /// How many elements a window has over how many count, at each place: `[1, 1, rows, columns]`.
  private func factors(on image: Size2d) -> Tensor<Float> {
    let places = window.places(on: image) ?? 0
    let rows = (0..<places.height).map { row in
      counted(
        row, size: window.size.height, window.stride.height, window.padding.height, image.height)
    }
    let columns = (0..<places.width).map { column in
      counted(
        column, size: window.size.width, window.stride.width, window.padding.width, image.width)
    }
    let size = window.size.height * window.size.width
    return Tensor(rows.flatMap { row in columns.map { Float(size) / Float(row * $0) } })
      .reshaped([1, 1, places.height, places.width])
  }

  /// How many of a window's elements count along one axis, at its place o.
  private func counted(_ o: Int, size: Int, _ stride: Int, _ padding: Int, _ length: Int) -> Int {
    let first = o * stride - padding
    let counting = countsPadding ? -padding..<length + padding : 0..<length
    return (first..<first + size).clamped(to: counting).count
  }
}

extension GlobalAvgPool2d: ONNXLayer where Scalar == Float {
  /// `GlobalAveragePool`, which leaves two axes of length 1, and `Flatten`.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    let mean = graph.node("GlobalAveragePool", [x.name], as: path + ".mean")
    return graph.node("Flatten", [mean], as: path, ["axis": .int(1)])
  }
}
