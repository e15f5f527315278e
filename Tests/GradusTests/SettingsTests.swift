// Rates, probabilities, counts and sizes outside of their range stop with a sentence that names who was
// given them and what is valid.

import Testing

@testable import Gradus

/// A number that something cannot work with.
enum BadSetting: String, CaseIterable, Codable {
  case rate, changedRate, infiniteRate, rateOfAdamW, decay, smoothing, epsilon, beta, normBound,
    name
  case firstRate, lastRate, factor, period, duration, fraction, step
  case probability, inputs, outputs, kernels, transposedInputs, features, normMomentum, normEpsilon
  case gain, fanIn
  case stride, layerStride, size, dilation, padding, gradientDilation, transposedStride, kernelSize
  case elements, memory, length, unwritten, unknowns, negativeLength
  case bound, permutation, deviation, range, classes, scatteredLength, threads

  func commit() {
    let parameters = [Variable<Float>([1, 2])]
    let images = Tensor<Float>.zeros([3, 6, 7, 5])
    let kernels = Tensor<Float>.zeros([3, 3, 2, 2])
    var generator = RandomGenerator(seed: 1)
    switch self {
    case .rate: _ = SGD(parameters, learningRate: -1)
    case .changedRate:
      var optimizer = Adam(parameters)
      optimizer.learningRate = .nan
    case .infiniteRate: _ = RMSprop(parameters, learningRate: .infinity)
    case .rateOfAdamW:
      var optimizer = AdamW(parameters)
      optimizer.learningRate = -0.5
    case .decay: _ = AdamW(parameters, weightDecay: -1)
    case .smoothing: _ = RMSprop(parameters, smoothing: 1)
    case .epsilon: _ = Adagrad(parameters, epsilon: -1)
    case .beta: _ = Adam(parameters, betas: (-0.5, 0.9))
    case .normBound:
      var optimizer = Adam(parameters)
      optimizer.step([[1, 2]], clippedTo: -1)
    case .name:
      let optimizer = Adam(parameters)
      var state = ParameterState<Float>(names: ["mean"], tensors: [[1, 2]])
      var theta = parameters[0].value
      optimizer.rule(&theta, [1, 2], &state)
    case .firstRate: _ = StepDecay(from: -1, every: 3)
    case .lastRate: _ = CosineDecay(from: 1, to: .nan, over: 3)
    case .factor: _ = StepDecay(from: 1, factor: -0.1, every: 3)
    case .period: _ = StepDecay(from: 1, every: 0)
    case .duration: _ = CosineDecay(from: 1, over: 0)
    case .fraction: _ = WarmUp(over: 3, from: -1, then: StepDecay(from: 1, every: 3))
    case .step: _ = CosineDecay(from: 1, over: 3)(-1)
    case .probability: _ = Dropout<Float>(1, using: &generator)
    case .inputs: _ = Linear<Float>(0, 3, using: &generator)
    case .outputs: _ = Linear<Float>(3, -1, using: &generator)
    case .kernels: _ = Conv2d<Float>(3, 0, kernel: 5, using: &generator)
    case .transposedInputs: _ = ConvTranspose2d<Float>(0, 2, kernel: 5, using: &generator)
    case .features: _ = BatchNorm1d<Float>(0)
    case .normMomentum: _ = BatchNorm2d<Float>(3, momentum: 1.5)
    case .normEpsilon: _ = BatchNorm1d<Float>(3, epsilon: -1)
    case .gain:
      _ = Linear<Float>(2, 3, initializer: .kaimingNormal(gain: .nan), using: &generator)
    case .fanIn: _ = Initializer.fanIn([2, 0], using: &generator) as Tensor<Float>
    case .stride: _ = conv2d(images, kernels, stride: [0, 1])
    case .layerStride: _ = MaxPool2d<Float>(2, stride: 0)
    case .size: _ = AvgPool2d<Float>([2, 0])
    case .dilation: _ = Conv2d<Float>(weight: kernels, bias: nil, dilation: -1)
    case .padding: _ = Window2d(3, padding: -1)
    case .gradientDilation:
      _ = conv2dInputGradient(images, kernels, inputSize: [7, 8], dilation: 0)
    case .transposedStride: _ = convTranspose2d(images, kernels, stride: 0)
    case .kernelSize: _ = conv2dKernelGradient(images, images, kernelSize: 0)
    case .elements: _ = Tensor<Float>.zeros([1 << 40, 1 << 40])
    case .memory: _ = Tensor<Float>.zeros([1 << 50])
    case .length: _ = Tensor<Float>.ones([2, -3])
    case .unwritten: _ = Tensor<Float>(shape: [-2, -3]) { _ in }
    case .unknowns: _ = images.reshaped([-1, 2, -1])
    case .negativeLength: _ = Tensor<Float>.zeros([6]).reshaped([-2, -3])
    case .bound: _ = generator.integer(below: 0)
    case .permutation: _ = generator.permutation(of: -1)
    case .deviation: _ = Tensor<Float>.normal([2], standardDeviation: -1, using: &generator)
    case .range: _ = Tensor<Float>.uniform([2], in: 0..<Double.infinity, using: &generator)
    case .classes: _ = Tensor<Float>.oneHot([], classes: -1)
    case .scatteredLength: _ = Tensor<Float>.zeros([2, 0]).scattered([], length: -1)
    case .threads: _ = ThreadTeam(count: 0)
    }
  }

