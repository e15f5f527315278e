// Epochs of a small model: what is logged, and that a training goes on where it was left.

import Gradus
import Testing

@testable import LessonKit

struct ModelTrainingTests {
  private typealias Training = ModelTraining<Sequential<Float>>
  private let x: Tensor<Float> = [[-1, 0, 1, 2]]

  private func start() -> Training {
    var generator = RandomGenerator(seed: 5)
    let model = Sequential<Float> {
      Linear(1, 3, using: &generator)
      Dropout(0.5, using: &generator)
      Linear(3, 1, using: &generator)
    }
    return Training(model, generator: generator) { Adam($0, learningRate: 0.1) }
  }

  /// Two steps an epoch, on targets that the generator decides.
  private func run(
    _ training: inout Training, epochs: Int, afterEpoch: (Training) throws -> Void = { _ in }
  ) throws {
    try training.run(epochs: epochs, score: { Double($0.parameters[0].value.scalars[0]) }) {
      training in
      for _ in 1...2 {
        let t = Tensor<Float>.uniform([1, 4], in: 0..<1, using: &training.generator)
        training.step(mse(training.model(x, .training), t))
      }
      training.snap()
    } afterEpoch: {
      try afterEpoch($0)
    }
  }

  @Test func anEntryPerEpoch() throws {
    var training = start()
    var epochs: [Int] = []
    try run(&training, epochs: 3) { epochs.append($0.log.epochs) }
    #expect(epochs == [1, 2, 3])
    let log = training.log
    #expect(log.losses.count == 3 && log.scores.count == 3 && log.seconds.count == 3)
    #expect(log.scores[2] == Double(training.snapshots[2][0].scalars[0]))
    #expect(log.seconds.allSatisfy { $0 > 0 })
    try run(&training, epochs: 3)
    #expect(training.log == log)
  }

  @Test func aLossIsTheMeanOfItsEpoch() {
    var training = start()
    var losses: [Float] = []
    training.run(epochs: 1, score: { _ in 0 }) { training in
      for target: Float in [1, 5] {
        let loss = mse(training.model(x, .evaluation), Tensor(repeating: target, shape: [1, 4]))
        losses.append(loss.value.scalar)
        training.step(loss)
      }
    } afterEpoch: { _ in
    }
    #expect(training.log.losses == [(Double(losses[0]) + Double(losses[1])) / 2])
  }

  @Test func whatIsTakenUpAgainEndsAsIfItHadNotStopped() throws {
    var straight = start()
    try run(&straight, epochs: 4)

    var first = start()
    try run(&first, epochs: 2)
    var checkpoint = Checkpoint<Float>()
    first.keep(in: &checkpoint, as: "net")
    var second = start()
    second.log = first.log
    try second.restore(from: checkpoint, as: "net")
    try run(&second, epochs: 4)
    #expect(second.log.losses == straight.log.losses && second.log.scores == straight.log.scores)
    #expect(second.snapshots == straight.snapshots)
    #expect(second.generator == straight.generator)
  }

  @Test func aMissingSnapshotIsRefused() throws {
    var first = start()
    try run(&first, epochs: 1)
    var checkpoint = Checkpoint<Float>()
    first.keep(in: &checkpoint, as: "net")
    var second = start()
    second.log = first.log
    second.log.snapshots += 1
    #expect(throws: CheckpointError.Problem.self) {
      try second.restore(from: checkpoint, as: "net")
    }
  }
}
