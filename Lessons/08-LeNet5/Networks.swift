// LeNet-5 (LeCun, Bottou, Bengio and Haffner 1998, "Gradient-based learning applied to document
// recognition") as it is built today for images of 3×32×32, and as dl2 (coderkarthiko 2020) built
// it: no activation after the convolutions, and a bias for every place instead of every kernel.

import Gradus

/// LeNet-5 with fresh parameters.
func lenet5(using generator: inout RandomGenerator) -> Sequential<Float> {
  // BEGIN SOLUTION 08.7 points=4
  // ANCHOR: lenet5
  Sequential(inputShape: [3, 32, 32]) {
    Conv2d(3, 6, kernel: 5, using: &generator)
    ReLU()
    MaxPool2d(2)
    Conv2d(6, 16, kernel: 5, using: &generator)
    ReLU()
    MaxPool2d(2)
    Flatten()
    Linear(400, 120, using: &generator)
    ReLU()
    Linear(120, 84, using: &generator)
    ReLU()
    Linear(84, 10, using: &generator)
  }
  // ANCHOR_END: lenet5
  // END SOLUTION
}

/// A number added at every place of every map, each learnt by itself.
struct PlaceBias: Layer {
  // ANCHOR: place-bias
  let bias: Variable<Float>  // [channels, height, width, 1]

  func callAsFunction(_ x: Variable<Float>, _ mode: Mode) -> Variable<Float> {
    x + bias
  }
  // ANCHOR_END: place-bias

  /// Normal numbers with variance 6/n, n of them, as dl2 draws them.
  init(_ shape: [Int], using generator: inout RandomGenerator) {
    let deviation = (6 / Double(shape.reduce(1, *))).squareRoot()
    bias = Variable(.normal(shape + [1], standardDeviation: deviation, using: &generator))
  }

  func outputShape(for inputShape: [Int]) -> [Int]? { inputShape }

  var description: String {
    "PlaceBias(\(bias.shape.dropLast().map(String.init).joined(separator: "×")))"
  }
}

/// LeNet-5 as dl2 has it, with weights from dl2's distributions.
func lenet5OfDl2(using generator: inout RandomGenerator) -> Sequential<Float> {
  /// A convolution without a bias; its weights have variance 6/(fan-in · outputs).
  func convolution(_ inputs: Int, _ outputs: Int) -> Conv2d<Float> {
    Conv2d(
      inputs, outputs, kernel: 5, bias: false,
      initializer: .kaimingNormal(gain: (6 / Double(outputs)).squareRoot()), using: &generator)
  }
  // ANCHOR: dl2
  return Sequential(inputShape: [3, 32, 32]) {
    convolution(3, 6)
    PlaceBias([6, 28, 28], using: &generator)
    MaxPool2d(2)
    convolution(6, 16)
    PlaceBias([16, 10, 10], using: &generator)
    MaxPool2d(2)
    PlaceBias([16, 5, 5], using: &generator)  // in dl2 part of the flattening
    Flatten()
    Linear(400, 120, using: &generator)
    ReLU()
    Linear(120, 84, using: &generator)
    ReLU()
    Linear(84, 10, using: &generator)
  }
  // ANCHOR_END: dl2
}
