// What is checked, whatever form it came in: named inputs, a way to run it at any values of them,
// and, for generic programs, forward mode. The rest of the checker knows only this.

import Gradus

/// A differentiable function with named inputs.
struct Subject {
  /// One run: the output, and the reverse sweep that belongs to it.
  struct Run {
    let output: Tensor<Double>

    /// From the output's gradient to one gradient an input.
    let pullback: (Tensor<Double>) -> [Tensor<Double>]

    /// The inputs as the run has left them.
    let inputs: () -> [Tensor<Double>]
  }

  /// A directional derivative Σ v·ẏ and the size of its terms, Σ |v·ẏ|.
  struct Directional {
    let value: Double
    let magnitude: Double
  }

  let names: [String]

  /// Where the check takes place.
  let point: [Tensor<Double>]

  /// Runs the function; the same inputs give the same output.
  let run: ([Tensor<Double>]) -> Run

  /// Forward mode at the point, along directions of the inputs' shapes, contracted with a
  /// cotangent; nil where there is none.
  let directional: (([Tensor<Double>], Tensor<Double>) -> Directional)?

  /// Numbers that a wrong gradient might be off by, with their meaning.
  var constants: [(meaning: String, value: Double)] = []

  /// Whether the output was seen to have another shape than the cotangent.
  let otherShape = OtherShape()

  /// Where numeric derivatives by single elements are kept.
  var memory: NumericMemory?

  init(
    names: [String], point: [Tensor<Double>],
    directional: (([Tensor<Double>], Tensor<Double>) -> Directional)? = nil,
    constants: [(meaning: String, value: Double)] = [],
    run: @escaping ([Tensor<Double>]) -> Run
  ) {
    require(!names.isEmpty, "gradient check: there are no inputs")
    for (name, value) in zip(names, point) {
      require(value.count > 0, "gradient check: input \(name) is empty")
    }
    self.names = names
    self.point = point
    self.directional = directional
    self.constants = constants
    self.run = run
  }

  /// The output's elements for given inputs, not numbers if it has another shape than at the point,
  /// and the sides its piecewise functions take there.
  func sample(at inputs: [Tensor<Double>]) -> Sample {
    let (output, sides) = Branches.hashing { run(inputs).output }
    if let shape = otherShape.expected, output.shape != shape {
      otherShape.note(output.shape)
      return Sample(
        values: [Double](repeating: .nan, count: shape.reduce(1, *)), sides: sides)
    }
    return Sample(values: output.scalars, sides: sides)
  }

  /// The output for given inputs.
  func output(at inputs: [Tensor<Double>]) -> Tensor<Double> {
    func take() -> Tensor<Double> { run(inputs).output }
    return memory?.output(at: inputs, take) ?? take()
  }

  /// The numeric derivative of Σ v·y by one element of one input.
  func numeric(
    _ input: Int, _ offset: Int, contractedWith v: Tensor<Double>,
    by procedure: NumericDerivative.Procedure = .usual,
    noise: (level: Double, center: Sample)? = nil
  ) -> NumericDerivative {
    func take() -> NumericDerivative {
      let value = point[input]
      return NumericDerivative(
        of: { x in
          var inputs = point
          var scalars = value.scalars
          scalars[offset] = x
          inputs[input] = Tensor(shape: value.shape, scalars: scalars)
          return sample(at: inputs)
        }, contractedWith: v.scalars, at: value.storage[offset], by: procedure, noise: noise)
    }
    let key = NumericMemory.Key(
      input: input, offset: offset, cotangent: v.scalars, procedure: procedure, noise: noise?.level)
    return memory?.derivative(key, take) ?? take()
  }

  /// The numeric derivative of Σ v·y along a direction, by the number of times it is added.
  func numeric(
    along direction: [Tensor<Double>], contractedWith v: Tensor<Double>,
    noise: (level: Double, center: Sample)? = nil
  ) -> NumericDerivative {
    NumericDerivative(
      of: { t in sample(at: zip(point, direction).map { $0 + t * $1 }) },
      contractedWith: v.scalars, at: 0, by: .usual, noise: noise)
  }
}

/// The first shape of the output that is not the one at the point.
final class OtherShape {
  /// The shape at the point.
  var expected: [Int]?
  private(set) var found: [Int]?

  func note(_ shape: [Int]) { found = found ?? shape }
}
