// Products with the Hessian against each other and against what is known, and eigenvalues of
// matrices that have known ones.

import Gradus
import Landscape
import Testing

@Suite struct CurvatureTests {
  private func gradient<S: TensorScalar>(_ point: [Tensor<S>]) -> [Tensor<S>] {
    Neighbourhood(of: smallNetwork(S.self), on: smallSample(S.self)) { smallNetwork(S.self) }
      .gradient(at: point)
  }

  /// L = x²y + 3y², so that H = [2y 2x; 2x 6].
  @Test func `a product by hand`() {
    func gradient<S: TensorScalar>(_ point: [Tensor<S>]) -> [Tensor<S>] {
      let (x, y) = (Variable(point[0]), Variable(point[1]))
      return (x * x * y + Variable(Tensor(S(3))) * y * y).gradients(of: [x, y])
    }
    let (center, v) = (
      [Tensor<Double>(2), Tensor<Double>(5)], Direction<Double>([Tensor(1), Tensor(-2)])
    )
    let exact = hessianProduct(v, at: center, gradient: gradient)
    #expect(exact.parts.map(\.scalar) == [10 - 8, 4 - 12])
    let near = hessianProduct(v, at: center, step: 1e-3, differencesOf: gradient)
    #expect(zip(near.parts, exact.parts).allSatisfy { abs($0.scalar - $1.scalar) < 1e-9 })
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `duals and differences agree on a network`(seed: UInt64) {
    let center = smallNetwork(Double.self).parameters.map(\.value)
    var generator = RandomGenerator(seed: seed)
    let v = Direction(center.map { Tensor<Double>.normal($0.shape, using: &generator) })
    let exact = hessianProduct(v, at: center, gradient: gradient)
    let near = hessianProduct(v, at: center, step: 1e-4, differencesOf: gradient)
    let error = Direction(zip(exact.parts, near.parts).map { $0 - $1 }).length
    #expect(exact.length > 0.1)
    #expect(error < 1e-6 * exact.length, "\(error) of \(exact.length)")
    // Symmetric: u·Hv = v·Hu.
    let u = Direction(center.map { Tensor<Double>.normal($0.shape, using: &generator) })
    let other = hessianProduct(u, at: center, gradient: gradient)
    #expect(abs(u.dot(exact) - v.dot(other)) < 1e-10 * exact.length * u.length)
  }

  /// 1 to 40 on the diagonal, seen through a reflection that leaves none of it there.
  @Test func `the outermost eigenvalues come first`() {
    let n = 40
    var generator = RandomGenerator(seed: 4)
    let u = Tensor<Double>.normal([n], using: &generator)
    let diagonal = Tensor((0..<n).map { $0 == 0 ? -30.0 : $0 == n - 1 ? 90 : Double($0) })
    func reflected(_ x: Tensor<Double>) -> Tensor<Double> {
      x - (2 * (u * x).summed().scalar / (u * u).summed().scalar) * u
    }
    let product = { (x: Tensor<Double>) in reflected(diagonal * reflected(x)) }
    let few = lanczosEigenvalues(size: n, steps: 15, using: &generator, product: product)
    #expect(few.count == 15)
    #expect(abs(few[0].value - 90) < 1e-6 && abs(few[14].value + 30) < 1e-4)
    let known = diagonal.scalars
    for found in few {
      #expect(known.contains { abs($0 - found.value) <= found.bound + 1e-9 }, "\(found)")
    }
    let all = lanczosEigenvalues(size: n, steps: 99, using: &generator, product: product)
    #expect(zip(all.map(\.value), known.sorted(by: >)).allSatisfy { abs($0 - $1) < 1e-8 })
  }

  @Test func `a matrix of rank one is found in two steps`() {
    var generator = RandomGenerator(seed: 4)
    let u = Tensor<Double>.normal([9], using: &generator)
    let found = lanczosEigenvalues(size: 9, steps: 9, using: &generator) {
      (u * $0).summed().scalar * u
    }
    #expect(found.count == 2)
    #expect(abs(found[0].value - (u * u).summed().scalar) < 1e-10 && abs(found[1].value) < 1e-10)
  }
}
