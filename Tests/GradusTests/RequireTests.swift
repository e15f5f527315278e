// A programmer's mistake stops with a message that names the operation and what was wrong, in
// optimised builds too.

import Foundation
import Gradus
import Testing

/// What a programmer may get wrong.
enum Mistake: String, CaseIterable, Codable {
  case elements, addition, reduction, product, axis, reshape, join, label, layer, loss, gradient
  case setter, step, momentum, betas, increase, decrease, ambiguity, slice, index
  case logits, scores, emptyScores, logarithm, square, finite, system, place
  case convolution, window, places, kernelPlaces, transposed, outputPadding
  case channels, images, transposedChannels, transposedImages
  case poolWindow, overhang, padding, averageImages, normChannels, variance, poolPlaces, winners
  case noWinner
  case blocks, enlarging, features, block, fewerChannels

  func commit() {
    let x = Tensor<Float>.zeros([2, 3])
    let variable = Variable(x)
    let images = Tensor<Float>.zeros([3, 6, 7, 5])
    let maps = Tensor<Float>.zeros([2, 4, 3, 5])
    switch self {
    case .elements: _ = Tensor<Float>(shape: [2, 3], scalars: [1])
    case .addition: _ = x + Tensor.zeros([2])
    case .reduction: _ = x.reduced(to: [4, 2, 3])
    case .product: _ = matmul(x, Tensor.zeros([4, 5]))
    case .axis: _ = x.summed(along: 2)
    case .reshape: _ = x.reshaped([4, -1])
    case .join: _ = Tensor.concatenated([x, .zeros([3, 2])])
    case .label: _ = crossEntropy(logits: variable, targets: [0, 1, 2])
    case .layer: _ = Linear<Float>(weight: .zeros([4, 5]), bias: nil)(x, .training)
    case .loss: _ = mse(variable, .zeros([3, 2]))
    case .gradient: _ = variable.gradients(of: [variable])
    case .setter: (variable + 1).value = x
    case .step:
      var optimizer = SGD([variable], learningRate: 1)
      optimizer.step([.zeros([3, 2])])
    case .momentum: _ = SGD([variable], learningRate: 1, momentum: 1)
    case .betas: _ = AdamW([variable], betas: (0.9, 1))
    case .increase:
      var sum = x
      sum += Tensor.zeros([4, 2, 3])
    case .decrease:
      var difference = x
      difference -= Tensor.zeros([2])
    case .ambiguity: _ = Tensor<Float>.zeros([0, 3]).reshaped([0, -1])
    case .slice: _ = variable.slice(at: 2)
    case .index: _ = x.gathered([2, 0, 3])
    case .logits: _ = crossEntropy(logits: Variable<Float>([1, 2]), targets: [0])
    case .scores: _ = crossEntropy(logits: variable, targets: [0, 1])
    case .emptyScores: _ = crossEntropy(logits: Variable(Tensor<Float>.zeros([0, 3])), targets: [])
    case .logarithm: _ = logSoftmax(x, along: 2)
    case .square: _ = eigen(symmetric: x)
    case .finite: _ = eigen(symmetric: Tensor<Float>([[1, .nan], [.nan, 1]]))
    case .system: _ = solve(Tensor<Float>([[.infinity]]), [[1]])
    case .place: _ = x.storage[6]
    case .convolution: _ = conv2d(images, .zeros([4, 2, 3, 3]))
    case .window: _ = conv2d(images, .zeros([4, 3, 3, 2]), padding: [0, 1], dilation: [4, 1])
    case .places: _ = conv2dInputGradient(images, .zeros([3, 2, 3, 3]), inputSize: [9, 9])
    case .kernelPlaces: _ = conv2dKernelGradient(images, images, kernelSize: [9, 1])
    case .transposed: _ = convTranspose2d(images, .zeros([4, 3, 3, 3]))
    case .outputPadding:
      _ = convTranspose2d(images, .zeros([3, 2, 3, 3]), stride: [3, 2], outputPadding: [2, 2])
    case .channels: _ = Conv2d<Float>(weight: .zeros([4, 2, 3, 3]), bias: nil)(images, .training)
    case .images:
      _ = Conv2d<Float>(weight: .zeros([4, 3, 9, 5]), bias: nil, padding: 1)(images, .training)
    case .transposedChannels:
      _ = ConvTranspose2d<Float>(weight: .zeros([4, 3, 3, 3]), bias: nil)(images, .training)
    case .transposedImages:
      let weight = Tensor<Float>.zeros([3, 4, 3, 3])
      _ = ConvTranspose2d(weight: weight, bias: nil, stride: 2, padding: [7, 5])(images, .training)
    case .poolWindow: _ = MaxPool2d<Float>([3, 4])(maps, .training)
    case .overhang:
      let layer = AvgPool2d<Float>(6, stride: 2, padding: 1, roundingUp: true)
      _ = layer(Tensor.zeros([2, 2, 3, 5]), .training)
    case .padding: _ = MaxPool2d<Float>(3, padding: [1, 2])(maps, .training)
    case .averageImages: _ = GlobalAvgPool2d<Float>()(x, .training)
    case .normChannels: _ = BatchNorm2d<Float>(3)(maps, .training)
    case .variance: _ = BatchNorm2d<Float>(2)(Tensor.zeros([2, 1, 1, 1]), .training)
    case .poolPlaces: _ = avgPool2dGradient(maps, .pooling(2), shape: maps.shape)
    case .winners:
      let argmax = Tensor(repeating: 120, shape: maps.shape)
      _ = maxPool2dGradient(maps, argmax: argmax, shape: [120])
    case .noWinner:
      let argmax = Tensor(repeating: -2, shape: maps.shape)
      _ = maxPool2dGradient(maps, argmax: argmax, shape: [120])
    case .blocks: _ = upsampleGradient(maps, by: 2)
    case .enlarging: _ = Upsample<Float>(by: [2, 0])
    case .features: _ = Unflatten<Float>([2, 3, 5])(x, .training)
    case .block: _ = Residual<Float> { PadChannels(to: 4) }(maps, .training)
    case .fewerChannels: _ = PadChannels<Float>(to: 2)(images, .training)
    }
  }

