// The matrix product of two matrices, of batches, and of a batch with a matrix that all share.

import Gradus
import Testing

@Suite struct MatrixProductTests {
  @Test("A product by hand, and its gradients dC·Bᵀ and Aᵀ·dC")
  func byHand() {
    let a: Tensor<Double> = [[1, 2, 3], [4, 5, 6]]
    let b: Tensor<Double> = [[1, 0], [-1, 2], [0, 3]]
    #expect(matmul(a, b) == [[-1, 13], [-1, 28]])
    let (x, y) = (Variable(a), Variable(b))
    #expect(
      matmul(x, y).gradients(of: [x, y], upstream: [[1, 0], [0, 2]])
        == [[[1, -1, 0], [0, 4, 6]], [[1, 8], [2, 10], [3, 12]]])
  }

  @Test("An empty sum gives zeros, an empty side an empty product")
  func empty() {
    #expect(
      matmul(Tensor<Double>.ones([2, 0]), Tensor<Double>.ones([0, 3])) == Tensor.zeros([2, 3]))
    #expect(matmul(Tensor<Double>.ones([0, 2]), Tensor<Double>.ones([2, 3])).shape == [0, 3])
    #expect(
      matmul(Tensor<Double>.ones([2, 2]), Tensor<Double>.ones([2, 3, 0])).shape == [2, 3, 0])
  }

  /// The matrix of example n, or the shared one.
  func example(_ x: Tensor<Double>, _ n: Int) -> Tensor<Double> {
    x.rank == 2 ? x : x.gathered([n]).reshaped(Array(x.shape.dropLast()))
  }

  @Test(
    "Every example of a batch has its own product, and a shared operand's gradient is their sum",
    arguments: [([2, 3, 5], [3, 4, 5]), ([2, 3], [3, 4, 5]), ([2, 3, 5], [3, 4])])
  func batched(aShape: [Int], bShape: [Int]) {
    var generator = RandomGenerator(seed: 6)
    let a = Tensor<Double>.normal(aShape, using: &generator)
    let b = Tensor<Double>.normal(bShape, using: &generator)
    let upstream = Tensor<Double>.normal([2, 4, 5], using: &generator)
    let (x, y) = (Variable(a), Variable(b))
    let product = matmul(x, y)
    #expect(product.shape == [2, 4, 5])
    let gradients = product.gradients(of: [x, y], upstream: upstream)
    var aSum = Tensor<Double>.zeros([2, 3])
    var bSum = Tensor<Double>.zeros([3, 4])
    for n in 0..<5 {
      let (an, bn, dn) = (example(a, n), example(b, n), example(upstream, n))
      #expect(example(product.value, n).isClose(to: matmul(an, bn)))
      let (da, db) = (matmul(dn, bn.transposed()), matmul(an.transposed(), dn))
      aSum += da
      bSum += db
      if a.rank == 3 { #expect(example(gradients[0], n).isClose(to: da)) }
      if b.rank == 3 { #expect(example(gradients[1], n).isClose(to: db)) }
    }
    if a.rank == 2 { #expect(gradients[0].isClose(to: aSum)) }
    if b.rank == 2 { #expect(gradients[1].isClose(to: bSum)) }
  }

  @Test("(A·B)ᵀ = Bᵀ·Aᵀ and A·(B + C) = A·B + A·C", arguments: [(3, 4, 5), (1, 7, 2), (17, 33, 9)])
  func identities(rows: Int, inner: Int, columns: Int) {
    var generator = RandomGenerator(seed: 8)
    let a = Tensor<Double>.normal([rows, inner], using: &generator)
    let b = Tensor<Double>.normal([inner, columns], using: &generator)
    let c = Tensor<Double>.normal([inner, columns], using: &generator)
    #expect(
      matmul(a, b).transposed().isClose(to: matmul(b.transposed(), a.transposed()), within: 1e-13))
    #expect(matmul(a, b + c).isClose(to: matmul(a, b) + matmul(a, c), within: 1e-13))
    #expect(
      Tensor<Double>(matmul(Tensor<Float>(a), Tensor<Float>(b)))
        .isClose(to: matmul(a, b), within: 1e-4))
  }
}
