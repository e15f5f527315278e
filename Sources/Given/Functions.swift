// What the exercises give: the functions whose gradients are asked for. Exercises and their judge use
// the same; a solution may not call the one it differentiates.

import Gradus

/// The Huber loss L, a mean over the examples.
///
/// - Parameters:
///   - z: predictions, `[1, examples]`.
///   - t: targets, `[1, examples]`.
///   - delta: δ, the size of error at which the parabola meets the line; above 0.
public func huber(_ z: Tensor<Double>, _ t: Tensor<Double>, delta: Double) -> Double {
  let e = z - t
  let parabola = e * e / 2
  let line = delta * (abs(e) - delta / 2)
  return parabola.replacing(with: line, where: abs(e) .> delta).mean().scalar
}

/// Rosenbrock's function f, a sum over neighbours.
///
/// - Parameter x: at least two numbers, `[n]`.
public func rosenbrock(_ x: Tensor<Double>) -> Double {
  let n = x.count
  let (here, next) = (x.sliced(0..<n - 1), x.sliced(1..<n))
  return (100 * pow(next - here * here, 2) + pow(1 - here, 2)).summed().scalar
}

/// The staircase g at every input, `[1, examples]`.
///
/// - Parameters:
///   - e: the edges, `[units, 1]`.
///   - x: the inputs, `[1, examples]`.
///   - a: the steps, `[1, units]`.
///   - s: the steepness; above 0.
public func staircase(
  _ e: Tensor<Double>, at x: Tensor<Double>, steps a: Tensor<Double>, steepness s: Double
) -> Tensor<Double> {
  matmul(a, sigmoid(s * (x - e)))
}

/// The mean over the examples of (σ(z) − t)².
///
/// - Parameters:
///   - z: logits, `[1, examples]`.
///   - t: targets, `[1, examples]`, each 0 or 1.
public func squaredSigmoid(_ z: Tensor<Double>, _ t: Tensor<Double>) -> Double {
  let e = sigmoid(z) - t
  return (e * e).mean().scalar
}

/// The patches P of an image, `[k · k, places]`.
///
/// - Parameters:
///   - x: the image, `[height, width]`.
///   - k: the window's height and width, at most the image's.
///   - s: from one place to the next, at least 1.
public func patches(_ x: Tensor<Double>, size k: Int, stride s: Int) -> Tensor<Double> {
  let (rows, columns) = ((x.shape[0] - k) / s + 1, (x.shape[1] - k) / s + 1)
  var P = Tensor<Double>.zeros([k * k, rows * columns])
  for h in 0..<rows {
    for w in 0..<columns {
      for i in 0..<k {
        for j in 0..<k { P[i * k + j, h * columns + w] = x[h * s + i, w * s + j] }
      }
    }
  }
  return P
}

/// The generator's loss, the mean of −log D, of fakes x, `[pixels, n]`.
///
/// - Parameters:
///   - W: the first layer's weights, `[hidden, pixels]`.
///   - u: the second layer's, `[1, hidden]`.
public func foolingLoss(_ x: Tensor<Double>, W: Tensor<Double>, u: Tensor<Double>) -> Double {
  let z = matmul(u, leakyReLU(matmul(W, x), slope: 0.2))
  return -log(sigmoid(z)).mean().scalar
}
