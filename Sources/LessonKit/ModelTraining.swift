// A training of one model by one optimizer, epoch after epoch: what is measured as it goes on, and
// how it is written down, so that it can be taken up again between two epochs. What an epoch is, the
// lesson says:
//
//     var training = ModelTraining(lenet5(using: &generator), generator: generator) { parameters in
//       Adam(parameters, learningRate: 0.001)
//     }
//     try bookmark.finish(&training, as: "LeNet-5") { training, pause in
//       try training.run(epochs: 10, score: { accuracy(of: $0(test.x, .evaluation).value, test.t) }) {
//         training in
//         for batch in images.batches(of: 50, shuffledBy: &training.generator) {
//           let loss = crossEntropy(logits: training.model(batch.images, .training), …)
//           training.step(loss)
//         }
//       } afterEpoch: { training in
//         progress.advance("loss \(training.log.losses.last ?? .nan)")
//         try pause(training)
//       }
//     }

import Foundation
import Gradus

/// What has been measured of a training, an entry per epoch.
public struct TrainingLog: Codable, Equatable, Sendable {
  /// The mean loss of the steps of each epoch.
  public internal(set) var losses: [Double] = []
  /// What the lesson has measured after each epoch.
  public internal(set) var scores: [Double] = []
  /// The time of each epoch in seconds, without the score.
  public internal(set) var seconds: [Double] = []
  /// How many snapshots have been taken.
  var snapshots = 0

  /// The number of epochs.
  public var epochs: Int { losses.count }
}

/// A model, an optimizer and a generator on their way through epochs.
public struct ModelTraining<Model: Layer>: Resumable where Model.Scalar == Float {
  /// The model, whose parameters the optimizer moves.
  public let model: Model
  /// The optimizer of these parameters; a lesson sets its rate.
  public var optimizer: any Optimizer<Float>
  /// From which the order of the examples is drawn, and whatever else is random.
  public var generator: RandomGenerator
  /// What has been measured.
  public var log = TrainingLog()
  /// The parameters at the moments of ``snap()``.
  public private(set) var snapshots: [[Tensor<Float>]] = []
  private var losses: [Float] = []

  /// A training before its first epoch.
  ///
  /// - Parameters:
  ///   - model: with its first parameters.
  ///   - generator: where all randomness of the training comes from.
  ///   - rule: the optimizer of a list of parameters, at its first rate.
  public init(
    _ model: Model, generator: RandomGenerator,
    rule: ([Variable<Float>]) -> any Optimizer<Float>
  ) {
    (self.model, self.generator) = (model, generator)
    optimizer = rule(model.parameters)
  }

  /// Goes a step down the gradient of a loss, which the mean of the epoch's losses then contains.
  ///
  /// - Parameter loss: of a mini-batch, a scalar.
  public mutating func step(_ loss: Variable<Float>) {
    optimizer.step(loss.gradients(of: optimizer.parameters))
    losses.append(loss.value.scalar)
  }

  /// Remembers the parameters as they are now.
  public mutating func snap() {
    snapshots.append(model.parameters.map(\.value))
    log.snapshots += 1
  }

  /// Trains for as many epochs as are left, none where `epochs` have been taken.
  ///
  /// - Parameters:
  ///   - epochs: how many there are to be in the end.
  ///   - score: a measurement after each epoch, whose time is not counted.
  ///   - epoch: shows each example once and takes at least one ``step(_:)``.
  ///   - afterEpoch: where progress is shown, and the training may pause.
  /// - Throws: what the closures throw.
  public mutating func run(
    epochs: Int, score: (Model) throws -> Double, epoch: (inout Self) throws -> Void,
    afterEpoch: (Self) throws -> Void
  ) rethrows {
    let clock = ContinuousClock()
    while log.epochs < epochs {
      losses = []
      let start = clock.now
      try epoch(&self)
      log.seconds.append((clock.now - start) / .seconds(1))
      precondition(!losses.isEmpty, "ModelTraining.run: an epoch takes at least one step")
      log.losses.append(losses.reduce(0) { $0 + Double($1) } / Double(losses.count))
      log.scores.append(try score(model))
      try afterEpoch(self)
    }
  }
}

extension ModelTraining {
  /// Writes down the model, what the optimizer remembers, the generator and the snapshots.
  public func keep(in checkpoint: inout Checkpoint<Float>, as name: String) {
    checkpoint.keep(model, as: "\(name).model")
    checkpoint.keep(optimizer, as: "\(name).optimizer")
    checkpoint.keep(generator, as: "\(name).generator")
    for (moment, point) in snapshots.enumerated() {
      for (k, tensor) in point.enumerated() {
        checkpoint.tensors["\(name).snapshots.\(moment).\(k)"] = tensor
      }
    }
  }

  /// Takes all of that up again; the log, which is in place, says how many snapshots there are.
  public mutating func restore(
    from checkpoint: Checkpoint<Float>, as name: String
  ) throws(CheckpointError.Problem) {
    try checkpoint.restore(model, from: "\(name).model")
    try checkpoint.restore(&optimizer, from: "\(name).optimizer")
    generator = try checkpoint.generator("\(name).generator")
    snapshots = []
    for moment in 0..<log.snapshots {
      var point: [Tensor<Float>] = []
      for k in model.parameters.indices {
        let key = "\(name).snapshots.\(moment).\(k)"
        guard let tensor = checkpoint.tensors[key] else {
          throw .missingTensor(key, present: checkpoint.tensors.names)
        }
        point.append(tensor)
      }
      snapshots.append(point)
    }
  }
}
