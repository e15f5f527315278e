// The engine's layers as ONNX's operators, all but pooling. A layer's constants have the names of its
// parameters in a checkpoint, and PyTorch's shapes, which are ONNX's as well.

import Gradus

extension Sequential: ONNXLayer where Scalar == Float {
  /// The layers' nodes one after the other.
  public func write(
    _ x: ONNXValue, to graph: inout ONNXGraph, at path: String
  ) throws(ONNXError) -> String {
    try graph.append(layers, below: path, to: x).name
  }
}

extension Residual: ONNXLayer where Scalar == Float {
  /// The layers' nodes and the shortcut's, and their sum.
  public func write(
    _ x: ONNXValue, to graph: inout ONNXGraph, at path: String
  ) throws(ONNXError) -> String {
    let y = try graph.append(layers, below: path, to: x)
    var past = x
    if let shortcut { past = try graph.append(shortcut, at: "\(path).shortcut", to: x) }
    return graph.node("Add", [y.name, past.name], as: path)
  }
}

extension ONNXGraph {
  fileprivate mutating func append(
    _ layers: [any Layer<Float>], below path: String, to x: ONNXValue
  ) throws(ONNXError) -> ONNXValue {
    var x = x
    for (position, layer) in layers.enumerated() {
      x = try append(layer, at: (path.isEmpty ? "" : path + ".") + "layers.\(position)", to: x)
    }
    return x
  }

  /// The names of a weight and perhaps a bias.
  fileprivate mutating func constants(
    _ weight: Variable<Float>, _ bias: Variable<Float>?, of path: String
  ) -> [String] {
    var names = [constant(weight.value, as: path + ".weight")]
    if let bias { names.append(constant(bias.value, as: path + ".bias")) }
    return names
  }
}

extension Linear: ONNXLayer where Scalar == Float {
  /// `Gemm`: x·Wᵀ + b, an example a row.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    let constants = graph.constants(weight, bias, of: path)
    return graph.node("Gemm", [x.name] + constants, as: path, ["transB": .int(1)])
  }
}

extension Conv2d: ONNXLayer where Scalar == Float {
  /// `Conv`.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    let constants = graph.constants(weight, bias, of: path)
    return graph.node("Conv", [x.name] + constants, as: path, window.attributes)
  }
}

extension ConvTranspose2d: ONNXLayer where Scalar == Float {
  /// `ConvTranspose`.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    let constants = graph.constants(weight, bias, of: path)
    var attributes = window.attributes
    attributes["output_padding"] = .ints([outputPadding.height, outputPadding.width])
    return graph.node("ConvTranspose", [x.name] + constants, as: path, attributes)
  }
}

extension BatchNorm where Scalar == Float {
  /// `BatchNormalization` by the running statistics.
  public func write(
    _ x: ONNXValue, to graph: inout ONNXGraph, at path: String
  ) throws(ONNXError) -> String {
    guard x.shape.first == weight.shape[0] else {
      throw .misfit(path: path, layer: description, shape: x.shape)
    }
    let constants =
      graph.constants(weight, bias, of: path) + [
        graph.constant(runningMean.value, as: path + ".running_mean"),
        graph.constant(runningVar.value, as: path + ".running_var"),
      ]
    return graph.node(
      "BatchNormalization", [x.name] + constants, as: path, ["epsilon": .float(epsilon)])
  }
}

extension BatchNorm1d: ONNXLayer where Scalar == Float {}
extension BatchNorm2d: ONNXLayer where Scalar == Float {}

extension ReLU: ONNXLayer where Scalar == Float {
  /// `Relu`.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    graph.node("Relu", [x.name], as: path)
  }
}

extension LeakyReLU: ONNXLayer where Scalar == Float {
  /// `LeakyRelu`.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    graph.node("LeakyRelu", [x.name], as: path, ["alpha": .float(slope)])
  }
}

extension Sigmoid: ONNXLayer where Scalar == Float {
  /// `Sigmoid`.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    graph.node("Sigmoid", [x.name], as: path)
  }
}

extension Tanh: ONNXLayer where Scalar == Float {
  /// `Tanh`.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    graph.node("Tanh", [x.name], as: path)
  }
}

extension Softmax: ONNXLayer where Scalar == Float {
  /// `Softmax` over the axis behind that of the examples.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    graph.node("Softmax", [x.name], as: path, ["axis": .int(1)])
  }
}

extension Dropout: ONNXLayer where Scalar == Float {
  /// Nothing, as in evaluation.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    x.name
  }
}

extension Flatten: ONNXLayer where Scalar == Float {
  /// `Flatten`.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    graph.node("Flatten", [x.name], as: path, ["axis": .int(1)])
  }
}

extension Unflatten: ONNXLayer where Scalar == Float {
  /// `Reshape`, where 0 stands for as many examples as there were.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    let lengths = graph.constant([0] + shape, as: path + ".shape")
    return graph.node("Reshape", [x.name, lengths], as: path)
  }
}

extension Upsample: ONNXLayer where Scalar == Float {
  /// `Resize`, by the row and column at ⌊i/a⌋ and ⌊j/b⌋.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    let scales: [Float] = [1, 1, Float(factor.height), Float(factor.width)]
    return graph.node(
      "Resize", [x.name, "", graph.constant(Tensor(scales), as: path + ".scales")], as: path,
      [
        "mode": .text("nearest"), "nearest_mode": .text("floor"),
        "coordinate_transformation_mode": .text("asymmetric"),
      ])
  }
}

extension PadChannels: ONNXLayer where Scalar == Float {
  /// `Slice` for the stride, and `Pad` for the channels.
  public func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    var name = x.name
    if stride != 1 {
      let limits = [
        ("starts", [0, 0]), ("ends", [x.shape[1], x.shape[2]]), ("axes", [2, 3]),
        ("steps", [stride.height, stride.width]),
      ]
      let constants = limits.map { graph.constant($0.1, as: "\(path).\($0.0)") }
      name = graph.node("Slice", [name] + constants, as: path + ".kept")
    }
    let more = channels - x.shape[0]
    if more == 0 { return name }
    let pads = graph.constant([0, 0, 0, 0, 0, more, 0, 0], as: path + ".pads")
    return graph.node("Pad", [name, pads], as: path)
  }
}
