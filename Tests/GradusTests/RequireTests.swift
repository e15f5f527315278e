// A programmer's mistake stops with a message that names the operation and what was wrong, in
// optimised builds too.

import Foundation
import Gradus
import Testing

/// What a programmer may get wrong.
enum Mistake: String, CaseIterable, Codable {
  case elements, addition, reduction, product, axis, reshape, join, label, layer, loss, gradient
  case setter, step, momentum, betas

  func commit() {
    let x = Tensor<Float>.zeros([2, 3])
    let variable = Variable(x)
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
    case .label: "gathered(byLabel:): label 2 of 2 classes"
    case .layer: "Linear: an input of shape [2, 3]; [5, examples] is expected"
    case .loss: "mse: predictions of shape [2, 3] against targets of shape [3, 2]"
    case .gradient: "gradients: a result of shape [2, 3] needs an upstream gradient"
    case .setter: "value: this variable was computed"
    case .step: "step: a gradient of shape [3, 2] for a parameter of shape [2, 3]"
    case .momentum: "SGD: momentum 1.0; it must be in 0..<1"
    case .betas: "Adam: betas (0.9, 1.0); each must be in 0..<1"
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
