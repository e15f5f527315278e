// Which sides piecewise functions took, as a gradient check asks.

import Gradus
import Testing

@Suite struct BranchesTests {
  private typealias Function = @Sendable (Variable<Double>) -> Variable<Double>

  private func sides(_ x: Tensor<Double>, _ f: Function) -> UInt64 {
    Branches.hashing { f(Variable(x)) }.sides
  }

  private static let functions: [(String, Function, [Double], [Double])] = [
    ("relu", { relu($0) }, [0.5, 1], [-0.5, 1]),
    ("leakyReLU", { leakyReLU($0) }, [0.5, 1], [0.5, -1]),
    ("abs", { abs($0) }, [0.5, 1], [-0.5, 1]),
    ("clamp", { clamp($0, -1...0.7) }, [0.5, 0.6], [0.5, 0.8]),
    ("max", { $0.max() }, [0.5, 1], [1.5, 1]),
  ]

  @Test(arguments: functions)
  private func anotherSideGivesAnotherHash(
    name: String, f: @escaping Function, here: [Double], there: [Double]
  ) {
    let near = Tensor(here.map { $0 * 1.01 })
    #expect(sides(Tensor(here), f) == sides(near, f), "\(name)")
    #expect(sides(Tensor(here), f) != sides(Tensor(there), f), "\(name)")
  }

  @Test func everyFunctionOnTheWayCounts() {
    let f: Function = { relu($0 - 1) + relu($0) }
    #expect(sides([0.5], f) != sides([-0.5], f))
    #expect(sides([0.5], f) != sides([1.5], f))
  }

  @Test func smoothFunctionsTakeNoSides() {
    let f: Function = { tanh($0) * sigmoid($0) + softmax($0) }
    #expect(sides([0.5, -2], f) == sides([-3, 4], f))
  }

  @Test func theResultIsHandedOn() {
    let x: Tensor<Double> = [-1, 2]
    #expect(Branches.hashing { relu(Variable(x)).value }.result == [0, 2])
  }
}
