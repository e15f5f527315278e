import Gradus
import Testing

/// An optimizer with the options of its fixture.
typealias MakeOptimizer<Scalar: TensorScalar> = ([Variable<Scalar>]) -> any Optimizer<Scalar>

@Suite struct OptimizerAgainstPyTorch {
  static func optimizers<Scalar: TensorScalar>() -> [String: MakeOptimizer<Scalar>] {
    [
      "sgd/plain": { SGD($0, learningRate: 0.1) },
      "sgd/momentum": { SGD($0, learningRate: 0.1, momentum: 0.9) },
      "sgd/nesterov": { SGD($0, learningRate: 0.1, momentum: 0.9, nesterov: true) },
      "sgd/decay": { SGD($0, learningRate: 0.1, weightDecay: 0.05) },
      "sgd/momentum-decay": { SGD($0, learningRate: 0.1, momentum: 0.8, weightDecay: 0.05) },
      "sgd/nesterov-decay": {
        SGD($0, learningRate: 0.1, momentum: 0.8, nesterov: true, weightDecay: 0.05)
      },
      "adagrad/plain": { Adagrad($0, learningRate: 0.1) },
      "adagrad/decay": { Adagrad($0, learningRate: 0.1, weightDecay: 0.05) },
      "rmsprop/plain": { RMSprop($0, learningRate: 0.02) },
      "rmsprop/smoothing": { RMSprop($0, learningRate: 0.02, smoothing: 0.9, epsilon: 1e-6) },
      "rmsprop/momentum": { RMSprop($0, learningRate: 0.02, momentum: 0.9) },
      "rmsprop/decay": { RMSprop($0, learningRate: 0.02, weightDecay: 0.05) },
      "adam/plain": { Adam($0, learningRate: 0.05) },
      "adam/betas": { Adam($0, learningRate: 0.05, betas: (0.5, 0.9), epsilon: 1e-3) },
      "adam/decay": { Adam($0, learningRate: 0.05, weightDecay: 0.05) },
      "adamw/plain": { AdamW($0, learningRate: 0.05) },
      "adamw/decay": { AdamW($0, learningRate: 0.05, betas: (0.8, 0.95), weightDecay: 0.1) },
    ]
  }

  static let names: [String] = optimizers(Double.self).keys.sorted()

  private static func optimizers<Scalar: TensorScalar>(
    _ type: Scalar.Type
  ) -> [String: MakeOptimizer<Scalar>] { optimizers() }

  @Test(arguments: names) func agreesWithPyTorch(_ name: String) throws {
    try hold(name, as: Double.self)
    try hold(name, as: Float.self)
  }

  /// Both parameters after each of the given gradients.
  private func hold<Scalar: TensorScalar>(_ name: String, as type: Scalar.Type) throws {
    let fixture = try Fixture("Optimizers")
    let start = fixture.tensors(of: "start/shared")
    let gradients = fixture.tensors(of: "gradients/shared")
    let expected = fixture.tensors(of: name)
    let names = start.keys.sorted()
    let parameters = try names.map { Variable(Tensor<Scalar>(try #require(start[$0]))) }
    let make = try #require(Self.optimizers(Scalar.self)[name])
    var optimizer = make(parameters)
    for step in 0..<5 {
      optimizer.step(try names.map { Tensor(try #require(gradients[$0]).slice(at: step)) })
      for (parameter, key) in zip(parameters, names) {
        expectAgreement(
          parameter.value, try #require(expected[key]).slice(at: step),
          "\(name): \(key) after step \(step + 1)")
      }
    }
  }

  @Test func everyFixtureIsHeld() throws {
    let cases = try Fixture("Optimizers").cases.filter { !$0.hasSuffix("/shared") }
    #expect(cases == Self.names)
  }
}
