// Something to check, with everything about it drawn: shapes, values, axes, labels. Distinct prime
// lengths, at least five examples, no value near a kink or a tie. The same seed draws the same
// trial, so that a mutant and the right engine can be shown the same one.

import GradientCheck
import Gradus

/// A function with a point to check its gradient at.
struct Trial: CustomStringConvertible {
  /// What is differentiated.
  let description: String

  /// Names and values of what it is differentiated by.
  let inputs: [(name: String, value: Tensor<Double>)]

  /// Runs it afresh at given values; the same values give the same output.
  private let run: ([Tensor<Double>]) -> (output: Variable<Double>, inputs: [Variable<Double>])

  private let check: (CheckOptions) -> GradientReport

  /// The numeric derivatives, which are the same whatever is made of the gradient.
  private let memory = NumericMemory()

  /// A trial of a generic program, with three witnesses.
  init(
    _ description: String, _ program: some DifferentiableProgram,
    at inputs: [(name: String, value: Tensor<Double>)]
  ) {
    self.description = description
    self.inputs = inputs
    run = { values in
      let variables = values.map { Variable($0) }
      return (program(variables), variables)
    }
    check = { checkGradient(of: program, at: inputs, options: $0) }
  }

  /// A trial of a model with its loss, by its parameters and its input.
  ///
  /// - Parameter make: makes the model, the same one every time.
  init(
    _ description: String, at input: Tensor<Double>, _ mode: Mode,
    loss: @escaping (Variable<Double>) -> Variable<Double>,
    _ make: @escaping () -> some Layer<Double>
  ) {
    self.description = description
    inputs =
      make().namedParameters.map { (name: $0.name, value: $0.content.value) } + [("input", input)]
    run = { values in
      let (model, x) = (make(), Variable(values[values.count - 1]))
      for (parameter, value) in zip(model.parameters, values) { parameter.value = value }
      return (loss(model(x, mode)), model.parameters + [x])
    }
    check = { checkGradient(of: make(), at: input, mode, options: $0, loss: loss) }
  }

  /// What the checker says of it.
  func report(seed: UInt64) -> GradientReport {
    check(CheckOptions(seed: seed, memory: memory))
  }

  /// The gradients of Σ upstream·output, one an input.
  func gradients(upstream: Tensor<Double>) -> [Tensor<Double>] {
    let (output, variables) = run(inputs.map(\.value))
    return output.gradients(of: variables, upstream: upstream)
  }

  /// What the checker says if it is given the right gradients, multiplied entry by entry by
  /// factors, as those of a bare pair of functions: without forward mode.
  func report(multiplying factors: [Tensor<Double>], seed: UInt64) -> GradientReport {
    checkGradient(
      at: inputs, options: CheckOptions(seed: seed, memory: memory),
      forward: { run($0).output.value }
    ) { values, upstream in
      let (output, variables) = run(values)
      return zip(output.gradients(of: variables, upstream: upstream), factors).map { $0 * $1 }
    }
  }
}

/// What trials are drawn from.
struct Draw {
  private(set) var generator: RandomGenerator

  init(seed: UInt64) { generator = RandomGenerator(seed: seed) }

  mutating func integer(below bound: Int) -> Int { generator.integer(below: bound) }

  /// One of several, each as likely.
  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[generator.integer(below: elements.count)]
  }

  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    generator.permutation(of: elements.count).map { elements[$0] }
  }

  /// The lengths of a matrix or of a batch of them: distinct primes, the last at least 5.
  mutating func shape(rank: Int) -> [Int] {
    let last = one(of: [5, 7])
    let others = [3, 12 - last]
    return Array(shuffled(others).prefix(rank - 1)) + [last]
  }

  /// The shape of a batch of images.
  mutating func images() -> [Int] { [2] + shuffled([3, 5]) + [7] }

  mutating func point(_ shape: [Int]) -> Tensor<Double> { .testPoint(shape, using: &generator) }

  mutating func positive(_ shape: [Int]) -> Tensor<Double> { abs(point(shape)) }

  mutating func normal(_ shape: [Int]) -> Tensor<Double> { .normal(shape, using: &generator) }

  mutating func uniform(_ shape: [Int], in range: Range<Double>) -> Tensor<Double> {
    .uniform(shape, in: range, using: &generator)
  }

  /// A label a column.
  mutating func labels(_ classes: Int, _ examples: Int) -> Tensor<Int> {
    Tensor((0..<examples).map { _ in integer(below: classes) })
  }
}
