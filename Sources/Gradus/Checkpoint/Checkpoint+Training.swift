// A training written down so that it goes on as if it had never stopped, to the bit: what its models
// have learnt and where their dropout stands, the state of its optimizers, and where its own
// generators are. Everything has a name, and its parts have names below that:
//
//   checkpoint.keep(model, as: "model")            model.layers.0.weight, model.layers.1.running_mean
//   checkpoint.keep(optimizer, as: "optimizer")    optimizer.0.velocity, …; optimizer.steps, a note
//   checkpoint.keep(generator, as: "generator")    a note

extension Checkpoint {
  /// Keeps a model: parameters, running statistics and the generators of its layers.
  public mutating func keep(_ model: some Layer<Scalar>, as name: String) {
    for (part, tensor) in model.tensors { tensors["\(name).\(part)"] = tensor }
    for part in model.namedGenerators { keep(part.content.value, as: "\(name).\(part.name)") }
  }

  /// Keeps an optimizer's state; its rates are the program's to set.
  public mutating func keep(_ optimizer: some Optimizer<Scalar>, as name: String) {
    for (part, tensor) in optimizer.state.tensors { tensors["\(name).\(part)"] = tensor }
    notes["\(name).steps"] = "\(optimizer.state.steps)"
  }

  /// Keeps where a generator stands.
  public mutating func keep(_ generator: RandomGenerator, as name: String) {
    notes[name] = "\(generator)"
  }

  /// Puts back a model of the same architecture. Nothing changes unless all of it fits.
  ///
  /// - Throws: `CheckpointError.Problem` where it does not.
  public func restore(
    _ model: some Layer<Scalar>, from name: String
  ) throws(CheckpointError.Problem) {
    var generators: [RandomGenerator] = []
    for part in model.namedGenerators { generators.append(try generator("\(name).\(part.name)")) }
    try model.restore(tensors.below(name + "."), skipped: skipped.below(name + "."))
    for (part, generator) in zip(model.namedGenerators, generators) {
      part.content.value = generator
    }
  }

  /// Puts back the state of an optimizer of the same kind and parameters. Nothing changes unless all
  /// of it fits.
  ///
  /// - Throws: `CheckpointError.Problem` where a tensor is missing or has another shape, or the number
  ///   of steps is not there.
  public func restore<O: Optimizer>(
    _ optimizer: inout O, from name: String
  ) throws(CheckpointError.Problem) where O.Scalar == Scalar {
    let kept = tensors.below(name + ".")
    for (part, old) in optimizer.state.tensors {
      guard let tensor = kept[part] else {
        throw .missingTensor("\(name).\(part)", present: tensors.names)
      }
      guard tensor.shape == old.shape else {
        throw .wrongShape(tensor: "\(name).\(part)", expected: old.shape, found: tensor.shape)
      }
    }
    guard let text = notes["\(name).steps"], let steps = Int(text), steps >= 0 else {
      throw .missingNote("\(name).steps")
    }
    optimizer.state.replace(with: kept, steps: steps)
  }

  /// A generator that goes on where a kept one stood.
  ///
  /// - Throws: `CheckpointError.Problem` where there is none of that name.
  public func generator(_ name: String) throws(CheckpointError.Problem) -> RandomGenerator {
    guard let text = notes[name], let generator = RandomGenerator(text) else {
      throw .missingNote(name)
    }
    return generator
  }
}
