// What stands in the messages, and what is refused. That other programs read them as they are meant,
// `make onnx-check` tries.

import Foundation
import Gradus
import Testing

@testable import GradusONNX

/// A layer of somebody's own, which does not say what it is in ONNX.
private struct Doubled: Layer {
  func callAsFunction(_ x: Variable<Float>, _ mode: Mode) -> Variable<Float> { x + x }
  var description: String { "Doubled" }
}

/// One that does.
private struct Tripled: ONNXLayer {
  func callAsFunction(_ x: Variable<Float>, _ mode: Mode) -> Variable<Float> { x + x + x }
  func outputShape(for inputShape: [Int]) -> [Int]? { inputShape }
  func write(_ x: ONNXValue, to graph: inout ONNXGraph, at path: String) -> String {
    graph.node("Sum", [x.name, x.name, x.name], as: path)
  }
  var description: String { "Tripled" }
}

@Suite struct ONNXModelTests {
  private func message(
    inputShape: [Int]? = nil, @LayerBuilder<Float> _ layers: () -> [any Layer<Float>]
  ) throws(ONNXError) -> Onnx_ModelProto {
    try modelMessage(of: Sequential(layers), inputShape: inputShape)
  }

  @Test func aLinearLayerIsAGemmWithItsParametersAsConstants() throws {
    let graph = try message {
      Linear(weight: [[1, 2, 3], [4, 5, 6]], bias: [7, 8])
    }.graph
    #expect(graph.node.map(\.opType) == ["Gemm"])
    #expect(graph.node[0].input == ["input", "layers.0.weight", "layers.0.bias"])
    #expect(graph.node[0].output == ["output"])
    #expect(graph.initializer.map(\.dims) == [[2, 3], [2]])
    let bytes = Array(graph.initializer[1].rawData)
    #expect(bytes == [0, 0, 0xE0, 0x40, 0, 0, 0, 0x41])  // 7 and 8
  }

  @Test func theFileReadsBackAsWhatWasWritten() throws {
    let model = Sequential<Float> { Linear(weight: [[1, 2]], bias: nil) }
    let read = try Onnx_ModelProto(serializedBytes: onnxModel(of: model))
    #expect(try read == modelMessage(of: model, inputShape: nil))
    #expect(read.opsetImport.map(\.version) == [17])
    let input = read.graph.input[0].type.tensorType.shape.dim
    #expect(input[0].dimParam == "N" && input[1].dimValue == 2)
  }

  @Test func dropoutIsNothing() throws {
    var random = RandomGenerator(seed: 1)
    let graph = try message(inputShape: [3]) { Dropout(0.5, using: &random) }.graph
    #expect(graph.node.map(\.opType) == ["Identity"])
    #expect(graph.node[0].input == ["input"] && graph.node[0].output == ["output"])
  }

  @Test func aLayerWithoutNodesIsNamed() throws {
    let error = #expect(throws: ONNXError.self) {
      try message(inputShape: [3]) {
        ReLU()
        Residual { Doubled() }
      }
    }
    #expect(
      error?.description
        == "layers.1.layers.0, Doubled, cannot be said in ONNX: it is no layer of the engine's, and "
        + "does not say itself, as an ONNXLayer, what its nodes are")
  }

  @Test func aLayerOfOnesOwnMaySayItsNodes() throws {
    let graph = try message(inputShape: [3]) {
      Tripled(); ReLU()
    }.graph
    #expect(graph.node.map(\.opType) == ["Sum", "Relu"])
  }

  @Test func aLayerThatDoesNotFitIsNamed() throws {
    var random = RandomGenerator(seed: 1)
    #expect(throws: ONNXError.misfit(path: "layers.1", layer: "Linear(4 → 2)", shape: [5])) {
      try message {
        Linear(3, 5, using: &random)
        Linear(4, 2, using: &random)
      }
    }
    #expect(
      throws: ONNXError.misfit(path: "layers.0", layer: "BatchNorm2d(4)", shape: [3, 2, 2])
    ) {
      try message(inputShape: [3, 2, 2]) { BatchNorm2d(4) }
    }
    #expect(throws: ONNXError.noInputShape) { try message { ReLU() } }
  }

  @Test func aMeanIsCorrectedWhereItsWindowHangsOver() throws {
    // Three windows of 2 on five columns: the last has one column, of two.
    let graph = try message(inputShape: [1, 2, 5]) { AvgPool2d(2, roundingUp: true) }.graph
    #expect(graph.node.map(\.opType) == ["Pad", "AveragePool", "Mul"])
    let factors = graph.initializer.first { $0.name == "layers.0.factors" }
    #expect(factors?.dims == [1, 1, 1, 3])
    let one: [UInt8] = [0, 0, 0x80, 0x3F]
    #expect(factors.map { Array($0.rawData) } == one + one + [0, 0, 0, 0x40])  // 1, 1 and 2
  }
}
