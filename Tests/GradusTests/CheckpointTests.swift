// Models saved and restored, and what happens where a file does not fit.

import Foundation
import Gradus
import TestSupport
import Testing

@Suite struct CheckpointTests {
  /// A model with parameters and running statistics, different for every seed.
  func model<Scalar: TensorScalar>(
    _ seed: UInt64, inputs: Int = 3, as type: Scalar.Type = Scalar.self
  ) -> Sequential<Scalar> {
    var generator = RandomGenerator(seed: seed)
    let norm = BatchNorm1d<Scalar>(4)
    norm.runningMean.value = .normal([4], using: &generator)
    return Sequential {
      Linear(inputs, 4, using: &generator)
      norm
      Linear(4, 2, bias: false, using: &generator)
    }
  }

  /// All that a model holds.
  func content<Scalar>(_ model: Sequential<Scalar>) -> ByName<Tensor<Scalar>> {
    var content = ByName<Tensor<Scalar>>()
    for parameter in model.namedParameters { content[parameter.name] = parameter.content.value }
    for state in model.namedState { content[state.name] = state.content.value }
    return content
  }

  func expectRoundTrip<Scalar: TensorScalar>(_ type: Scalar.Type) throws {
    let (first, second) = (model(1, as: type), model(2, as: type))
    #expect(content(first) != content(second))
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("model.safetensors")
      try first.save(to: file)
      try second.load(from: file)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(left == ["model.safetensors"])
    }
    #expect(content(first) == content(second))
  }

  @Test("A model comes back bit by bit, in either precision")
  func roundTrip() throws {
    try expectRoundTrip(Float.self)
    try expectRoundTrip(Double.self)
  }

  @Test("A file of one precision fits a model of the other")
  func otherPrecision() throws {
    let (single, double) = (model(1, as: Float.self), model(2, as: Double.self))
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("model.safetensors")
      try single.save(to: file)
      try double.load(from: file)
    }
    for (name, tensor) in content(single) {
      #expect(content(double)[name] == Tensor<Double>(tensor))
    }
  }

  @Test("An existing file is replaced")
  func overwriting() throws {
    let (first, second) = (model(1, as: Float.self), model(2, as: Float.self))
    let third = model(3, as: Float.self)
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("model.safetensors")
      try first.save(to: file)
      try second.save(to: file)
      try third.load(from: file)
    }
    #expect(content(third) == content(second))
  }

  /// Why a model refuses a file of the given tensors; it must not change.
  func refusal(_ tensors: ByName<Tensor<Float>>) throws -> CheckpointError.Problem? {
    let model = model(1, as: Float.self)
    let before = content(model)
    defer { #expect(content(model) == before) }
    return try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("model.safetensors")
      try Safetensors.encoded(tensors).write(to: file)
      let error = #expect(throws: CheckpointError.self) { try model.load(from: file) }
      #expect(error?.file == file.path)
      return error?.problem
    }
  }

  @Test("Missing, unexpected and misshapen tensors are named, and the model stays as it was")
  func misfits() throws {
    let fitting = content(model(2, as: Float.self))
    var tensors = fitting
    tensors["layers.2.weight"] = nil
    #expect(
      try refusal(tensors)
        == .missingTensor("layers.2.weight", present: tensors.names))
    tensors = fitting
    tensors["layers.3.weight"] = [1]
    #expect(try refusal(tensors) == .unexpectedTensor("layers.3.weight"))
    tensors = fitting
    tensors["layers.1.running_mean"] = [1, 2, 3]
    #expect(
      try refusal(tensors)
        == .wrongShape(tensor: "layers.1.running_mean", expected: [4], found: [3]))
  }

  @Test("A file that cannot be read again is not written")
  func reservedName() throws {
    var checkpoint = Checkpoint<Float>()
    checkpoint.tensors["__metadata__"] = [1]
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("x.safetensors")
      let error = #expect(throws: CheckpointError.self) { try checkpoint.write(to: file) }
      #expect(error?.problem == .reservedName("__metadata__"))
      #expect(!FileManager.default.fileExists(atPath: file.path))
    }
  }

  @Test("A file that is none, or not there, leaves the model as it was")
  func unreadable() throws {
    let model = model(1, as: Float.self)
    let before = content(model)
    try withTemporaryFolder { folder in
      let absent = folder.appendingPathComponent("absent.safetensors")
      let error = #expect(throws: CheckpointError.self) { try model.load(from: absent) }
      #expect(
        error?.description
          == "'\(absent.path)': the checkpoint cannot be read (no such file or directory)")
      let text = folder.appendingPathComponent("notes.txt")
      try Data("not a checkpoint, only text".utf8).write(to: text)
      let other = #expect(throws: CheckpointError.self) { try model.load(from: text) }
      #expect(other?.description.hasPrefix("'\(text.path)': this is no safetensors file") == true)
      #expect(throws: CheckpointError.self) { try model.load(from: folder) }
    }
    #expect(content(model) == before)
  }

  @Test("A place that cannot be written is named, and nothing is left there")
  func unwritable() throws {
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("no/such/folder/model.safetensors")
      let error = #expect(throws: CheckpointError.self) {
        try model(1, as: Float.self).save(to: file)
      }
      #expect(
        error?.description
          == "'\(file.path)': the checkpoint cannot be written (no such file or directory)")
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(left.isEmpty)
    }
  }

  @Test("A damaged checkpoint is refused or fits, and refused it changes nothing")
  func damaged() throws {
    var generator = RandomGenerator(seed: 5)
    let model = model(1, as: Float.self)
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("model.safetensors")
      try model.save(to: file)
      let valid = try Data(contentsOf: file)
      for _ in 0..<200 {
        var bytes = [UInt8](valid)
        bytes[generator.integer(below: bytes.count)] = UInt8(generator.integer(below: 256))
        try Data(bytes).write(to: file)
        let before = content(model)
        do { try model.load(from: file) } catch { #expect(content(model) == before) }
      }
    }
  }
}
