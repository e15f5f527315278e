// The surroundings of a trained network: its parameters and what it remembers, a fixed sample of
// examples, and how to make another network like it. Every point that is measured has a network of
// its own, so that points can be measured side by side.

import Gradus

/// A trained network, to be looked at from nearby.
public struct Neighbourhood<Scalar: TensorScalar> {
  /// The network's parameters.
  public let center: [Tensor<Scalar>]
  private let memory: [Tensor<Scalar>]
  private let make: () -> Sequential<Scalar>
  private let sample: [(images: Tensor<Scalar>, labels: Tensor<Int>)]
  private let mode: Mode

  /// The surroundings of a network.
  ///
  /// - Parameters:
  ///   - model: the network, of this or another type of number.
  ///   - sample: the examples, in batches; at least one.
  ///   - mode: how the network computes: by running statistics, which stay those of the center, or
  ///     by each batch's own.
  ///   - make: another network like this one, with any parameters; called by several threads.
  public init<Other>(
    of model: Sequential<Other>, on sample: [(images: Tensor<Scalar>, labels: Tensor<Int>)],
    mode: Mode = .evaluation, make: @escaping () -> Sequential<Scalar>
  ) {
    center = model.parameters.map { Tensor($0.value) }
    memory = model.namedState.map { Tensor($0.content.value) }
    (self.sample, self.mode, self.make) = (sample, mode, make)
  }

  /// A network with other parameters, and the center's memory.
  public func model(at point: [Tensor<Scalar>]) -> Sequential<Scalar> {
    let model = make()
    for (parameter, value) in zip(model.parameters, point) { parameter.value = value }
    for (state, value) in zip(model.namedState, memory) { state.content.value = value }
    return model
  }

  /// Loss and error at a point.
  public func measure(at point: [Tensor<Scalar>]) -> Reading {
    let model = model(at: point)
    var (loss, wrong, count) = (0.0, 0, 0)
    for batch in sample {
      let z = model(batch.images, mode).value
      let n = batch.labels.count
      loss +=
        Double(n)
        * crossEntropy(logits: Variable(z), targets: batch.labels).value.scalar.doubleValue
      wrong += zip(z.argmax(along: 0).scalars, batch.labels.scalars).count { $0 != $1 }
      count += n
    }
    return Reading(loss: loss / Double(count), error: Double(wrong) / Double(count))
  }

  /// The gradient of the mean loss at a point, by every parameter.
  public func gradient(at point: [Tensor<Scalar>]) -> [Tensor<Scalar>] {
    let model = model(at: point)
    let count = sample.map(\.labels.count).reduce(0, +)
    var sum: [Tensor<Scalar>] = []
    for batch in sample {
      let loss = crossEntropy(logits: model(batch.images, mode), targets: batch.labels)
      let share = Scalar(Double(batch.labels.count) / Double(count))
      let gradient = loss.gradients(of: model.parameters).map { share * $0 }
      sum = sum.isEmpty ? gradient : zip(sum, gradient).map { $0 + $1 }
    }
    return sum
  }
}

/// A plane through a network: its surroundings, and the directions that the plane runs along.
public struct Plane<Scalar: TensorScalar> {
  /// What is around the network.
  public let surroundings: Neighbourhood<Scalar>
  /// The directions.
  public let directions: [Direction<Scalar>]

  /// A plane along the given directions, two or one.
  public init(_ directions: [Direction<Scalar>], in surroundings: Neighbourhood<Scalar>) {
    (self.surroundings, self.directions) = (surroundings, directions)
  }

  /// Loss and error at the center moved by x of the first and y of the second direction.
  public func reading(_ x: Double, _ y: Double) -> Reading {
    let steps = zip([x, y], directions).map { ($0, $1) }
    return surroundings.measure(at: moved(surroundings.center, by: steps))
  }
}
