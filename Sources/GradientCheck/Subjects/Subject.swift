// What is checked, whatever form it came in: named inputs, a way to run it at any values of them,
// and, for generic programs, forward mode. The rest of the checker knows only this.

import Gradus

/// A differentiable function with named inputs.
struct Subject {
  typealias Inputs = [(name: String, value: Tensor<Double>)]

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

    init(terms: [Double]) {
      var (sum, magnitudes) = (CompensatedSum(), CompensatedSum())
      for term in terms {
        sum.add(term)
        magnitudes.add(abs(term))
      }
      (value, magnitude) = (sum.value, magnitudes.value)
    }
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
    _ inputs: Inputs, directional: (([Tensor<Double>], Tensor<Double>) -> Directional)? = nil,
    run: @escaping ([Tensor<Double>]) -> Run
  ) {
    require(!inputs.isEmpty, "gradient check: there are no inputs")
    for (name, value) in inputs {
      require(value.count > 0, "gradient check: input \(name) is empty")
    }
    names = inputs.map(\.name)
    point = inputs.map(\.value)
    self.directional = directional
    self.run = run
  }

  /// The output's elements for given inputs, not numbers if it has another shape than at the point,
  /// and the sides its piecewise functions take there.
  func sample(at inputs: [Tensor<Double>]) -> Sample {
    let (output, sides) = Branches.hashing { run(inputs).output }
    return Sample(values: otherShape.scalars(of: output), sides: sides)
  }

  /// The output for given inputs.
  func output(at inputs: [Tensor<Double>]) -> Tensor<Double> {
    func take() -> Tensor<Double> { run(inputs).output }
    return memory?.output(at: inputs, take) ?? take()
  }

  /// The numeric derivative of Σ v·y by one element of one input.
  func numeric(
    _ element: InputElement, contractedWith v: Tensor<Double>,
    by procedure: NumericDerivative.Procedure = .usual, noise: NoiseEstimate? = nil
  ) -> NumericDerivative {
    func take() -> NumericDerivative {
      let line = Line(
        { sample(at: point.setting(element, to: $0)) }, contractedWith: v.scalars,
        at: point[element])
      return NumericDerivative(of: line, by: procedure, noise: noise)
    }
    let key = NumericMemory.Key(
      element: element, cotangent: v.scalars, procedure: procedure, noise: noise?.level)
    return memory?.derivative(key, take) ?? take()
  }

  /// The numeric derivative of Σ v·y along a direction, by the number of times it is added.
  func numeric(
    along direction: [Tensor<Double>], contractedWith v: Tensor<Double>, noise: NoiseEstimate? = nil
  ) -> NumericDerivative {
    let line = Line(
      { t in sample(at: zip(point, direction).map { $0 + t * $1 }) }, contractedWith: v.scalars,
      at: 0)
    return NumericDerivative(of: line, noise: noise)
  }

  /// Forward mode's derivative by one element of one input; nil where there is none.
  func forward(_ element: InputElement, contractedWith v: Tensor<Double>) -> Directional? {
    let zeros = point.map { Tensor<Double>.zeros($0.shape) }
    return directional?(zeros.setting(element, to: 1), v)
  }

  /// The index of an element along each axis of its input.
  func index(of element: InputElement) -> [Int] {
    point[element.input].shape.index(at: element.offset)
  }

  /// A direction in one input.
  func directions(_ input: Int, _ direction: Tensor<Double>) -> [Tensor<Double>] {
    var directions = point.map { Tensor<Double>.zeros($0.shape) }
    directions[input] = direction
    return directions
  }
}

/// An element of an input.
struct InputElement: Hashable { let input, offset: Int }

extension [Tensor<Double>] {
  /// The number at an element of these inputs.
  subscript(_ element: InputElement) -> Double { self[element.input].storage[element.offset] }

  /// The inputs with another number at an element.
  func setting(_ element: InputElement, to x: Double) -> [Tensor<Double>] {
    var inputs = self
    inputs[element.input] = inputs[element.input].setting(element.offset, to: x)
    return inputs
  }
}

/// The shape of the output at the point, and the first other one.
final class OtherShape {
  /// The shape at the point.
  var expected: [Int]?
  private(set) var found: [Int]?

  /// Whether an output has the shape; if not, it is remembered.
  func admits(_ output: Tensor<Double>) -> Bool {
    guard let expected, output.shape != expected else { return true }
    found = found ?? output.shape
    return false
  }

  /// An output's elements, not numbers where it has another shape than at the point.
  func scalars(of output: Tensor<Double>) -> [Double] {
    guard let expected, !admits(output) else { return output.scalars }
    return [Double](repeating: .nan, count: expected.reduce(1, *))
  }
}
