// What every function, and every derivative, makes of numbers that are no ordinary ones, held to
// PyTorch by the fixtures of `Tests/Fixtures/make_special_values.py`.

import Gradus
import Testing

@Suite struct SpecialValuesAgainstPyTorch {
  private static func operations<Scalar: TensorScalar>(
    _ type: Scalar.Type
  ) -> [String: SpecialOperation<Scalar>] {
    let tables: [[String: SpecialOperation<Scalar>]] = [
      functions(), arithmetic(), reductions(), pooling(),
    ]
    return tables.reduce([:]) { $0.merging($1) { $1 } }
  }

  private static func functions<Scalar>() -> [String: SpecialOperation<Scalar>] {
    [
      "exp": .init(on: "unary") { exp($0.x) },
      "log": .init(on: "unary") { log($0.x) },
      "sqrt": .init(on: "unary") { sqrt($0.x) },
      "power-0": .init(on: "unary", { pow($0.x, 0) }, { pow($0.x, 0.0) }),
      "power-1": .init(on: "unary", { pow($0.x, 1) }, { pow($0.x, 1.0) }),
      "power-2": .init(on: "unary", { pow($0.x, 2) }, { pow($0.x, 2.0) }),
      "power-3": .init(on: "unary", { pow($0.x, 3) }, { pow($0.x, 3.0) }),
      "power-minus-1": .init(on: "unary", { pow($0.x, -1) }, { pow($0.x, -1.0) }),
      "power-minus-2": .init(on: "unary", { pow($0.x, -2) }, { pow($0.x, -2.0) }),
      "power-2.5": .init(on: "unary") { pow($0.x, 2.5) },
      "power-half": .init(on: "unary") { pow($0.x, 0.5) },
      "power-minus-half": .init(on: "unary") { pow($0.x, -0.5) },
      "abs": .init(on: "unary", closeness: .exact) { abs($0.x) },
      "clamp": .init(on: "unary", closeness: .exact) { clamp($0.x, -0.5...0.75) },
      "clamp-below": .init(on: "unary", closeness: .exact) {
        clamp($0.x, 0...Scalar(Double.infinity))
      },
      "relu": .init(on: "unary", closeness: .exact) { relu($0.x) },
      "leaky-relu": .init(on: "unary", closeness: .exact) { leakyReLU($0.x, slope: 0.2) },
      "leaky-relu-0": .init(on: "unary", closeness: .exact) { leakyReLU($0.x, slope: 0) },
      "sigmoid": .init(on: "unary") { sigmoid($0.x) },
      // At 3, 1 − y² has lost two of its digits.
      "tanh": .init(on: "unary", closeness: .rounded(64)) { tanh($0.x) },
      "negate": .init(on: "unary", closeness: .exact) { -$0.x },
    ]
  }

  private static func arithmetic<Scalar>() -> [String: SpecialOperation<Scalar>] {
    [
      "tensor-plus-number": .init(on: "unary", closeness: .exact) { $0.x + 2.5 },
      "tensor-minus-number": .init(on: "unary", closeness: .exact) { $0.x - 2.5 },
      "tensor-times-number": .init(on: "unary", closeness: .exact, { $0.x * 2.5 }, { 2.5 * $0.x }),
      "tensor-over-number": .init(on: "unary", closeness: .exact) { $0.x / 2.5 },
      "number-minus-tensor": .init(on: "unary", closeness: .exact) { 2.5 - $0.x },
      "number-over-tensor": .init(on: "unary") { 1 / $0.x },
      "add": .init(on: "pairs", closeness: .exact) { $0.a + $0.b },
      "subtract": .init(on: "pairs", closeness: .exact) { $0.a - $0.b },
      "multiply": .init(on: "pairs", closeness: .exact) { $0.a * $0.b },
      "divide": .init(on: "pairs", closeness: .exact) { $0.a / $0.b },
      "power": .init(on: "pairs") { pow($0.a, $0.b) },
    ]
  }

  /// Along a leading axis and along the last.
  private static func reductions<Scalar>() -> [String: SpecialOperation<Scalar>] {
    [
      "sum": .init(
        on: "triples", { $0.x.summed(along: 0) }, { $0.x.transposed().summed(along: 1) }),
      "mean": .init(on: "triples", { $0.x.mean(along: 0) }, { $0.x.transposed().mean(along: 1) }),
      "variance": .init(
        on: "triples", { $0.x.variance(along: 0) }, { $0.x.transposed().variance(along: 1) }),
      "unbiased-variance": .init(
        on: "triples", { $0.x.variance(along: 0, unbiased: true) },
        { $0.x.transposed().variance(along: 1, unbiased: true) }),
      "max": .init(on: "triples", { $0.x.max(along: 0) }, { $0.x.transposed().max(along: 1) }),
      "softmax": .init(
        on: "triples", cotangent: "dys", { softmax($0.x) },
        { softmax($0.x.transposed(), along: 1).transposed() }),
      "log-softmax": .init(
        on: "triples", cotangent: "dys", { logSoftmax($0.x) },
        { logSoftmax($0.x.transposed(), along: 1).transposed() }),
      "gather": .init(on: "gather", closeness: .exact) {
        $0.x.gathered($0.constant("indices").scalars.map { Int($0.doubleValue) })
      },
      "by-label-0": .init(on: "by-label-0", closeness: .exact) {
        $0.x.gathered(byLabel: $0.labels)
      },
      "by-label-1": .init(on: "by-label-1", closeness: .exact) {
        $0.x.gathered(byLabel: $0.labels)
      },
      "by-label-2": .init(on: "by-label-2", closeness: .exact) {
        $0.x.gathered(byLabel: $0.labels)
      },
      // What the mean takes off may be all but everything, so there are numbers of any size.
      "batch-norm": .init(on: "batch-norm", closeness: .kind) { normalised($0, .training) },
      "batch-norm-evaluate": .init(on: "batch-norm-evaluate") { normalised($0, .evaluation) },
    ]
  }

  private static func normalised<Scalar>(
    _ inputs: Inputs<Scalar>, _ mode: Mode
  ) -> Variable<Scalar> {
    let layer = inputs.layer(BatchNorm1d<Scalar>(inputs.x.shape[0]))
    layer.runningMean.value = inputs.constant("mean")
    layer.runningVar.value = inputs.constant("variance")
    return layer(inputs.x, mode)
  }

  private static func pooling<Scalar>() -> [String: SpecialOperation<Scalar>] {
    func images(_ i: Inputs<Scalar>) -> Variable<Scalar> { i.x.reshaped([1, 1, 3, -1]) }
    let (whole, part) = (Window2d.pooling([1, 3]), Window2d.pooling([1, 2], stride: 1))
    return [
      "max-pool": .init(on: "triples", closeness: .exact) { maxPool2d(images($0), whole) },
      "max-pool-overlapping": .init(on: "triples", closeness: .exact) {
        maxPool2d(images($0), part)
      },
      "avg-pool": .init(on: "triples") { avgPool2d(images($0), whole) },
      "avg-pool-overlapping": .init(on: "triples") { avgPool2d(images($0), part) },
      "upsample": .init(on: "upsample") { upsample($0.x, by: [2, 3]) },
    ]
  }

  static let names: [String] = operations(Double.self).keys.sorted()

  @Test(arguments: names) func agreesWithPyTorch(_ name: String) throws {
    let fixture = try SpecialFixture()
    try fixture.hold(name, try #require(Self.operations(Float.self)[name]), "single")
    try fixture.hold(name, try #require(Self.operations(Double.self)[name]), "double")
  }
}
