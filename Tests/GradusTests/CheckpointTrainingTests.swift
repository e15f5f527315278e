// A training that is written down and taken up by others must go on to the bit.

import Foundation
import Gradus
import TestSupport
import Testing

@Suite struct CheckpointTrainingTests {
  /// A model with running statistics and dropout, in training.
  struct Training {
    let model: Sequential<Float>
    var optimizer: Adam<Float>
    var generator: RandomGenerator

    init(seed: UInt64) {
      var generator = RandomGenerator(seed: seed)
      model = Sequential {
        Linear(3, 8, using: &generator)
        BatchNorm1d(8)
        Dropout(0.5, using: &generator)
        Linear(8, 1, using: &generator)
      }
      optimizer = Adam(model.parameters)
      self.generator = generator
    }

    /// Trains on random examples.
    mutating func step() {
      let x = Tensor<Float>.normal([3, 6], using: &generator)
      let loss = mse(model(x, .training), x.summed(along: 0).reshaped([1, -1]))
      optimizer.step(loss.gradients(of: optimizer.parameters))
    }

    /// All that is known of it.
    var checkpoint: Checkpoint<Float> {
      var checkpoint = Checkpoint<Float>()
      checkpoint.keep(model, as: "model")
      checkpoint.keep(optimizer, as: "optimizer")
      checkpoint.keep(generator, as: "generator")
      return checkpoint
    }

    mutating func restore(_ checkpoint: Checkpoint<Float>) throws {
      try checkpoint.restore(model, from: "model")
      try checkpoint.restore(&optimizer, from: "optimizer")
      generator = try checkpoint.generator("generator")
    }
  }

  @Test("A training taken up from a file goes on to the bit")
  func goingOn() throws {
    var (first, second) = (Training(seed: 1), Training(seed: 2))
    for _ in 0..<5 { first.step() }
    let checkpoint: Checkpoint<Float> = try withTemporaryFolder { folder in
      let file = folder.appending(path: "training.safetensors")
      try first.checkpoint.write(to: file)
      return try Checkpoint(from: file)
    }
    for _ in 0..<5 { first.step() }
    try second.restore(checkpoint)
    for _ in 0..<5 { second.step() }
    #expect(second.checkpoint == first.checkpoint)
  }

  @Test("Names tell what is kept")
  func names() {
    let checkpoint = Training(seed: 1).checkpoint
    #expect(checkpoint.tensors.names.contains("model.layers.1.running_var"))
    let kept = checkpoint.tensors.names.filter { $0.hasPrefix("optimizer.") }
    #expect(kept.count == 12)
    #expect(kept.contains("optimizer.5.mean") && kept.contains("optimizer.0.squares"))
    #expect(
      checkpoint.notes.names == ["generator", "model.layers.2.generator", "optimizer.steps"])
  }

  @Test(
    "What is missing or misshapen is named",
    arguments: [
      ("model.layers.2.generator", .missingNote("model.layers.2.generator")),
      ("generator", .missingNote("generator")),
      ("optimizer.steps", .missingNote("optimizer.steps")),
      (
        "optimizer.0.mean",
        .wrongShape(tensor: "optimizer.0.mean", expected: [8, 3], found: [1])
      ),
    ] as [(String, CheckpointError.Problem)])
  func misfits(name: String, problem: CheckpointError.Problem) {
    var training = Training(seed: 1)
    var checkpoint = training.checkpoint
    if checkpoint.tensors[name] == nil {
      checkpoint.notes[name] = "1 2 x 4"
    } else {
      checkpoint.tensors[name] = [1]
    }
    #expect(throws: problem) { try training.restore(checkpoint) }
  }

  @Test("An optimizer stays as it was where something of it is missing, or steps are no number")
  func nothingOfAnOptimizer() {
    var training = Training(seed: 1)
    training.step()
    let kept = training.checkpoint
    var other = training
    other.step()
    for spoil: (inout Checkpoint<Float>) -> Void in [
      { $0.tensors["optimizer.5.squares"] = nil }, { $0.notes["optimizer.steps"] = "-1" },
      { $0.notes["optimizer.steps"] = "1.5" },
    ] {
      var checkpoint = kept
      spoil(&checkpoint)
      let before = other.checkpoint
      #expect(throws: CheckpointError.Problem.self) {
        try checkpoint.restore(&other.optimizer, from: "optimizer")
      }
      #expect(other.checkpoint == before)
    }
  }

  @Test("A model stays as it was where something of it is missing")
  func nothingInParts() {
    let (model, other) = (Training(seed: 1), Training(seed: 2))
    var checkpoint = other.checkpoint
    checkpoint.tensors["model.layers.3.bias"] = nil
    let before = model.checkpoint
    #expect(throws: CheckpointError.Problem.self) {
      try checkpoint.restore(model.model, from: "model")
    }
    checkpoint = other.checkpoint
    checkpoint.notes["model.layers.2.generator"] = nil
    #expect(throws: CheckpointError.Problem.self) {
      try checkpoint.restore(model.model, from: "model")
    }
    #expect(model.checkpoint == before)
  }

  @Test("An optimizer of fewer parameters has no tensor of that name")
  func missingState() {
    var adam = Adam([Variable(Tensor<Float>.zeros([2]))])
    #expect(throws: CheckpointError.Problem.missingTensor("adam.0.mean", present: [])) {
      try Checkpoint<Float>().restore(&adam, from: "adam")
    }
  }
}
