// Mistakes inside a network of two layers, W₂·φ(W₁·X), seen from outside, and weights that are no
// inputs.

import Gradus
import Testing

@testable import GradientCheck

@Suite struct HiddenTests {
  /// What is said of dW₁ if the hidden layer's activation has a pullback of its own.
  private func causes(
    isLoss: Bool, _ f: (Variable<Double>) -> Variable<Double>,
    _ pullback: @escaping (_ z: Tensor<Double>, _ dy: Tensor<Double>) -> Tensor<Double>
  ) -> [String] {
    let targets = random([2, 5], seed: 9)
    func network(
      _ p: [Variable<Double>], _ activation: (Variable<Double>) -> Variable<Double>
    ) -> Variable<Double> {
      let y = matmul(p[2], activation(matmul(p[0], p[1])))
      return isLoss ? mse(y, targets) : y
    }
    let shapes = [("W₁", [4, 3]), ("X", [3, 5]), ("W₂", [2, 4])]
    let report = checkGradient(
      at: shapes.enumerated().map { ($1.0, random($1.1, seed: 40 + UInt64($0))) },
      forward: { network($0.map { Variable($0) }, f).value }
    ) { p, dy in
      let variables = p.map { Variable($0) }
      return network(variables) { z in
        Variable(f(z).value, Edge(z) { dy in pullback(z.value, dy) })
      }.gradients(of: variables, upstream: dy)
    }
    return report["W₁"].diagnoses.map(\.description)
  }

  @Test(arguments: [false, true]) func aDerivativeIsMissing(isLoss: Bool) {
    #expect(
      causes(isLoss: isLoss, { tanh($0) }) { _, dy in dy } == [
        "tanh′ of the hidden layer is missing"
      ])
    #expect(
      causes(isLoss: isLoss, { sigmoid($0) }) { _, dy in dy } == [
        "σ′ of the hidden layer is missing"
      ])
  }

  @Test(arguments: [false, true]) func aDerivativeIsThereTwice(isLoss: Bool) {
    let found = causes(isLoss: isLoss, { tanh($0) }) { z, dy in dy * pow(1 - pow(tanh(z), 2), 2) }
    #expect(found == ["tanh′ of the hidden layer is there twice"])
  }

  @Test(arguments: [false, true]) func aMaskIsMissing(isLoss: Bool) {
    let found = causes(isLoss: isLoss, { relu($0) }) { _, dy in dy }
    #expect(
      found == [
        isLoss
          ? "the mask of a hidden layer's rectifier is missing"
          : "the mask is missing: what a rectifier or a maximum stops goes through"
      ])
  }

  /// Factors of units and examples that no derivative has.
  @Test(arguments: [false, true]) func anythingElseIsUnknown(isLoss: Bool) {
    let factors = random([4, 5], seed: 3)
    #expect(causes(isLoss: isLoss, { tanh($0) }) { _, dy in dy * factors }.isEmpty)
  }

  @Test func aWeightThatIsNoInputIsAFactorOfEveryRow() {
    let gamma: Tensor<Double> = [[1.5], [-0.7], [2.2]]
    let report = unary(random([3, 7]), { gamma * tanh($0) }) { x, dy in dy * (1 - pow(tanh(x), 2)) }
    #expect(report.diagnoses.map(\.kind) == [.parameterIgnored], "\(report)")
    #expect("\(report)".contains("every index of axis 0 of the output has a factor of its own"))
  }
}
