// The numbers of the book's primer of the mathematics: its listings, and what its prose says besides.

import Gradus
import Testing

@Suite("The primer of the mathematics")
struct PrimerOfMathematicsTests {
  @Test func partialDerivatives() {
    // ANCHOR: partial
    let (x, y) = (Variable<Double>([3]), Variable<Double>([2]))
    let f = x * x * y + y
    let gradients = f.gradients(of: [x, y])
    #expect(f.value == [20] && gradients == [[12], [10]])
    // ANCHOR_END: partial
    func moved(_ x: Double, _ y: Double) -> Double { x * x * y + y }
    #expect(moved(3.001, 2).isClose(to: 20.012002, within: 1e-12))
    #expect(moved(3, 2.001).isClose(to: 20.01, within: 1e-12))
    #expect(moved(3.001, 2.001).isClose(to: 20.022, within: 1e-5))
  }

  /// The graph of the table, with its weight moved by a thousandth; its gradients are in the output
  /// of the page's program.
  @Test func chain() {
    func L(_ w: Double) -> (z: Double, q: Double, L: Double) {
      let z = w * 2 + 1
      return (z, (z - 5) * (z - 5), (z - 5) * (z - 5) + w)
    }
    #expect(L(3) == (7, 4, 7))
    let (z, q, moved) = L(3.001)
    #expect(z.isClose(to: 7.002, within: 1e-12))
    #expect(q.isClose(to: 4.008004, within: 1e-12))
    #expect(moved.isClose(to: 7.009004, within: 1e-12))
  }

  @Test func products() {
    #expect(matmul([[1, 2, 3]], [[1], [0], [2]] as Tensor<Double>) == [[7]])
    // ANCHOR: product
    let A: Tensor<Double> = [[1, 2, 3], [4, 5, 6]]
    let B: Tensor<Double> = [[1, 0], [0, 1], [2, -1]]
    #expect(matmul(A, B) == [[7, -1], [16, -1]])
    #expect(
      matmul(A, B).transposed() == matmul(B.transposed(), A.transposed()))
    // ANCHOR_END: product
  }

  @Test func curvature() {
    // ANCHOR: curvature
    let H: Tensor<Double> = [[2, 1], [1, 2]]
    #expect(matmul(H, [[1], [1]]) == [[3], [3]])
    #expect(matmul(H, [[1], [-1]]) == [[1], [-1]])
    // ANCHOR_END: curvature
    let theta = Variable<Double>([[1], [1]])
    let L = matmul(matmul(theta.transposed(), Variable(H)), theta) / 2
    #expect(L.gradients(of: [theta])[0] == matmul(H, theta.value))
  }

  @Test func meanAndVariance() {
    // ANCHOR: spread
    let x: Tensor<Double> = [2, 4, 4, 4, 5, 5, 7, 9]
    let mean = x.mean().scalar
    let c = x - mean
    let variance = (c * c).mean().scalar
    #expect(mean == 5 && variance == 4)
    // ANCHOR_END: spread
    #expect(c.summed().scalar == 0 && (c * c).summed().scalar == 32)
    #expect(x.variance(unbiased: true).scalar == 32.0 / 7)
    let y = (x - 5) / 2
    #expect(y.mean().scalar == 0 && (y * y).mean().scalar == 1)
  }

  @Test func exponentials() {
    #expect(Double.exp(1).isClose(to: 2.71828, within: 1e-5))
    #expect(Double.log(2).isClose(to: 0.6931, within: 1e-4))
    #expect(Double.exp(5).isClose(to: 148.4, within: 0.1))
    #expect(Double.exp(-5).isClose(to: 0.0067, within: 1e-4))
    #expect(sigmoid(Tensor(2.0)).scalar.isClose(to: 0.88, within: 0.005))
    #expect(sigmoid(Tensor(-2.0)).scalar.isClose(to: 0.12, within: 0.005))
    // ANCHOR: softmax
    let z: Tensor<Double> = [[2], [1], [0]]
    let p = exp(z) / exp(z).summed()
    #expect(abs(p - [[0.665], [0.245], [0.090]]).max().scalar < 0.001)
    // ANCHOR_END: softmax
    #expect(abs(p - softmax(z)).max().scalar < 1e-15)
    #expect((-Double.log(0.665)).isClose(to: 0.41, within: 0.005))
    #expect((-Double.log(0.09)).isClose(to: 2.41, within: 0.005))
  }

  @Test func chance() {
    // A die: its mean 3.5, its variance 35/12. A coin that shows heads in six of ten throws.
    let die = Tensor<Double>(1..<7)
    #expect(die.mean().scalar == 3.5)
    let variance = die.variance(unbiased: false).scalar
    #expect(variance.isClose(to: 35.0 / 12, within: 1e-15))
    #expect((variance / 100).squareRoot().isClose(to: 0.17, within: 0.001))
    let coin = 0.6 * 0.4
    #expect((coin / 10_000).squareRoot().isClose(to: 0.0049, within: 1e-5))
    // ANCHOR: chance
    var generator = RandomGenerator(seed: 1)
    let means = (1...1000).map { _ in
      (1...100).map { _ in Double(1 + generator.integer(below: 6)) }
        .reduce(0, +) / 100
    }
    let near = means.count { abs($0 - 3.5) < 2 * 0.17 }
    #expect((940...970).contains(near))
    // ANCHOR_END: chance
  }
}
