// What may be done to a variable, and what it lets go of.

import Testing

@testable import Gradus

@Suite struct VariableTests {
  @Test("A parameter's value may be replaced, and later results use the new one")
  func replacing() {
    let x = Variable<Double>([1, 2])
    let before = x * x
    x.value = [3, 4]
    #expect(before.value == [1, 4])
    #expect((x * x).value == [9, 16])
    x.value[0] = 5
    #expect(x.value == [5, 4])
  }

  @Test("A pullback keeps the value of its time, though the parameter has moved on")
  func pullbackAfterReplacing() {
    let x = Variable<Double>([3])
    let y = x * x
    x.value = [100]
    #expect(y.gradients(of: [x]) == [[6]])
  }

  @Test("A detached value is a constant")
  func detached() {
    let x = Variable<Double>([3])
    let square = x * x
    #expect((square.detached * x).gradients(of: [x]) == [[9]])
    #expect((square * x).gradients(of: [x]) == [[27]])
    #expect(square.detached.edges.isEmpty)
  }

  @Test("An operation of one's own is a value and an edge per input")
  func ownOperation() {
    func cube(_ x: Variable<Double>) -> Variable<Double> {
      let a = x.value
      return Variable(pow(a, 3), Edge(x) { dy in dy * (3 * pow(a, 2)) })
    }
    let x = Variable<Double>([2, -1])
    #expect(cube(x).summed().gradients(of: [x]) == [[12, 3]])
  }

  @Test("A graph that nothing refers to is gone")
  func release() {
    weak var input: Variable<Double>?
    weak var middle: Variable<Double>?
    do {
      let x = Variable<Double>([1])
      let y = x + 1
      (input, middle) = (x, y)
      let z = exp(y)
      #expect(z.gradients(of: [x])[0].scalar.isClose(to: 7.38905609893065))
      #expect(middle != nil)
    }
    #expect(input == nil)
    #expect(middle == nil)
  }

  @Test("What is still in use survives its graph's release")
  func survival() {
    let x = Variable<Double>([2])
    let y = x * x
    do { _ = exp(y) + y }
    #expect(y.gradients(of: [x]) == [[4]])
  }
}
