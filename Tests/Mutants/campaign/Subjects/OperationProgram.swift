// The operations as programs for any kind of number: one switch, with what the operations need
// besides their operands.

import GradientCheck
import Gradus
import Mutants

/// An operation with its axes, indices and targets.
struct OperationProgram: DifferentiableProgram {
  let operation: Operation
  var axis = 0
  var axes: [Int] = []
  var keepingAxes = false
  var unbiased = false
  var order: [Int] = []
  var range = 0..<1
  var labels = Tensor<Int>(shape: [0], scalars: [])
  var targets = Tensor<Double>.zeros([])
  var number = 0.0
  var window = Window2d(1)
  var outputPadding: Size2d = 0

  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
    let x = inputs[0]
    let y = inputs[inputs.count - 1]
    switch operation {
    case .add, .addBroadcast: return x + y
    case .subtract, .subtractBroadcast: return x - y
    case .multiply, .multiplyBroadcast: return x * y
    case .divide, .divideBroadcast: return x / y
    case .power, .powerBroadcast: return pow(x, y)
    case .negate: return -x
    case .addScalar: return x + S(number)
    case .subtractScalar: return x - S(number)
    case .multiplyScalar: return x * S(number)
    case .divideScalar: return x / S(number)
    case .scalarMinus: return S(number) - x
    case .scalarOver: return S(number) / x
    case .powerInteger: return pow(x, 3)
    case .powerScalar: return pow(x, S(number))
    case .exp: return exp(x)
    case .log: return log(x)
    case .sqrt: return sqrt(x)
    case .abs: return abs(x)
    case .clamp: return clamp(x, S(-1.1)...S(0.7))
    case .relu: return relu(x)
    case .leakyReLU: return leakyReLU(x, slope: S(0.2))
    case .sigmoid: return sigmoid(x)
    case .tanh: return tanh(x)
    case .softmax: return softmax(x, along: axis)
    case .logSoftmax: return logSoftmax(x, along: axis)
    case .sum: return x.summed(along: TensorAxes(axes), keepingAxes: keepingAxes)
    case .mean: return x.mean(along: TensorAxes(axes), keepingAxes: keepingAxes)
    case .variance:
      return x.variance(along: TensorAxes(axes), unbiased: unbiased, keepingAxes: keepingAxes)
    case .max: return x.max(along: TensorAxes(axes), keepingAxes: keepingAxes)
    case .reshape: return x.reshaped(order)
    case .permute: return x.permuted(order)
    case .transpose: return x.transposed()
    case .concatenate: return .concatenated(inputs, along: axis)
    case .slice: return x.sliced(range, along: axis)
    case .sliceAt: return x.slice(at: range.lowerBound)
    case .gather: return x.gathered(order, along: axis)
    case .gatherByLabel: return x.gathered(byLabel: labels)
    case .matmul, .matmulSharedLeft, .matmulSharedRight, .matmulBatch: return matmul(x, y)
    case .conv2d:
      return Gradus.conv2d(
        x, y, stride: window.stride, padding: window.padding, dilation: window.dilation)
    case .convTranspose2d:
      return Gradus.convTranspose2d(
        x, y, stride: window.stride, padding: window.padding, outputPadding: outputPadding,
        dilation: window.dilation)
    case .maxPool2d: return maxPool2d(x, window)
    case .avgPool2d: return avgPool2d(x, window)
    case .globalAvgPool2d: return globalAvgPool2d(x)
    case .upsample: return upsample(x, by: window.size)
    case .mse: return mse(x, Tensor<S>(targets))
    case .binaryCrossEntropy: return binaryCrossEntropy(logits: x, targets: Tensor<S>(targets))
    case .crossEntropy: return crossEntropy(logits: x, targets: labels)
    case .crossEntropyProbabilities:
      return crossEntropy(logits: x, probabilities: Tensor<S>(targets))
    case .reuse:
      let y = tanh(x)
      return y * x + exp(y) * y - x
    case .conv2dLayer, .convTranspose2dLayer, .linear, .dropout, .batchNormTraining,
      .batchNormEvaluation, .batchNorm2dTraining,
      .batchNorm2dEvaluation:
      fatalError("OperationProgram: \(operation) is a layer")
    }
  }
}
