import Foundation

/// A number that remembers how it was made.
final class Value {
  let number: Double
  private(set) var gradient = 0.0
  private let inputs: [(value: Value, slope: Double)]
  init(_ number: Double, from inputs: [(value: Value, slope: Double)] = []) {
    (self.number, self.inputs) = (number, inputs)
  }

  /// Gives every number behind this one the slope of this one towards it.
  func differentiate() {
    var order: [Value] = []  // inputs before what is made of them
    func visit(_ value: Value) {
      if order.contains(where: { $0 === value }) { return }
      for input in value.inputs { visit(input.value) }
      order.append(value)
    }
    visit(self)
    for value in order { value.gradient = value === self ? 1 : 0 }
    for result in order.reversed() {
      for (value, slope) in result.inputs {
        value.gradient += result.gradient * slope
      }
    }
  }
}
func + (a: Value, b: Value) -> Value {
  Value(a.number + b.number, from: [(a, 1), (b, 1)])
}
func - (a: Value, b: Value) -> Value {
  Value(a.number - b.number, from: [(a, 1), (b, -1)])
}
func * (a: Value, b: Value) -> Value {
  Value(a.number * b.number, from: [(a, b.number), (b, a.number)])
}
func tanh(_ a: Value) -> Value {
  Value(tanh(a.number), from: [(a, 1 / pow(cosh(a.number), 2))])
}
