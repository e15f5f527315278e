// The listings of the book's primer of Swift, which hold here what they say there.

import Gradus
import Testing

@Suite("The primer of Swift")
struct PrimerOfSwiftTests {
  @Test func names() {
    // ANCHOR: names
    let rate = 0.1  // for ever
    var steps = 0  // for now
    steps += 1
    let widths: [Int] = [2, 4, 1]
    let (inputs, outputs) = (widths[0], widths[2])
    #expect(rate * Double(steps) == 0.1)
    #expect(inputs == 2 && outputs == 1)
    // ANCHOR_END: names
  }

  @Test func functions() {
    // ANCHOR: functions
    func moved(_ x: Double, against slope: Double, rate: Double = 0.5) -> Double {
      x - rate * slope
    }
    #expect(moved(3, against: 4) == 1)
    #expect(moved(3, against: 4, rate: 0.25) == 2)
    // ANCHOR_END: functions
  }

  @Test func closures() {
    // ANCHOR: closures
    func slope(at x: Double, of f: (Double) -> Double) -> Double {
      (f(x + 1) - f(x - 1)) / 2
    }
    func square(_ x: Double) -> Double { x * x }
    #expect(slope(at: 3, of: square) == 6)
    #expect(slope(at: 3, of: { x in x * x }) == 6)  // without a name
    #expect(slope(at: 3) { x in x * x } == 6)  // the last one, outside
    #expect(slope(at: 3) { $0 * $0 } == 6)  // its first argument is $0
    // ANCHOR_END: closures
  }

  @Test func collections() {
    // ANCHOR: collections
    let numbers = [1.0, 2, 4]
    #expect(numbers.map { 10 * $0 } == [10, 20, 40])
    #expect(numbers.reduce(0, +) == 7)  // 0 + 1 + 2 + 4
    #expect(zip(numbers, numbers.dropFirst()).map { $1 - $0 } == [1, 2])
    #expect(["7", "x", "9"].compactMap { Int($0) } == [7, 9])
    for (k, number) in numbers.enumerated() {
      #expect(numbers[k] == number)
    }
    // ANCHOR_END: collections
  }

  @Test func ranges() {
    // ANCHOR: ranges
    #expect(Array(0..<4) == [0, 1, 2, 3])  // without its end
    #expect(Array(1...4) == [1, 2, 3, 4])  // with it
    #expect((1...4).map { $0 * $0 } == [1, 4, 9, 16])
    #expect((-1.0...1).contains(0.5))
    // ANCHOR_END: ranges
  }

  @Test func optionals() {
    // ANCHOR: optionals
    let rates = ["SGD": 0.1, "Adam": 0.001]
    #expect(rates["SGD"] == 0.1)
    #expect(rates["Newton"] == nil)
    #expect((rates["Newton"] ?? 1) == 1)  // 1 if there is none
    if let rate = rates["Adam"] { #expect(rate < 0.01) }
    // ANCHOR_END: optionals
  }

  @Test func members() {
    // ANCHOR: members
    enum Bend { case none, rectifier }
    func bent(_ x: Double, by bend: Bend) -> Double {
      switch bend {
      case .none: x
      case .rectifier: max(x, 0)
      }
    }
    #expect(bent(-2, by: .rectifier) == 0)  // Bend.rectifier
    let b: Tensor<Double> = .zeros([2, 1])  // Tensor<Double>.zeros
    #expect(b == [[0], [0]])
    // ANCHOR_END: members
  }

  @Test func inputsThatChange() {
    // ANCHOR: inout
    func halve(_ rate: inout Double) { rate /= 2 }
    var rate = 0.5
    halve(&rate)
    #expect(rate == 0.25)

    var generator = RandomGenerator(seed: 1)
    let a = Tensor<Double>.normal([2, 3], using: &generator)
    let b = Tensor<Double>.normal([2, 3], using: &generator)
    #expect(a != b)  // the generator has moved on
    // ANCHOR_END: inout
  }

  @Test func valuesAndObjects() {
    // ANCHOR: values
    var x: Tensor<Double> = [1, 2]
    let copy = x
    x[0] = 9
    #expect(copy == [1, 2])  // a tensor is a value

    let w = Variable(x)
    let same = w
    w.value = [0, 0]
    #expect(same.value == [0, 0])  // a variable is an object
    // ANCHOR_END: values
  }

  // ANCHOR: call
  struct Line {
    var (w, b) = (2.0, 1.0)
    func callAsFunction(_ x: Double) -> Double { w * x + b }
  }
  // ANCHOR_END: call

  @Test func calls() {
    // ANCHOR: called
    let line = Line()
    #expect(line(3) == 7)  // line.callAsFunction(3)
    // ANCHOR_END: called
  }

  @Test func builders() {
    // ANCHOR: builder
    var generator = RandomGenerator(seed: 1)
    let model = Sequential<Float> {
      Linear(2, 8, using: &generator)
      for _ in 1...3 {
        Tanh()
        Linear(8, 8, using: &generator)
      }
    }
    #expect(model.layers.count == 7)
    // ANCHOR_END: builder
  }

  @Test func generics() {
    // ANCHOR: generics
    func squaredLength<S: TensorScalar>(_ x: Tensor<S>) -> S {
      (x * x).summed().scalar
    }
    let x: Tensor<Float> = [3, 4]
    let y: Tensor<Double> = [3, 4]
    #expect(squaredLength(x) == 25 && squaredLength(y) == 25)
    // ANCHOR_END: generics
  }

  @Test func shapes() {
    // ANCHOR: shapes
    let X: Tensor<Double> = [[1, 2, 3], [4, 5, 6]]
    #expect(X.shape == [2, 3])
    #expect(X[1, 0] == 4)
    #expect(X.transposed() == [[1, 4], [2, 5], [3, 6]])
    #expect(X.reshaped([3, 2]) == [[1, 2], [3, 4], [5, 6]])
    #expect(X.summed(along: 1) == [6, 15])
    #expect(X.summed(along: 1, keepingAxes: true) == [[6], [15]])
    // ANCHOR_END: shapes
  }

  @Test func broadcasting() {
    // ANCHOR: broadcasting
    let X: Tensor<Double> = [[1, 2, 3], [4, 5, 6]]
    let b: Tensor<Double> = [[10], [20]]
    #expect(X + b == [[11, 12, 13], [24, 25, 26]])
    #expect(2 * X == [[2, 4, 6], [8, 10, 12]])
    #expect(X * X == [[1, 4, 9], [16, 25, 36]])
    // ANCHOR_END: broadcasting
  }
}
