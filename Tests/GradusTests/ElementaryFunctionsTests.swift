// exp, log, sqrt, pow, abs and clamp at values that can be checked by hand, and at their edges.

import Gradus
import Testing

@Suite struct ElementaryFunctionsTests {
  @Test("Values at which the functions are known")
  func values() {
    let x: Tensor<Double> = [0, 1, 4]
    #expect(exp(x).isClose(to: [1, 2.718281828459045, 54.598150033144236]))
    #expect(log(x).isClose(to: Tensor<Double>([-.infinity, 0, 1.3862943611198906])))
    #expect(sqrt(x) == [0, 1, 2])
    #expect(pow(x, 2) == [0, 1, 16])
    #expect(pow(x, -1) == Tensor<Double>([.infinity, 1, 0.25]))
    #expect(pow(x, 0.5) == [0, 1, 2])
    #expect(abs(-x) == x)
    #expect(clamp(x, 0.5...2) == [0.5, 1, 2])
  }

  @Test("A negative base takes a whole exponent and no other")
  func negativeBase() {
    let x: Tensor<Double> = [-2, -2, -2]
    let y: Tensor<Double> = [2, -1, 0.5]
    #expect(pow(x, y).isClose(to: Tensor<Double>([4, -0.5, .nan])))
    #expect(pow(x, 3.0) == [-8, -8, -8])
    #expect(pow(Tensor<Double>([0, 0, 0]), [0, 2, -1]) == Tensor<Double>([1, 0, .infinity]))
  }

  @Test("Powers broadcast")
  func broadcastPower() {
    let x: Tensor<Double> = [[2], [3]]
    #expect(pow(x, [0, 1, 2]) == [[1, 2, 4], [1, 3, 9]])
  }

  @Test("Gradients at the edges of the domain are what they should be, not NaN")
  func edges() {
    let x = Variable<Double>([0, -3, 2])
    #expect(abs(x).gradients(of: [x], upstream: [1, 1, 1]) == [[0, -1, 1]])
    #expect(pow(x, 0).gradients(of: [x], upstream: [1, 1, 1]) == [[0, 0, 0]])
    #expect(pow(x, 2).gradients(of: [x], upstream: [1, 1, 1]) == [[0, -6, 4]])
    #expect(pow(x, 1.0).gradients(of: [x], upstream: [1, 1, 1]) == [[1, 1, 1]])
    let dual = Tensor<Dual<Double>>([Dual(-3, tangent: 1), Dual(0, tangent: 1)])
    #expect(clamp(dual, -3...1).scalars.map(\.tangent) == [0, 1])
    #expect(clamp(x, -3...1).gradients(of: [x], upstream: [1, 1, 1]) == [[1, 0, 0]])
    let base = Variable<Double>([0, 0, 2])
    let exponent = Variable<Double>([0, 3, 0])
    let slopes = pow(base, exponent).gradients(of: [base, exponent], upstream: [1, 1, 1])
    #expect(slopes[0] == [0, 0, 0])
    #expect(slopes[1].isClose(to: [0, 0, 0.6931471805599453]))
  }
}
