// What a changed seed, constant, default, datum, initializer or loss does to a training is noticed,
// and what rounding does is not: the tolerance by which lessons are held to their quick runs lies
// between the two. `make staleness` changes the sources themselves and looks.

import Foundation
import Gradus
import LessonKit
import Testing

@testable import Records

@Suite struct StalenessTests {
  /// A small training with everything that might be changed.
  private struct Training {
    var seed: UInt64 = Run.defaultSeed
    var rate = 0.02
    var betas = (0.9, 0.999)
    var initializer = Initializer.fanIn
    var bend = 0.0
    var steps = 150
    var loss: (Variable<Double>, Tensor<Double>) -> Variable<Double> = { mse($0, $1) }

    /// The losses and the curve learned.
    func run() -> [[Double]] {
      var generator = RandomGenerator(seed: seed)
      let x = Tensor<Double>.uniform([1, 32], in: -2..<2, using: &generator)
      let noise = Tensor<Double>.normal([1, 32], standardDeviation: 0.1, using: &generator)
      var targets = (x.map { .sin(2 * $0) } + noise).scalars
      targets[7] += bend
      let t = Tensor(shape: [1, 32], scalars: targets)
      let model = Sequential<Double> {
        Linear(1, 12, initializer: initializer, using: &generator)
        Tanh()
        Linear(12, 1, initializer: initializer, using: &generator)
      }
      var optimizer = Adam(model.parameters, learningRate: rate, betas: betas)
      let losses = (0..<steps).map { _ in
        let value = loss(model(x, .training), t)
        optimizer.step(value.gradients(of: optimizer.parameters))
        return value.value.scalar
      }
      return [losses, model(x, .evaluation).value.scalars]
    }
  }

  private enum Change: String, CaseIterable {
    case seed, rate, momentum, smoothing, datum, steps, initializer, loss

    var training: Training {
      var training = Training()
      switch self {
      case .seed: training.seed = 2
      case .rate: training.rate = 0.022
      case .momentum: training.betas.0 = 0.85
      case .smoothing: training.betas.1 = 0.99
      case .datum: training.bend = 1
      case .steps: training.steps = 151
      case .initializer: training.initializer = .xavierUniform()
      case .loss: training.loss = { y, t in pow(y - Variable(t), 4).mean() }
      }
      return training
    }
  }

  private func result(_ training: Training) throws -> Run.Result {
    var results = Results()
    return Run.Result(
      try results.keep("training", training.run()).fingerprint, within: Run.Result.usually)
  }

  @Test(arguments: Change.allCases)
  private func changesAreNoticed(change: Change) throws {
    let before = try result(Training())
    let now = try result(change.training)
    #expect(now.fingerprint.difference(from: before.fingerprint, within: Run.Result.usually) != nil)
  }

  @Test func rewritingIsNot() throws {
    let before = try result(Training())
    var rewritten = Training()
    // The same sums in another order.
    rewritten.loss = { y, t in
      let t = Variable(t)
      let square = y * y + t * t
      return (square - 2 * (y * t)).summed() / 32
    }
    let now = try result(rewritten)
    #expect(rewritten.run() != Training().run())
    #expect(now.fingerprint.difference(from: before.fingerprint, within: Run.Result.usually) == nil)
  }
}
