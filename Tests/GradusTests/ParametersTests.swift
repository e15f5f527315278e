// Parameters are found by walking a model; their paths are their names.

import Gradus
import Testing

/// A model of one's own: layers in properties, a list, a tuple and an option.
private struct Model: Layer {
  typealias Scalar = Float

  struct Head {
    let fc1: Linear<Float>
    let outputBias: Variable<Float>
  }

  enum Gate {
    case open
    case weighted(Variable<Float>)
  }

  let head: Head
  let blocks: [Linear<Float>]
  let pair: (Variable<Float>, Variable<Float>)
  let W = Variable<Float>([1])
  let skip: Linear<Float>?
  let gate: Gate
  let batchNorm = BatchNorm1d<Float>(3)
  let rate = 0.5

  func callAsFunction(_ x: Variable<Float>, _ mode: Mode) -> Variable<Float> { x }
}

/// A model that is a class, and leads back to itself.
private class Encoder: Layer {
  typealias Scalar = Float

  let first = Linear<Float>(weight: [[1, 2]], bias: nil)
  var next: Encoder?

  func callAsFunction(_ x: Variable<Float>, _ mode: Mode) -> Variable<Float> { first(x, mode) }
}

/// A class that inherits layers.
private final class Autoencoder: Encoder {
  let second = Linear<Float>(weight: [[3], [4]], bias: [5, 6])
}

@Suite struct ParametersTests {
  private func linear(_ outputs: Int, bias: Bool = true) -> Linear<Float> {
    Linear(weight: .zeros([outputs, 2]), bias: bias ? .zeros([outputs]) : nil)
  }

  private func model(skip: Linear<Float>? = nil, gate: Model.Gate = .open) -> Model {
    Model(
      head: .init(fc1: linear(3), outputBias: Variable([0])),
      blocks: [linear(1, bias: false), linear(4)],
      pair: (Variable([1, 2]), Variable([3])), skip: skip, gate: gate)
  }

  @Test("A path through structs, lists and tuples is a name, in the order of declaration")
  func names() {
    #expect(
      model().namedParameters.map(\.name) == [
        "head.fc1.weight", "head.fc1.bias", "head.output_bias",
        "blocks.0.weight", "blocks.1.weight", "blocks.1.bias",
        "pair.0", "pair.1", "W", "batch_norm.weight", "batch_norm.bias",
      ])
    #expect(
      model().namedState.map(\.name) == ["batch_norm.running_mean", "batch_norm.running_var"])
  }

  @Test("An optional layer has the property's own name, a case its own")
  func optionals() {
    let whole = model(skip: linear(2, bias: false), gate: .weighted(Variable([1])))
    let names = Set(whole.namedParameters.map(\.name))
      .subtracting(model().namedParameters.map(\.name))
    #expect(names == ["skip.weight", "gate.weighted"])
  }

  @Test("Parameters are the variables themselves, and are counted")
  func identity() {
    let model = model()
    #expect(model.parameters[0] === model.head.fc1.weight)
    #expect(model.parameterCount == 6 + 3 + 1 + 2 + 8 + 4 + 2 + 1 + 1 + 3 + 3)
    #expect(model.parameters.count == model.namedParameters.count)
  }

  @Test("A variable held twice is one parameter, under its first name")
  func tiedWeights() {
    let shared = linear(2)
    let model = Sequential<Float> {
      shared
      Tanh()
      shared
    }
    #expect(model.namedParameters.map(\.name) == ["layers.0.weight", "layers.0.bias"])
    #expect(model.parameterCount == 6)
  }

  @Test("A model that is a class is walked too, what it inherits first")
  func classes() {
    let model = Autoencoder()
    let names = ["first.weight", "second.weight", "second.bias"]
    #expect(model.namedParameters.map(\.name) == names)
    #expect((model as Encoder).namedParameters.map(\.name) == names)
    let chain = Sequential<Float> {
      model
      model
    }
    #expect(chain.namedParameters.map(\.name) == names.map { "layers.0." + $0 })
  }

  @Test("A class that leads back to itself is walked once")
  func cycles() {
    let model = Autoencoder()
    let inner = Encoder()
    (model.next, inner.next) = (inner, model)
    defer { model.next = nil }
    #expect(
      model.namedParameters.map(\.name) == [
        "first.weight", "next.first.weight", "second.weight", "second.bias",
      ])
  }

  @Test("A chain's layers are numbered as PyTorch numbers them")
  func sequential() {
    let model = Sequential<Float> {
      linear(2)
      ReLU()
      Sequential<Float> { linear(1) }
    }
    #expect(
      model.namedParameters.map(\.name) == [
        "layers.0.weight", "layers.0.bias", "layers.2.layers.0.weight", "layers.2.layers.0.bias",
      ])
    #expect(ReLU<Float>().parameters.isEmpty)
  }

  @Test("The generators of layers that draw at random are found by name")
  func generators() {
    var generator = RandomGenerator(seed: 1)
    let model = Sequential<Float> {
      linear(2)
      Dropout(0.5, using: &generator)
      Sequential<Float> { Dropout(0.1, using: &generator) }
    }
    #expect(
      model.namedGenerators.map(\.name) == ["layers.1.generator", "layers.2.layers.0.generator"])
    #expect(model.namedState.isEmpty)
  }
}