  var message: String {
    switch self {
    case .elements: "Tensor: shape [2, 3] has 6 elements, 1 were given"
    case .addition: "+: shapes [2, 3] and [2] do not broadcast"
    case .reduction: "reduced: shape [2, 3] is no broadcast of [4, 2, 3]"
    case .product: "matmul: shapes [2, 3] and [4, 5] do not fit"
    case .axis: "summed: axis 2 of a tensor of shape [2, 3]"
    case .reshape: "reshaped: [4, -1] does not hold the elements of [2, 3]"
    case .join: "concatenated: shapes [2, 3] and [3, 2] along axis 0"
    case .label: "crossEntropy: label 2 of 2 classes; labels are in 0..<2"
    case .layer: "Linear: an input of shape [2, 3]; [5, examples] is expected"
    case .loss: "mse: predictions of shape [2, 3] against targets of shape [3, 2]"
    case .gradient: "gradients: a result of shape [2, 3] needs an upstream gradient"
    case .setter: "value: this variable was computed"
    case .step: "step: a gradient of shape [3, 2] for a parameter of shape [2, 3]"
    case .momentum: "SGD: momentum 1.0; it must be in 0..<1"
    case .betas: "AdamW: second beta 1.0; it must be in 0..<1"
    case .increase: "+=: shape [4, 2, 3] does not broadcast to [2, 3]"
    case .decrease: "-=: shapes [2, 3] and [2] do not broadcast"
    case .ambiguity: "reshaped: with [0, -1], −1 could be any length; write the length"
    case .slice: "slice(at:): index 2 of a tensor of shape [2, 3]"
    case .index: "gathered: index 3 of axis 1 of shape [2, 3]; one in 0..<3 is expected"
    case .logits: "crossEntropy: logits of shape [2]; [classes, examples] is expected"
    case .scores: "crossEntropy: labels of shape [2] for scores of shape [2, 3]"
    case .emptyScores: "crossEntropy: logits of shape [0, 3]; [classes, examples] is expected"
    case .logarithm: "logSoftmax: axis 2 of a tensor of shape [2, 3]"
    case .square: "eigen(symmetric:): shape [2, 3] is not square"
    case .finite: "eigen(symmetric:): the matrix has nan in it"
    case .system: "solve: the matrix has inf in it"
    case .place: "storage: place 6 of 6 elements"
    case .convolution:
      "conv2d: an input of shape [3, 6, 7, 5]; [2, height, width, examples] is expected"
    case .window:
      "conv2d: a window of 9×2 does not fit on an input of shape [3, 6, 7, 5] with a padding of "
        + "0×1; images of at least 9×1 would fit"
    case .places:
      "conv2dInputGradient: a gradient of shape [3, 6, 7, 5]; on images of 9×9 the window has 7×7 "
        + "places"
    case .kernelPlaces:
      "conv2dKernelGradient: a gradient of shape [3, 6, 7, 5]; on images of 6×7 the window has no "
        + "places"
    case .transposed:
      "convTranspose2d: an input of shape [3, 6, 7, 5]; [4, height, width, examples] is expected"
    case .outputPadding:
      "convTranspose2d: an output padding of 2×2; it has to be at least 0×0 and less than the "
        + "larger of stride and dilation, 3×2"
    case .channels:
      "Conv2d: an input of shape [3, 6, 7, 5]; [2, height, width, examples] is expected"
    case .images:
      "Conv2d: a window of 9×5 does not fit on an input of shape [3, 6, 7, 5] with a padding of "
        + "1×1; images of at least 7×3 would fit"
    case .transposedChannels:
      "ConvTranspose2d: an input of shape [3, 6, 7, 5]; [4, height, width, examples] is expected"
    case .transposedImages:
      "ConvTranspose2d: a padding of 7×5 leaves nothing of an input of shape [3, 6, 7, 5]; images "
        + "of at least 7×5 would fit"
    case .poolWindow:
      "MaxPool2d: a window of 3×4 does not fit on an input of shape [2, 4, 3, 5] with a padding of "
        + "0×0; images of at least 3×4 would fit"
    case .overhang:
      "AvgPool2d: a window of 6×6 does not fit on an input of shape [2, 2, 3, 5] with a padding of "
        + "1×1; images of at least 3×3 would fit"
    case .padding:
      "MaxPool2d: a padding of 1×2 for a window of 3×3; at most half the window is allowed"
    case .averageImages:
      "GlobalAvgPool2d: an input of shape [2, 3]; [channels, height, width, examples] is expected"
    case .normChannels:
      "BatchNorm2d: an input of shape [2, 4, 3, 5]; [3, height, width, examples] is expected"
    case .variance: "BatchNorm2d: one value has no variance to train on"
    case .poolPlaces:
      "avgPool2dGradient: a gradient of shape [2, 4, 3, 5] for images of shape [2, 4, 3, 5]; "
        + "[2, 2, 1, 5] is expected"
    case .winners:
      "maxPool2dGradient: index 120 for images of shape [120]; one in 0..<120 is expected, or −1 "
        + "for a window without elements"
    case .noWinner: "maxPool2dGradient: index -2 for images of shape [120]"
    case .blocks: "upsampleGradient: a gradient of shape [2, 4, 3, 5] has no whole blocks of 2×2"
    case .enlarging: "Upsample: a factor of 2×0; it has to be at least 1×1"
    case .features:
      "Unflatten: an input of shape [2, 3] into images of [2, 3, 5]; [30, examples] is expected"
    case .block:
      "Residual: its layers make [4, 4, 3, 5] of an input of shape [2, 4, 3, 5], its shortcut "
        + "[2, 4, 3, 5]"
    case .fewerChannels: "PadChannels: an input of shape [3, 6, 7, 5] has more than 2 channels"
    }
  }
}

@Suite struct RequireTests {
  @Test("The message names the operation and both shapes", arguments: Mistake.allCases)
  func message(mistake: Mistake) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [mistake] in
      mistake.commit()
    }
    let output = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(output.contains("Fatal error: " + mistake.message))
  }

  @Test("A message is made only where it is needed")
  func laziness() {
    var messages = 0
    func message() -> String {
      messages += 1
      return ""
    }
    require(true, message())
    #expect(messages == 0)
  }
}
