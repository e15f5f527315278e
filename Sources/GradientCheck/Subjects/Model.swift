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
    let memory = memories(of: model)
    self.init(variables: parameters + [("input", x)]) {
      let restore = memory.map { $0.saved() }
      defer { for action in restore { action() } }
      return loss(model(x, mode))
    }
    constants = layers(of: model).flatMap { layer -> [(meaning: String, value: Double)] in
      guard let dropout = layer as? Dropout<Double> else { return [] }
      return [("Dropout's share of survivors", 1 - dropout.probability)]
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

private func memories(of model: Any) -> [any Memory] {
  everything(in: model).compactMap { $0 as? any Memory }
}

private func layers(of model: Any) -> [any Layer<Double>] {
  everything(in: model).compactMap { $0 as? any Layer<Double> }
}

/// The value and what it holds, at any depth; what a class holds is its own affair.
private func everything(in value: Any) -> [Any] {
  let mirror = Mirror(reflecting: value)
  if mirror.displayStyle == .class { return [value] }
  return [value] + mirror.children.flatMap { everything(in: $0.value) }
}
