// Eigenvalues and eigenvectors against matrices whose own are known, and against their definition.

import Gradus
import Testing

@Suite struct SymmetricEigenTests {
  @Test("Two by two, by hand: 1 and 3, along (1, −1) and (1, 1)")
  func byHand() {
    let (values, vectors) = eigen(symmetric: Tensor<Double>([[2, 1], [1, 2]]))
    #expect(values.scalars.sorted()[0].isClose(to: 1, within: 1e-15))
    #expect(values.scalars.sorted()[1].isClose(to: 3, within: 1e-15))
    let largest = values.argmax(along: 0).scalar
    #expect(vectors[0, largest].isClose(to: vectors[1, largest], within: 1e-15))
    #expect(abs(vectors[0, largest]).isClose(to: 0.5.squareRoot(), within: 1e-15))
  }

  @Test("S·V = V·diag(λ), VᵀV = 1, and the trace is the sum", arguments: [1, 2, 5, 28])
  func definition(n: Int) {
    var generator = RandomGenerator(seed: UInt64(n))
    let a = Tensor<Double>.normal([n, n], using: &generator)
    let s = a + a.transposed()
    let (values, V) = eigen(symmetric: s)
    #expect(abs(matmul(s, V) - V * values).max().scalar < 1e-12)
    var unit = matmul(transposed: V, V)
    for k in 0..<n { unit[k, k] -= 1 }
    #expect(abs(unit).max().scalar < 1e-13)
    let trace = (0..<n).reduce(0) { $0 + s[$1, $1] }
    #expect(values.summed().scalar.isClose(to: trace, within: 1e-12))
  }

  @Test("Equal eigenvalues, none at all, and a rank of one")
  func special() {
    #expect(eigen(symmetric: Tensor<Double>.zeros([3, 3])).values == .zeros([3]))
    #expect(eigen(symmetric: Tensor<Double>([[4, 0], [0, 4]])).values == [4, 4])
    let ones = eigen(symmetric: Tensor<Float>.ones([4, 4])).values.scalars.sorted()
    #expect(abs(ones[3] - 4) < 1e-6)
    #expect(ones.prefix(3).allSatisfy { abs($0) < 1e-6 })
  }
}
