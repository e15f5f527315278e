// A model as a file that ONNX's runtimes read (https://onnx.ai, operators of version 17): its layers
// as nodes of a graph, its parameters and running statistics as constants under the names that a
// checkpoint gives them. The graph is the model in evaluation. The engine's examples are a tensor's
// last axis, the graph's its first, as PyTorch has them: what is `[channels, height, width,
// examples]` here goes in as `[N, channels, height, width]`, for any N.

import Foundation
import Gradus
import SwiftProtobuf

/// A model as the bytes of an ONNX file. Its input is called `input`, its output `output`; the
/// examples are the first axis of both.
///
/// - Parameters:
///   - model: the chain of layers, each of which is one of the engine's or an ``ONNXLayer``.
///   - inputShape: of one example, without the batch; nil for what the model says itself.
/// - Throws: ``ONNXError`` where a layer cannot be said in ONNX or does not take what comes to it.
public func onnxModel(of model: Sequential<Float>, inputShape: [Int]? = nil) throws -> Data {
  try modelMessage(of: model, inputShape: inputShape).serializedData()
}

/// The same as a message.
func modelMessage(
  of model: Sequential<Float>, inputShape: [Int]?
) throws(ONNXError) -> Onnx_ModelProto {
  guard let shape = inputShape ?? model.inputShape else { throw .noInputShape }
  var graph = ONNXGraph()
  let output = try graph.append(model, at: "", to: ONNXValue(name: "input", shape: shape))
  var operators = Onnx_OperatorSetIdProto()
  operators.domain = ""
  operators.version = 17
  var message = Onnx_ModelProto()
  message.irVersion = 8  // what came with operators of version 17
  message.producerName = "Gradus"
  message.opsetImport = [operators]
  message.graph = graph.finished(inputShape: shape, output: output)
  return message
}

/// A layer that can be said in ONNX. All of the engine's are; a layer of one's own becomes one by
/// saying which nodes do in evaluation what it does:
///
/// ```swift
/// extension Doubled: ONNXLayer {
///   func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
///     graph.node("Add", [x.name, x.name], as: path)
///   }
/// }
/// ```
public protocol ONNXLayer: Layer where Scalar == Float {
  /// Adds the layer's nodes to a graph.
  ///
  /// - Parameters:
  ///   - x: what goes in, of a shape that ``outputShape(for:)`` takes.
  ///   - graph: the graph, to which every constant is added before the node that uses it.
  ///   - path: the layer's name, such as `layers.0`, with which all new names begin.
  /// - Returns: the name of what comes out.
  /// - Throws: ``ONNXError`` where the layer cannot be said.
  func write(
    _ x: ONNXValue, to graph: inout ONNXGraph, at path: String
  ) throws(ONNXError) -> String
}

/// What is computed in a graph.
public struct ONNXValue: Sendable {
  /// Its name in the graph.
  public let name: String

  /// Its shape for one example, without the batch.
  public let shape: [Int]
}

/// Why a model cannot be said in ONNX.
public enum ONNXError: Error, Equatable, CustomStringConvertible {
  /// Neither the model nor the caller says what one example's shape is.
  case noInputShape

  /// No node of ONNX's is known for a layer.
  case unknownLayer(path: String, layer: String)

  /// A layer does not take what the ones before it make of an example.
  case misfit(path: String, layer: String, shape: [Int])

  /// The sentence.
  public var description: String {
    switch self {
    case .noInputShape:
      "the model does not say what it takes: give the shape of one example, as in inputShape: [1, "
        + "28, 28]"
    case .unknownLayer(let path, let layer):
      "\(path), \(layer), cannot be said in ONNX: it is no layer of the engine's, and does not say "
        + "itself, as an ONNXLayer, what its nodes are"
    case .misfit(let path, let layer, let shape):
      "\(path), \(layer), does not take an example of shape \(shape)"
    }
  }
}
