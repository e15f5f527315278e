// What a reader's own generic layer, loss or optimizer may call, with sizes at which the loops are
// nearly all of it.

import Gradus

/// Something to count the instructions of.
struct Work {
  let name: String
  let run: () -> Void
}

/// A layer as one's own chapter may have it: generic, and without an annotation.
struct Swish<Scalar: TensorScalar>: Layer {
  func callAsFunction(_ x: Variable<Scalar>, _ mode: Mode) -> Variable<Scalar> {
    x / (1 + exp(-x))
  }
}

/// A loss of one's own.
func logCosh<Scalar>(_ z: Variable<Scalar>, _ t: Tensor<Scalar>) -> Variable<Scalar> {
  let error = z - Variable(t)
  return log((exp(error) + exp(-error)) / 2).mean()
}

/// An optimizer of one's own.
struct Momentum<Scalar: TensorScalar>: Optimizer {
  let parameters: [Variable<Scalar>]
  var learningRate = 0.01
  var state: OptimizerState<Scalar>

  init(_ parameters: [Variable<Scalar>]) {
    self.parameters = parameters
    state = OptimizerState(of: parameters, "velocity")
  }

  func rule(
    _ theta: inout Tensor<Scalar>, _ g: Tensor<Scalar>, _ state: inout ParameterState<Scalar>
  ) {
    state["velocity"] = 0.9 * state["velocity"] + g
    theta -= Scalar(learningRate) * state["velocity"]
  }
}

/// The work, for one type of number.
func works<Scalar: TensorScalar>(for type: Scalar.Type) -> [Work] {
  var generator = RandomGenerator(seed: 1)
  let x = Variable(1 + abs(Tensor<Scalar>.normal([64, 512], using: &generator)))
  let y = Variable(1 + abs(Tensor<Scalar>.normal([64, 1], using: &generator)))
  let images = Variable(Tensor<Scalar>.normal([3, 16, 16, 64], using: &generator))
  let kernels = Variable(Tensor<Scalar>.normal([8, 3, 3, 3], using: &generator))
  let labels = Tensor<Int>((0..<512).map { $0 % 64 })
  let shuffled = generator.permutation(of: 512)
  let swish = Swish<Scalar>()
  let linear = Linear<Scalar>(64, 32, using: &generator)
  let norm = BatchNorm1d<Scalar>(64)
  var momentum = Momentum([Variable(x.value)])

  /// A function and its gradient.
  func both(
    _ name: String, of inputs: [Variable<Scalar>], _ f: @escaping () -> Variable<Scalar>
  ) -> Work {
    Work(name: name) {
      let z = f()
      _ = z.gradients(of: inputs, upstream: .ones(z.shape))
    }
  }
  return [
    both("+", of: [x, y]) { x + y }, both("·", of: [x, y]) { x * y },
    both("÷", of: [x, y]) { x / y }, both("number −", of: [x]) { 1 - x },
    both("exp", of: [x]) { exp(x) }, both("log", of: [x]) { log(x) },
    both("√", of: [x]) { sqrt(x) }, both("|x|", of: [x]) { abs(x) },
    both("power", of: [x]) { pow(x, 1.5) }, both("powers", of: [x, y]) { pow(x, y) },
    both("clamp", of: [x]) { clamp(x, 1.2...1.8) },
    both("relu", of: [x]) { relu(x) }, both("leaky relu", of: [x]) { leakyReLU(x) },
    both("sigmoid", of: [x]) { sigmoid(x) }, both("tanh", of: [x]) { tanh(x) },
    both("softmax", of: [x]) { softmax(x) },
    both("sum", of: [x]) { x.summed(along: 1) }, both("variance", of: [x]) { x.variance(along: 0) },
    both("maximum", of: [x]) { x.max(along: 0) }, both("transpose", of: [x]) { x.transposed() },
    both("slice", of: [x]) { x.sliced(3..<40) },
    both("join", of: [x]) { .concatenated([x, x], along: 1) },
    both("gather", of: [x]) { x.gathered(shuffled) },
    both("matrix product", of: [x]) { matmul(x.transposed(), x) },
    both("convolution", of: [images, kernels]) { conv2d(images, kernels, padding: 1) },
    both("max-pooling", of: [images]) { maxPool2d(images, .pooling(2)) },
    both("average pooling", of: [images]) { avgPool2d(images, .pooling(2)) },
    both("enlarging", of: [images]) { upsample(images, by: 2) },
    both("cross-entropy", of: [x]) { crossEntropy(logits: x, targets: labels) },
    both("binary cross-entropy", of: [x]) {
      binaryCrossEntropy(logits: x, targets: .ones(x.shape))
    },
    Work(name: "comparison, choice") {
      _ = x.value.replacing(with: -x.value, where: x.value .> 1.5)
    },
    both("linear layer", of: [x]) { linear(x, .training) },
    both("normalisation", of: [x]) { norm(x, .training) },
    both("own layer", of: [x]) { swish(x, .training) },
    both("own loss", of: [x]) { logCosh(x, .ones(x.shape)) },
    Work(name: "own optimizer") { momentum.step([x.value]) },
  ]
}

/// The same from code that the compiler makes for all types at once, as it does where a layer is
/// called through `any Layer`.
@_semantics("optimize.sil.specialize.generic.never")
@inline(never)
func unspecializedWorks<Scalar: TensorScalar>(for type: Scalar.Type) -> [Work] {
  works(for: type)
}
