// The solutions that do not stand in the sources: those of Sources/Exercises, where the reader
// writes, and those of the engine's slots whose own lines reach behind what an exercise may see.
// Compiled only as answers are, body by body; `make starter` leaves this folder out.

import Given
import Gradus

func softmaxGradient(_ x: Tensor<Double>, _ dy: Tensor<Double>) -> Tensor<Double> {
  // BEGIN SOLUTION 00.5 points=4
  let y = softmax(x)
  return y * (dy - (y * dy).summed(along: 0, keepingAxes: true))
  // END SOLUTION
}

func ladderStep(_ f: Tensor<Double>, step h: Double) -> Tensor<Double> {
  // BEGIN SOLUTION 00.8 points=3
  let D = (f[3] - f[1]) / (2 * h)
  let wide = (f[4] - f[0]) / (4 * h)
  let R = (4 * D - wide) / 3
  let B = (f[3] - 2 * f[2] + f[1]) / h
  return Tensor([D, R, B])
  // END SOLUTION
}

func huberGradient(_ z: Tensor<Double>, _ t: Tensor<Double>, delta: Double) -> Tensor<Double> {
  // BEGIN SOLUTION 01.5 points=3
  return clamp(z - t, -delta...delta) / Double(t.count)
  // END SOLUTION
}

func rosenbrockGradient(_ x: Tensor<Double>) -> Tensor<Double> {
  // BEGIN SOLUTION 02.5 points=4
  var dx = Tensor<Double>.zeros(x.shape)
  for i in 0..<x.count - 1 {
    let miss = x[i + 1] - x[i] * x[i]
    dx[i] += -400 * x[i] * miss - 2 * (1 - x[i])
    dx[i + 1] += 200 * miss
  }
  return dx
  // END SOLUTION
}

func edgeGradient(
  _ e: Tensor<Double>, at x: Tensor<Double>, steps a: Tensor<Double>, steepness s: Double,
  _ dg: Tensor<Double>
) -> Tensor<Double> {
  // BEGIN SOLUTION 03.5 points=4
  let y = sigmoid(s * (x - e))
  let dy = matmul(a.transposed(), dg)
  return -s * (dy * y * (1 - y)).summed(along: 1, keepingAxes: true)
  // END SOLUTION
}

func squaredSigmoidGradient(_ z: Tensor<Double>, _ t: Tensor<Double>) -> Tensor<Double> {
  // BEGIN SOLUTION 04.5 points=3
  let y = sigmoid(z)
  return 2 * (y - t) * y * (1 - y) / Double(t.count)
  // END SOLUTION
}

func batchNormGradient(
  _ x: Tensor<Double>, gamma: Tensor<Double>, epsilon: Double, _ dy: Tensor<Double>
) -> Tensor<Double> {
  // BEGIN SOLUTION 05.2 points=6
  func mean(_ x: Tensor<Double>) -> Tensor<Double> { x.mean(along: 1, keepingAxes: true) }
  let c = x - mean(x)
  let s = sqrt(mean(c * c) + epsilon)
  let xh = c / s
  return gamma / s * (dy - mean(dy) - xh * mean(dy * xh))
  // END SOLUTION
}

func patchesGradient(
  _ x: Tensor<Double>, size k: Int, stride s: Int, _ dP: Tensor<Double>
) -> Tensor<Double> {
  // BEGIN SOLUTION 06.5 points=4
  let (rows, columns) = ((x.shape[0] - k) / s + 1, (x.shape[1] - k) / s + 1)
  var dx = Tensor<Double>.zeros(x.shape)
  for h in 0..<rows {
    for w in 0..<columns {
      for i in 0..<k {
        for j in 0..<k { dx[h * s + i, w * s + j] += dP[i * k + j, h * columns + w] }
      }
    }
  }
  return dx
  // END SOLUTION
}

func maxPool2dGradient<Scalar: TensorScalar>(
  _ dy: Tensor<Scalar>, argmax: Tensor<Int>, shape: [Int]
) -> Tensor<Scalar> {
  // BEGIN SOLUTION 06.8 points=3
  var dx = Tensor<Scalar>.zeros([shape.reduce(1, *)])
  for (k, gradient) in zip(argmax.scalars, dy.scalars) where k >= 0 { dx[k] += gradient }
  return dx.reshaped(shape)
  // END SOLUTION
}

func foolingGradient(
  _ x: Tensor<Double>, W: Tensor<Double>, u: Tensor<Double>
) -> Tensor<Double> {
  // BEGIN SOLUTION 07.5 points=4
  let h = matmul(W, x)
  let z = matmul(u, leakyReLU(h, slope: 0.2))
  let dz = (sigmoid(z) - 1) / Double(x.shape[1])
  let slope = 0.2 + 0.8 * Tensor(h .> 0)
  return matmul(transposed: W, u.transposed() * dz * slope)
  // END SOLUTION
}

func convTranspose2d<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ weight: Tensor<Scalar>, stride: Size2d, padding: Size2d,
  dilation: Size2d, size: Size2d
) -> Tensor<Scalar> {
  // BEGIN SOLUTION 07.9 points=3
  return conv2dInputGradient(
    x, weight, inputSize: size, stride: stride, padding: padding, dilation: dilation)
  // END SOLUTION
}

func labelSmoothingGradient(
  _ z: Tensor<Double>, labels: Tensor<Int>, epsilon: Double
) -> Tensor<Double> {
  // BEGIN SOLUTION 08.5 points=4
  let classes = z.shape[0]
  let right = Tensor<Double>.oneHot(labels, classes: classes)
  let t = (1 - epsilon) * right + epsilon / Double(classes)
  return (softmax(z) - t) / Double(z.shape[1])
  // END SOLUTION
}

func crossEntropyGradient<Scalar: TensorScalar>(
  _ logProbabilities: Tensor<Scalar>, targets: Tensor<Int>, examples: Int, dL: Tensor<Scalar>
) -> Tensor<Scalar> {
  // BEGIN SOLUTION 08.8 points=5
  let right = Tensor<Scalar>.oneHot(targets, classes: logProbabilities.shape[0])
  return (exp(logProbabilities) - right) * dL / Scalar(examples)
  // END SOLUTION
}

func residualGradient(
  _ x: Tensor<Double>, W1: Tensor<Double>, W2: Tensor<Double>, dy: Tensor<Double>
) -> Tensor<Double> {
  // BEGIN SOLUTION 09.5 points=4
  let y = tanh(matmul(W1, x))
  return dy + matmul(W1.transposed(), (1 - y * y) * matmul(W2.transposed(), dy))
  // END SOLUTION
}
