// The graph while it is written: nodes in the order in which they are computed, and constants. Every
// node has one output, which has the node's name.

import Foundation
import Gradus

/// A graph of ONNX's operators, to which layers add their nodes.
public struct ONNXGraph {
  private var nodes: [Onnx_NodeProto] = []
  private var constants: [Onnx_TensorProto] = []

  /// Adds a node.
  ///
  /// - Parameters:
  ///   - operation: the operator, such as `Conv`.
  ///   - inputs: the names of what goes in; an empty one for an input that is left out.
  ///   - name: the node's, which no other has.
  ///   - attributes: the operator's settings.
  /// - Returns: the name of what comes out.
  @discardableResult
  public mutating func node(
    _ operation: String, _ inputs: [String], as name: String,
    _ attributes: [String: ONNXAttribute] = [:]
  ) -> String {
    var node = Onnx_NodeProto()
    node.opType = operation
    node.name = name
    node.input = inputs
    node.output = [name]
    node.attribute = attributes.sorted { $0.key < $1.key }.map { $0.value.message(named: $0.key) }
    nodes.append(node)
    return name
  }

  /// Adds a constant of numbers, row-major.
  ///
  /// - Returns: its name.
  @discardableResult
  public mutating func constant(_ tensor: Tensor<Float>, as name: String) -> String {
    let bits = tensor.scalars.map(\.bitPattern.littleEndian)
    constants.append(
      .init(name, .float, tensor.shape, bits.withUnsafeBytes { Data($0) }))
    return name
  }

  /// Adds a constant of whole numbers, such as a shape.
  ///
  /// - Returns: its name.
  @discardableResult
  public mutating func constant(_ numbers: [Int], as name: String) -> String {
    let bits = numbers.map { Int64($0).littleEndian }
    constants.append(
      .init(name, .int64, [numbers.count], bits.withUnsafeBytes { Data($0) }))
    return name
  }

  /// Adds a layer with all that is in it.
  ///
  /// - Parameters:
  ///   - layer: the layer.
  ///   - path: its name in the model; empty for the model itself.
  ///   - x: what goes in.
  /// - Returns: what comes out.
  /// - Throws: ``ONNXError`` where a layer cannot be said or does not take what comes to it.
  public mutating func append(
    _ layer: any Layer<Float>, at path: String, to x: ONNXValue
  ) throws(ONNXError) -> ONNXValue {
    let summary = layer.description.split(separator: "\n").first.map(String.init) ?? ""
    guard let writer = layer as? any ONNXLayer else {
      throw .unknownLayer(path: path, layer: summary)
    }
    // Of a chain it is its layers that are to blame.
    let isChain = layer is Sequential<Float> || layer is Residual<Float>
    let shape = layer.outputShape(for: x.shape)
    let misfit = ONNXError.misfit(
      path: path.isEmpty ? "the model" : path, layer: summary, shape: x.shape)
    if !isChain {
      guard shape != nil, (layer.inputShape ?? x.shape) == x.shape else { throw misfit }
    }
    let name = try writer.write(x, to: &self, at: path)
    guard let shape else { throw misfit }
    return ONNXValue(name: name, shape: shape)
  }

  /// The graph as a message, between `input` and `output`.
  func finished(inputShape: [Int], output: ONNXValue) -> Onnx_GraphProto {
    var graph = Onnx_GraphProto()
    graph.name = "model"
    graph.initializer = constants
    graph.node = nodes
    if nodes.last?.name != output.name {
      // A model that does nothing in evaluation, say, still hands something back.
      var identity = Onnx_NodeProto()
      (identity.opType, identity.name) = ("Identity", "identity")
      identity.input = [output.name]
      graph.node.append(identity)
    }
    graph.node[graph.node.count - 1].output = ["output"]
    graph.input = [.init("input", inputShape)]
    graph.output = [.init("output", output.shape)]
    return graph
  }
}

/// A setting of an operator.
public enum ONNXAttribute: Equatable, Sendable {
  /// A whole number, or 1 for yes.
  case int(Int)

  /// Several.
  case ints([Int])

  /// A number.
  case float(Double)

  /// A word.
  case text(String)

  fileprivate func message(named name: String) -> Onnx_AttributeProto {
    var message = Onnx_AttributeProto()
    message.name = name
    switch self {
    case .int(let number): (message.type, message.i) = (.int, Int64(number))
    case .ints(let numbers): (message.type, message.ints) = (.ints, numbers.map(Int64.init))
    case .float(let number): (message.type, message.f) = (.float, Float(number))
    case .text(let word): (message.type, message.s) = (.string, Data(word.utf8))
    }
    return message
  }
}

extension Onnx_TensorProto {
  fileprivate init(_ name: String, _ type: DataType, _ shape: [Int], _ bytes: Data) {
    self.init()
    self.name = name
    dataType = Int32(type.rawValue)
    dims = shape.map(Int64.init)
    rawData = bytes
  }
}

extension Onnx_ValueInfoProto {
  /// Numbers of a shape for one example, behind an axis of any length N.
  fileprivate init(_ name: String, _ shape: [Int]) {
    self.init()
    self.name = name
    var examples = Onnx_TensorShapeProto.Dimension()
    examples.dimParam = "N"
    type.tensorType.elemType = Int32(Onnx_TensorProto.DataType.float.rawValue)
    type.tensorType.shape.dim = [examples]
    for length in shape {
      var dimension = Onnx_TensorShapeProto.Dimension()
      dimension.dimValue = Int64(length)
      type.tensorType.shape.dim.append(dimension)
    }
  }
}
