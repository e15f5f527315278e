// A whole model with its loss. What the model remembers besides its parameters, running statistics
// and Dropout's generator, is put back before every run, so that all runs see the same masks and
// leave the same traces; after the check the model is as it was.

import Gradus

extension Subject {
  /// The loss of a model's output as a function of every parameter and of the input.
  init<Model: Layer<Double>>(
    _ model: Model, input: Tensor<Double>, mode: Mode,
    loss: @escaping (Variable<Double>) -> Variable<Double>
  ) {
    let x = Variable(input)
    let parameters = model.namedParameters.map { (name: $0.name, variable: $0.content) }
    let memory = parts(of: model, (any Memory).self)
    self.init(variables: parameters + [("input", x)]) {
      let restore = memory.map { $0.saved() }
      defer { for action in restore { action() } }
      return loss(model(x, mode))
    }
    constants = parts(of: model, Dropout<Double>.self).map {
      ("Dropout's share of survivors", 1 - $0.probability)
    }
  }
}

/// A memory whose content can be put back.
private protocol Memory: AnyObject {
  /// What puts the present content back.
  func saved() -> () -> Void
}

extension State: Memory {
  fileprivate func saved() -> () -> Void {
    let content = value
    return { self.value = content }
  }
}

/// What a model holds of one kind.
private func parts<Kind>(of model: Any, _ kind: Kind.Type) -> [Kind] {
  var parts: [Kind] = []
  walk(model) { value, _ in if let part = value as? Kind { parts.append(part) } }
  return parts
}
