// t-SNE (van der Maaten and Hinton 2008): points in many dimensions laid out in two so that
// neighbours stay neighbours. Near points i and j get a probability, pᵢⱼ above and qᵢⱼ below:
//
//   pⱼ|ᵢ ∝ e^(−βᵢ·|xᵢ − xⱼ|²)     pᵢⱼ = (pⱼ|ᵢ + pᵢ|ⱼ)/2n     qᵢⱼ ∝ kᵢⱼ = 1/(1 + |yᵢ − yⱼ|²)
//
// and the layout descends C = Σ pᵢⱼ·log(pᵢⱼ/qᵢⱼ), whose gradient is 4·Σⱼ (pᵢⱼ − qᵢⱼ)·kᵢⱼ·(yᵢ − yⱼ).
// βᵢ makes every point have as many neighbours, the perplexity, e to the entropy of pⱼ|ᵢ.

import Gradus

/// A layout of points that keeps neighbours together.
struct Embedding<Scalar: TensorScalar> {
  /// pᵢⱼ, `[points, points]`; all of them add up to 1, and those of a point with itself are 0.
  let p: Tensor<Scalar>

  /// The probabilities of points `[dimensions, points]`, of which there are more than thrice the
  /// perplexity.
  init(_ x: Tensor<Scalar>, perplexity: Double) {
    let n = x.shape[1]
    let distances = Tensor<Double>(squaredDistances(x)).scalars
    var p = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      let row = neighbours(Array(distances[i * n..<(i + 1) * n]), of: i, perplexity: perplexity)
      for j in 0..<n { p[i * n + j] = row[j] }
    }
    let conditional = Tensor(shape: [n, n], scalars: p)
    self.p = Tensor((conditional + conditional.transposed()) / Double(2 * n))
  }

  /// dC/dY, of the layout's shape; `exaggeration` multiplies p.
  func gradient(_ y: Tensor<Scalar>, exaggeration: Scalar = 1) -> Tensor<Scalar> {
    // ANCHOR: gradient
    let k = nearness(y)
    let pull = (exaggeration * p - k / k.summed()) * k
    return 4 * (y * pull.summed(along: 0) - matmul(y, pull))
    // ANCHOR_END: gradient
  }

  /// A layout `[2, points]` from a random start: a quarter of the steps with exaggerated p, so that
  /// groups find together, the rest without (Belkina et al. 2019 for the rate).
  func layout(
    steps: Int, using generator: inout RandomGenerator, progress: () -> Void
  ) -> Tensor<Scalar> {
    let n = p.shape[0]
    // ANCHOR: layout
    let y = Variable(
      Tensor<Scalar>.normal([2, n], standardDeviation: 1e-2, using: &generator))
    let rate = max(Double(n) / 12, 50)
    for (share, exaggeration, momentum) in [(0.25, 12, 0.5), (0.75, 1, 0.8)] {
      var optimizer = SGD([y], learningRate: rate, momentum: momentum)
      for _ in 0..<Int(share * Double(steps)) {
        optimizer.step([gradient(y.value, exaggeration: Scalar(exaggeration))])
        progress()
      }
    }
    return y.value
    // ANCHOR_END: layout
  }
}

/// |xᵢ − xⱼ|² of points `[dimensions, points]`: `[points, points]`.
func squaredDistances<Scalar: TensorScalar>(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
  let squares = (x * x).summed(along: 0)
  return relu(squares + squares.reshaped([-1, 1]) - 2 * matmul(transposed: x, x))
}

/// kᵢⱼ = 1/(1 + |yᵢ − yⱼ|²), 0 for a point with itself.
func nearness<Scalar: TensorScalar>(_ y: Tensor<Scalar>) -> Tensor<Scalar> {
  var k = squaredDistances(y).map { 1 / (1 + $0) }
  for i in 0..<y.shape[1] { k[i, i] = 0 }
  return k
}

/// pⱼ|ᵢ for one point: β is halved or doubled until the entropy is the logarithm of the perplexity.
func neighbours(_ distances: [Double], of i: Int, perplexity: Double) -> [Double] {
  var (low, high, beta) = (0.0, Double.infinity, 1.0)
  var p = distances
  let nearest = distances.enumerated().filter { $0.offset != i }.map(\.element).min() ?? 0
  for _ in 0..<60 {
    var (sum, mean) = (0.0, 0.0)
    for j in distances.indices {
      p[j] = j == i ? 0 : .exp(-beta * (distances[j] - nearest))
      sum += p[j]
      mean += p[j] * (distances[j] - nearest)
    }
    for j in p.indices { p[j] /= sum }
    let entropy = .log(sum) + beta * mean / sum
    if abs(entropy - .log(perplexity)) < 1e-5 { break }
    if entropy > .log(perplexity) { low = beta } else { high = beta }
    beta = high.isFinite ? (low + high) / 2 : 2 * beta
  }
  return p
}
