import Foundation
import Gradus
import TestSupport
import Testing

@Suite struct CheckpointAgainstPyTorch {
  /// The fixtures' perceptron as PyTorch saved it.
  private static let pyTorchs = Fixture.folder.appending(path: "Checkpoint.safetensors")

  private func loaded<Scalar>(_ type: Scalar.Type) throws -> Sequential<Scalar> {
    let model: Sequential<Scalar> = SequentialAgainstPyTorch.perceptron()
    try model.load(from: Self.pyTorchs)
    return model
  }

  @Test func loadsWhatPyTorchWrote() throws {
    let tensors = try Fixture("Layers").tensors(of: "perceptron/labels")
    let (x, scores) = (try #require(tensors["x"]), try #require(tensors["scores"]))
    expectAgreement(
      try loaded(Double.self)(x, .evaluation).value, scores, "scores of PyTorch's checkpoint")
    expectAgreement(
      try loaded(Float.self)(Tensor(x), .evaluation).value, scores,
      "scores of PyTorch's checkpoint")
  }

  /// A state with a BatchNorm has a count of batches, which is of no use here.
  @Test func loadsBatchNormAndTellsWhatItPassesOver() throws {
    let file = Fixture.folder.appending(path: "CheckpointBatchNorm.safetensors")
    let tensors = try Fixture("CheckpointBatchNormScores").tensors(of: "batch-norm")
    var generator = RandomGenerator(seed: 5)
    let model = Sequential<Double> {
      Linear(5, 4, using: &generator)
      BatchNorm1d(4)
      Linear(4, 2, using: &generator)
    }
    let skipped = try model.load(from: file)
    #expect(skipped == ["layers.1.num_batches_tracked": "I64"])
    let (x, y) = (try #require(tensors["x"]), try #require(tensors["y"]))
    expectAgreement(model(x, .evaluation).value, y, "scores of PyTorch's checkpoint")
  }

  @Test(arguments: ["float64", "float32", "float16", "bfloat16"])
  func widensNumbers(type: String) throws {
    let file = Fixture.folder.appending(path: "CheckpointTypes.safetensors")
    let checkpoint = try Checkpoint<Double>(from: file)
    let stored = try #require(checkpoint.tensors["\(type)/stored"])
    let wide = try #require(checkpoint.tensors["\(type)/wide"])
    #expect(stored.count == 14)
    for (found, expected) in zip(stored.scalars, wide.scalars) {
      #expect(found.bitPattern == expected.bitPattern || (found.isNaN && expected.isNaN))
    }
    #expect(checkpoint.skipped["\(type)/stored"] == nil)
  }

  /// Whole numbers that no model asks for do no harm; for one that does they are of a wrong type.
  @Test func wholeNumbersArePassedOver() throws {
    let file = Fixture.folder.appending(path: "CheckpointTypes.safetensors")
    let skipped = try Checkpoint<Float>(from: file).skipped
    #expect(
      skipped == [
        "int64/stored": "I64", "int32/stored": "I32", "int16/stored": "I16", "int8/stored": "I8",
        "uint8/stored": "U8", "bool/stored": "BOOL", "float8_e4m3fn/stored": "F8_E4M3",
      ])
    let weights = Data(#"{"weight":{"dtype":"I32","shape":[2,1],"data_offsets":[0,8]}}"#.utf8)
    var bytes = withUnsafeBytes(of: UInt64(weights.count).littleEndian) { Data($0) } + weights
    bytes += Data(count: 8)
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "whole.safetensors")
      try bytes.write(to: file)
      let model = Linear<Float>(weight: .zeros([2, 1]), bias: nil)
      let error = #expect(throws: CheckpointError.self) { try model.load(from: file) }
      #expect(error?.problem == .unsupportedType(tensor: "weight", type: "I32"))
    }
  }

  @Test func savesAndLoadsTheSameBits() throws {
    var generator = RandomGenerator(seed: 3)
    let saved = Sequential<Float> {
      Linear(3, 5, using: &generator)
      BatchNorm1d(5)
    }
    _ = saved(.normal([3, 7], using: &generator), .training)
    let restored = Sequential<Float> {
      Linear(3, 5, using: &generator)
      BatchNorm1d(5)
    }
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "model.safetensors")
      try saved.save(to: file)
      try restored.load(from: file)
    }
    #expect(restored.parameters.map(\.value) == saved.parameters.map(\.value))
    #expect(restored.namedState.map(\.content.value) == saved.namedState.map(\.content.value))
    #expect(saved.namedState.map(\.name) == ["layers.1.running_mean", "layers.1.running_var"])
  }

  @Test func refusesWhatDoesNotFit() throws {
    var generator = RandomGenerator(seed: 4)
    let narrower = Sequential<Double> {
      Linear(5, 6, using: &generator)
      Tanh()
      Linear(6, 4, using: &generator)
      ReLU()
      Linear(4, 3, using: &generator)
    }
    let before = narrower.parameters.map(\.value)
    let misfit = #expect(throws: CheckpointError.self) { try narrower.load(from: Self.pyTorchs) }
    #expect(
      misfit?.problem == .wrongShape(tensor: "layers.0.bias", expected: [6], found: [7]))
    #expect(narrower.parameters.map(\.value) == before)

    let shorter = Sequential<Double> { Linear(5, 7, using: &generator) }
    let surplus = #expect(throws: CheckpointError.self) { try shorter.load(from: Self.pyTorchs) }
    #expect(surplus?.problem == .unexpectedTensor("layers.2.bias"))
    let other = Linear<Double>(5, 7, using: &generator)
    #expect(throws: CheckpointError.self) { try other.load(from: Self.pyTorchs) }
    #expect(throws: CheckpointError.self) {
      try other.load(from: Self.pyTorchs.appending(path: "nowhere"))
    }
  }

  /// A Python with PyTorch and safetensors, where the environment names one.
  private static let python = ProcessInfo.processInfo.environment["GRADUS_PYTHON"]

  @Test(.enabled(if: python != nil, "GRADUS_PYTHON names no Python with PyTorch"))
  func pyTorchLoadsWhatGradusWrote() throws {
    try withTemporaryFolder { folder in
      let double = folder.appending(path: "double.safetensors")
      let single = folder.appending(path: "float.safetensors")
      try loaded(Double.self).save(to: double)
      try loaded(Float.self).save(to: single)
      for file in [double, single] {
        let check = Process()
        check.executableURL = URL(filePath: "/usr/bin/env")
        check.arguments = [
          try #require(Self.python), Fixture.folder.appending(path: "make_fixtures.py").path,
          "--check-checkpoint", file.path,
        ]
        try check.run()
        check.waitUntilExit()
        #expect(check.terminationStatus == 0, "\(file.lastPathComponent)")
      }
    }
  }
}
