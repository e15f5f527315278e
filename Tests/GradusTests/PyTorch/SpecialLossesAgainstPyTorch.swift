// Losses, comparisons and optimizers on special values. A loss is taken of one pair or one column at a
// time, as its mean would mix them.

import Gradus
import Testing

@Suite struct SpecialLossesAgainstPyTorch {
  private typealias Loss<Scalar: TensorScalar> =
    (_ prediction: Variable<Scalar>, _ tensors: [String: Tensor<Double>], _ index: Int) throws ->
    Variable<Scalar>

  private static func losses<Scalar>() -> [String: Loss<Scalar>] {
    [
      "mse": { x, tensors, k in mse(x, try target(tensors, k)) },
      "binary-cross-entropy": { x, tensors, k in
        binaryCrossEntropy(logits: x, targets: try target(tensors, k))
      },
      "cross-entropy": { x, _, k in
        crossEntropy(logits: x.reshaped([3, 1]), targets: Tensor([k % 3]))
      },
      "soft-cross-entropy": { x, tensors, k in
        let targets = try #require(tensors["targets"]).slice(at: k).reshaped([3, 1])
        return crossEntropy(logits: x.reshaped([3, 1]), probabilities: Tensor(targets))
      },
    ]
  }

  private static func target<Scalar: TensorScalar>(
    _ tensors: [String: Tensor<Double>], _ k: Int
  ) throws -> Tensor<Scalar> {
    Tensor(try #require(tensors["b"]).sliced(k..<k + 1))
  }

  @Test(arguments: ["mse", "binary-cross-entropy", "cross-entropy", "soft-cross-entropy"])
  func lossesAgree(_ name: String) throws {
    try hold(name, Float.self, "single")
    try hold(name, Double.self, "double")
  }

  private func hold<Scalar: TensorScalar>(
    _ name: String, _ type: Scalar.Type, _ precision: String
  ) throws {
    let losses: [String: Loss<Scalar>] = Self.losses()
    let loss = try #require(losses[name])
    let isOfPairs = name == "mse" || name == "binary-cross-entropy"
    let tensors = try SpecialFixture().tensors(
      of: name, sharing: isOfPairs ? "pairs" : "triples", precision)
    // A row a prediction: one number, or a column of three.
    let given = try #require(tensors[isOfPairs ? "a" : "x"])
    let rows = isOfPairs ? given.reshaped([-1, 1]) : given.transposed()
    let dy = try #require(tensors["dy"])
    var (y, dx): ([Scalar], [Tensor<Scalar>]) = ([], [])
    for k in 0..<rows.shape[0] {
      let x = Variable(Tensor<Scalar>(rows.slice(at: k)))
      let value = try loss(x, tensors, k)
      y.append(value.value.scalar)
      let upstream = Tensor<Scalar>(Scalar(dy.storage[k]))
      dx.append(value.gradients(of: [x], upstream: upstream)[0])
    }
    let label = "\(name), \(precision)"
    expectSame(Tensor(y), try #require(tensors["y"]), .rounded(8), "\(label): y")
    expectSame(
      Tensor.concatenated(dx), try #require(tensors["dx"]), .rounded(8), "\(label): dx")
  }

  @Test(arguments: precisions) func comparisonsAgree(_ precision: String) throws {
    let comparisons: [String: (Tensor<Double>, Tensor<Double>) -> Tensor<Bool>] = [
      "equal": { $0 .== $1 }, "unequal": { $0 .!= $1 }, "less": { $0 .< $1 },
      "less-or-equal": { $0 .<= $1 }, "greater": { $0 .> $1 }, "greater-or-equal": { $0 .>= $1 },
    ]
    for (name, compare) in comparisons {
      let tensors = try SpecialFixture().tensors(of: name, sharing: "pairs", precision)
      let (a, b) = (try #require(tensors["a"]), try #require(tensors["b"]))
      let expected = try #require(tensors["y"])
      #expect(Tensor(compare(a, b)) == expected, "\(name)")
      // Dual numbers compare as their values do.
      let duals = (a.map { Dual($0) }, b.map { Dual($0) })
      let masks = [
        "equal": duals.0 .== duals.1, "unequal": duals.0 .!= duals.1, "less": duals.0 .< duals.1,
        "less-or-equal": duals.0 .<= duals.1, "greater": duals.0 .> duals.1,
        "greater-or-equal": duals.0 .>= duals.1,
      ]
      #expect(Tensor(try #require(masks[name])) == expected, "\(name) of dual numbers")
    }
  }

  @Test(arguments: precisions) func argmaxAgrees(_ precision: String) throws {
    let tensors = try SpecialFixture().tensors(of: "argmax", sharing: "triples", precision)
    let (x, expected) = (try #require(tensors["x"]), try #require(tensors["y"]))
    #expect(Tensor<Double>(x.argmax(along: 0)) == expected)
    #expect(Tensor<Double>(x.transposed().argmax(along: 1)) == expected)
  }

  private static func optimizers<Scalar>() -> [String: MakeOptimizer<Scalar>] {
    [
      "sgd": { SGD($0, learningRate: 0.1) },
      "sgd-momentum": { SGD($0, learningRate: 0.1, momentum: 0.9) },
      "sgd-nesterov-decay": {
        SGD($0, learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.05)
      },
      "adagrad": { Adagrad($0, learningRate: 0.1) },
      "rmsprop": { RMSprop($0, learningRate: 0.02) },
      "rmsprop-momentum": { RMSprop($0, learningRate: 0.02, momentum: 0.9) },
      "adam": { Adam($0, learningRate: 0.05) },
      "adam-decay": { Adam($0, learningRate: 0.05, weightDecay: 0.05) },
      "adamw": { AdamW($0, learningRate: 0.05, weightDecay: 0.1) },
    ]
  }

  private static let optimizerNames: [String] = {
    let table: [String: MakeOptimizer<Double>] = optimizers()
    return table.keys.sorted()
  }()

  @Test(arguments: optimizerNames) func optimizersAgree(_ name: String) throws {
    try step(name, Float.self, "single")
    try step(name, Double.self, "double")
  }

  private func step<Scalar: TensorScalar>(
    _ name: String, _ type: Scalar.Type, _ precision: String
  ) throws {
    let tensors = try SpecialFixture().tensors(of: name, sharing: "steps", precision)
    let parameter = Variable(Tensor<Scalar>(try #require(tensors["start"])))
    let first = Tensor<Scalar>(try #require(tensors["gradient"]))
    let optimizers: [String: MakeOptimizer<Scalar>] = Self.optimizers()
    let make = try #require(optimizers[name])
    var optimizer = make([parameter])
    for (k, gradient) in [first, Tensor(repeating: 0.5, shape: first.shape)].enumerated() {
      optimizer.step([gradient])
      expectSame(
        parameter.value, try #require(tensors["y"]).slice(at: k), .nearOne,
        "\(name), \(precision), step \(k + 1)")
    }
  }
}
