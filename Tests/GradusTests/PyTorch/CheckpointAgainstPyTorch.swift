import Foundation
import Gradus
import Testing

/// Gives `body` a folder of its own, which is gone afterwards.
private func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}

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
