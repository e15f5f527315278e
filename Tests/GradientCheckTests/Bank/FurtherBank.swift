// Normalisations with a large ε, windows, rows picked more than once, roundings, targets.

import Gradus

@testable import GradientCheck

private func mean(_ x: Tensor<Double>, _ axes: [Int]) -> Tensor<Double> {
  x.mean(along: TensorAxes(axes), keepingAxes: true)
}

/// (x − μ)/√(v + ε)·γ + β, and the gradient by x with some of its terms.
private func normalising(
  _ story: String, _ name: Diagnosis.Kind, _ shape: [Int], along axes: [Int], epsilon: Double,
  mean keepsMean: Double = 0, variance keepsVariance: Double = 0
) -> WrongGradient {
  WrongGradient("\(story), ε = \(epsilon)", [name]) {
    let gamma = shape.indices.map { axes.contains($0) == (axes == [0]) ? shape[$0] : 1 }
    return checkGradient(
      at: [("x", random(shape)), ("gamma", random(gamma, seed: 5))],
      forward: { p in
        let centred = p[0] - mean(p[0], axes)
        return centred / sqrt(mean(centred * centred, axes) + epsilon) * p[1]
      }
    ) { p, dy in
      let centred = p[0] - mean(p[0], axes)
      let deviation = sqrt(mean(centred * centred, axes) + epsilon)
      let (y, d) = (centred / deviation, dy * p[1])
      let others = gamma.indices.filter { gamma[$0] == 1 && shape[$0] > 1 }
      return [
        (d - keepsMean * mean(d, axes) - keepsVariance * y * mean(d * y, axes)) / deviation,
        (dy * y).summed(along: TensorAxes(others), keepingAxes: true),
      ]
    }
  }
}

/// The correlation of x [9] with w [3], and gradients of one's own.
private func window(
  _ story: String, _ names: [Diagnosis.Kind],
  _ dx: @escaping @Sendable (_ w: Tensor<Double>, _ dy: Tensor<Double>) -> [Double]
) -> WrongGradient {
  WrongGradient(story, names) {
    checkGradient(
      at: [("x", random([9])), ("w", random([3], seed: 2))],
      forward: { correlated($0[0].scalars, $0[1].scalars) }
    ) { p, dy in
      [Tensor(dx(p[1], dy)), correlated(p[0].scalars, dy.scalars)]
    }
  }
}

/// Σ x[i + k]·w[k].
private func correlated(_ x: [Double], _ w: [Double]) -> Tensor<Double> {
  var y = [Double](repeating: 0, count: x.count - w.count + 1)
  for i in y.indices {
    for k in w.indices { y[i] += x[i + k] * w[k] }
  }
  return Tensor(y)
}

/// What the outputs' gradients add to the elements of their windows.
private func spread(
  _ w: Tensor<Double>, _ dy: Tensor<Double>, taps: Range<Int> = 0..<3, by step: Int = 0
) -> [Double] {
  var dx = [Double](repeating: 0, count: 9)
  for i in 0..<7 {
    for k in taps where dx.indices.contains(i + k + step) {
      dx[i + k + step] += dy.scalars[i] * w.scalars[k]
    }
  }
  return dx
}

private let rows = [1, 3, 1, 0, 3, 1]

/// Rows of a table, some of them more than once.
private func embedding(
  _ story: String, _ names: [Diagnosis.Kind],
  _ add: @escaping @Sendable (inout Tensor<Double>, _ row: Int, _ dy: Tensor<Double>, Int) -> Void
) -> WrongGradient {
  WrongGradient(story, names) {
    checkGradient(
      at: [("table", random([5, 3]))], forward: { $0[0].gathered(rows, along: 0) }
    ) { _, dy in
      var gradient = Tensor<Double>.zeros([5, 3])
      for (index, row) in rows.enumerated() {
        for k in 0..<3 { add(&gradient, row, dy, index * 3 + k) }
      }
      return [gradient]
    }
  }
}

extension WrongGradient {
  private static func normalisations(_ epsilon: Double) -> [WrongGradient] {
    [
      normalising(
        "layer norm, the mean a constant", .meanTerm, [5, 4], along: [0], epsilon: epsilon,
        variance: 1),
      normalising(
        "layer norm, the variance a constant", .varianceTerm, [5, 4], along: [0],
        epsilon: epsilon, mean: 1),
      normalising(
        "layer norm, both constants", .meanAndVarianceTerms, [5, 4], along: [0], epsilon: epsilon),
      normalising(
        "images, the batch first, the variance a constant", .varianceTerm, [3, 2, 2, 3],
        along: [0, 2, 3], epsilon: epsilon, mean: 1),
      normalising(
        "images, the batch first, the mean a constant", .meanTerm, [3, 2, 2, 3],
        along: [0, 2, 3], epsilon: epsilon, variance: 1),
    ]
  }

  static let further: [WrongGradient] = normalisations(0.1) + normalisations(1) + others

  private static let others: [WrongGradient] = [
    window("a window one too far", [.shifted]) { spread($0, $1, by: 1) },
    window("a window's last tap left out", [.shareMissing]) { spread($0, $1, taps: 0..<2) },
    window("a window's first tap left out", [.shareMissing]) { spread($0, $1, taps: 1..<3) },
    window("a kernel not turned around", [.reversed]) { w, dy in
      spread(Tensor(w.scalars.reversed()), dy)
    },
    embedding("repeated rows, the last one counts", [.overwritten]) {
      $0[$1, $3 % 3] = $2.scalars[$3]
    },
    embedding("repeated rows, one row too far", [.shifted]) {
      $0[$1 + 1, $3 % 3] += $2.scalars[$3]
    },
    WrongGradient("a mean of windows without its 1/3", [.factor, .localDerivative]) {
      unary(random([9]), { correlated($0.scalars, [1 / 3.0, 1 / 3.0, 1 / 3.0]) }) { _, dy in
        Tensor(spread(.ones([3]), dy))
      }
    },
    WrongGradient("rounded to half precision", [.precision]) {
      unary(random([3, 4]), { exp($0) }) { x, dy in
        (dy * exp(x)).map { d in
          let unit = 0x1p-10 * Double(sign: .plus, exponent: d.exponent, significand: 1)
          return (d / unit).rounded() * unit
        }
      }
    },
    WrongGradient("a bias summed along the wrong axis", [.wrongAxis]) {
      checkGradient(
        at: [("x", random([4, 4])), ("b", random([4, 1], seed: 2))], forward: { $0[0] + $0[1] }
      ) { _, dy in [dy, dy.summed(along: 0).reshaped([4, 1])] }
    },
    WrongGradient("labels one example late, the batch first", [.target]) {
      let labels = [2, 0, 1, 1]
      return unary(
        random([4, 3]),
        { z in
          let y = logSoftmax(z, along: 1)
          return Tensor(-(0..<4).reduce(0) { $0 + y[$1, labels[$1]] } / 4)
        }
      ) { z, dL in
        var p = softmax(z, along: 1)
        for i in 0..<4 { p[i, labels[(i + 3) % 4]] -= 1 }
        return dL * p / 4
      }
    },
  ]
}
