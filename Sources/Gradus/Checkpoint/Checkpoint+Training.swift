// A training written down so that it goes on as if it had never stopped, to the bit: what its models
// have learnt and where their dropout stands, what its optimizers remember, and where its own
// generators are. Everything has a name, and its parts have names below that:
//
//   checkpoint.keep(model, as: "model")            model.layers.0.weight, model.layers.1.running_mean
//   checkpoint.keep(optimizer, as: "optimizer")    optimizer.0, optimizer.1, …
//   checkpoint.keep(generator, as: "generator")    a note

extension Checkpoint {
  /// Keeps a model: parameters, running statistics and the generators of its layers.
  public mutating func keep(_ model: some Layer<Scalar>, as name: String) {
    for (part, tensor) in model.tensors { tensors["\(name).\(part)"] = tensor }
    for part in model.namedGenerators { keep(part.content.value, as: "\(name).\(part.name)") }
  }

  /// Keeps what an optimizer remembers; its rates are the program's to set.
  public mutating func keep(_ optimizer: some Optimizer<Scalar>, as name: String) {
    for (index, tensor) in optimizer.memory.enumerated() { tensors["\(name).\(index)"] = tensor }
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

  /// Puts back what an optimizer of the same parameters remembers.
  ///
  /// - Throws: `CheckpointError.Problem` where a tensor is missing or has another shape.
  public func restore<O: Optimizer>(
    _ optimizer: inout O, from name: String
  ) throws(CheckpointError.Problem) where O.Scalar == Scalar {
    var memory = optimizer.memory
    for (index, old) in memory.enumerated() {
      let part = "\(name).\(index)"
      guard let tensor = tensors[part] else {
        throw .missingTensor(part, present: tensors.names)
      }
      guard tensor.shape == old.shape else {
        throw .wrongShape(tensor: part, expected: old.shape, found: tensor.shape)
      }
      memory[index] = tensor
    }
    optimizer.memory = memory
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