  var message: String {
    switch self {
    case .rate: "SGD: learning rate -1.0; it must be finite and at least 0"
    case .changedRate: "Adam: learning rate nan; it must be finite and at least 0"
    case .infiniteRate: "RMSprop: learning rate inf; it must be finite and at least 0"
    case .rateOfAdamW: "AdamW: learning rate -0.5; it must be finite and at least 0"
    case .decay: "AdamW: weight decay -1.0; it must be finite and at least 0"
    case .smoothing: "RMSprop: smoothing 1.0; it must be in 0..<1"
    case .epsilon: "Adagrad: epsilon -1.0; it must be finite and at least 0"
    case .beta: "Adam: first beta -0.5; it must be in 0..<1"
    case .normBound: "step: a bound of -1.0 on the gradients' norm; it must be at least 0"
    case .name: "state: no \"squares\" is kept; [\"mean\"] are"
    case .firstRate: "StepDecay: learning rate -1.0; it must be finite and at least 0"
    case .lastRate: "CosineDecay: last learning rate nan; it must be finite and at least 0"
    case .factor: "StepDecay: factor -0.1; it must be finite and at least 0"
    case .period: "StepDecay: a period of 0 steps; it must be at least 1"
    case .duration: "CosineDecay: over 0 steps; at least 1 is needed"
    case .fraction: "WarmUp: fraction -1.0; it must be finite and at least 0"
    case .step: "CosineDecay: step -1; steps are counted from 0"
    case .probability: "Dropout: probability 1.0; it must be in 0..<1"
    case .inputs: "Linear: 0 inputs and 3 outputs; at least one of each is needed"
    case .outputs: "Linear: 3 inputs and -1 outputs; at least one of each is needed"
    case .kernels:
      "Conv2d: 3 inputs, 0 outputs and a kernel of 5×5; at least one of each and 1×1 are needed"
    case .transposedInputs:
      "ConvTranspose2d: 0 inputs, 2 outputs and a kernel of 5×5; at least one of each and 1×1 are "
        + "needed"
    case .features: "BatchNorm1d: 0 features; at least one is needed"
    case .normMomentum: "BatchNorm2d: momentum 1.5; it must be in 0...1"
    case .normEpsilon: "BatchNorm1d: epsilon -1.0; it must be finite and at least 0"
    case .gain: "Initializer: a gain that is no finite number"
    case .fanIn: "Initializer: shape [2, 0] has no fan-in; [outputs, inputs, …] is expected"
    case .stride: "conv2d: a stride of 0×1; it has to be at least 1×1"
    case .layerStride: "MaxPool2d: a stride of 0×0; it has to be at least 1×1"
    case .size: "AvgPool2d: a size of 2×0; it has to be at least 1×1"
    case .dilation: "Conv2d: a dilation of -1×-1; it has to be at least 1×1"
    case .padding: "Window2d: a padding of -1×-1; it has to be at least 0×0"
    case .gradientDilation:
      "conv2dInputGradient: a dilation of 0×0; it has to be at least 1×1"
    case .transposedStride: "convTranspose2d: a stride of 0×0; it has to be at least 1×1"
    case .kernelSize: "conv2dKernelGradient: a size of 0×0; it has to be at least 1×1"
    case .elements:
      "Tensor: shape [1099511627776, 1099511627776] has more elements than can be counted"
    case .memory: "Tensor: no memory for 1125899906842624 elements of Float"
    case .length: "Tensor: negative length in shape [2, -3]"
    case .unwritten: "Tensor: negative length in shape [-2, -3]"
    case .unknowns: "reshaped: [-1, 2, -1] has more than one −1, or another negative length"
    case .negativeLength: "reshaped: [-2, -3] has more than one −1, or another negative length"
    case .bound: "integer(below:): bound 0; it must be at least 1"
    case .permutation: "permutation(of:): -1 integers"
    case .deviation: "normal: mean 0.0 and standard deviation -1.0; both must be finite"
    case .range: "uniform: a range of 0.0..<inf; it must be finite"
    case .classes: "oneHot: -1 classes"
    case .scatteredLength: "scattered: a length of -1"
    case .threads: "ThreadTeam: 0 threads; 1...1024 are possible"
    }
  }
}

@Suite struct SettingsTests {
  @Test("The message says what is wrong and what is valid", arguments: BadSetting.allCases)
  func message(setting: BadSetting) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [setting] in
      setting.commit()
    }
    let output = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(output.contains("Fatal error: " + setting.message))
  }

  @Test("What lies at the end of a range is valid")
  func ends() {
    let parameters = [Variable<Float>([1, 2])]
    var adam = AdamW(
      parameters, learningRate: 0, betas: (0, 0), weightDecay: 0, epsilon: 0)
    adam.learningRate = 0
    _ = RMSprop(parameters, learningRate: 0, smoothing: 0, momentum: 0, epsilon: 0)
    _ = BatchNorm1d<Float>(1, momentum: 0, epsilon: 0)
    _ = BatchNorm1d<Float>(1, momentum: 1)
    #expect(Tensor<Float>.zeros([1 << 40, 1 << 40, 0]).count == 0)
    #expect(Tensor<Float>.zeros([0, 3]).reshaped([-1, 3]).shape == [0, 3])
    #expect(Tensor<Float>.oneHot([], classes: 0).shape == [0, 0])
  }
}
