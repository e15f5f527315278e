// Batch normalisation, feature after feature. With the batch last, all values of a feature stand
// side by side, in a row that the second-level cache holds as a rule: so to go over it two or three
// times costs a single walk through memory. The threads share the rows.

enum BatchNormKernel<Scalar: TensorScalar> {
  typealias Lanes = Scalar.Lanes

  /// Every row's mean, and the mean of the squared deviations from it.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  static func moments(_ x: Tensor<Scalar>) -> (mean: Tensor<Scalar>, variance: Tensor<Scalar>) {
    var mean = Tensor<Scalar>.zeros([x.shape[0]])
    let variance = Tensor<Scalar>(shape: mean.shape) { variance in
      mean.withMutableAddress { mean in
        forEachRow(of: x) { row, x, count in
          let mu = SumKernel.sumOfRow(count) { x.lanes(at: $0, count: $1) } / Scalar(count)
          @inline(__always)
          func square(_ place: Int, _ n: Int) -> Lanes {
            let deviation = x.lanes(at: place, count: n, rest: mu) - Lanes(repeating: mu)
            return deviation * deviation
          }
          (mean[row], variance[row]) = (mu, SumKernel.sumOfRow(count, square) / Scalar(count))
        }
      }
    }
    return (mean, variance)
  }

  /// y = γ·x̂ + β.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  static func normalised(
    _ x: Tensor<Scalar>, _ normalisation: Normalisation<Scalar>, weight: Tensor<Scalar>,
    bias: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let (mean, scale) = (normalisation.mean, weight * normalisation.scale)
    return Tensor(shape: x.shape) { y in
      forEachRow(of: x) { row, x, count in
        let y = y + row &* count
        let mu = Lanes(repeating: mean.storage[row])
        let scale = Lanes(repeating: scale.storage[row])
        let shift = Lanes(repeating: bias.storage[row])
        forEachRun(of: Scalar.self, in: 0..<count) { i, n in
          var result = shift
          result.addProduct(scale, x.lanes(at: i, count: n) - mu)
          y.store(result, at: i, count: n)
        }
      }
    }
  }

  /// dx = γ/s·(dy − mean(dy) − x̂·mean(dy·x̂)).
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  static func inputGradient(
    _ dy: Tensor<Scalar>, _ x: Tensor<Scalar>, _ normalisation: Normalisation<Scalar>,
    weight: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let (mean, scale) = (normalisation.mean, normalisation.scale)
    return Tensor(shape: x.shape) { dx in
      dy.withAddress { dy in
        forEachRow(of: x) { row, x, count in
          let (dy, dx) = (dy + row &* count, dx + row &* count)
          let (mu, r) = (Lanes(repeating: mean.storage[row]), scale.storage[row])
          @inline(__always)
          func product(_ i: Int, _ n: Int) -> Lanes {
            dy.lanes(at: i, count: n) * (x.lanes(at: i, count: n) - mu)
          }
          let sum = SumKernel<Scalar>.sumOfRow(count) { dy.lanes(at: $0, count: $1) }
          let sumOfProducts = SumKernel<Scalar>.sumOfRow(count, product)
          let meanOfDy = Lanes(repeating: sum / Scalar(count))
          let slope = Lanes(repeating: r * r * sumOfProducts / Scalar(count))
          let factor = Lanes(repeating: weight.storage[row] * r)
          @inline(__always)
          func write(_ i: Int, _ n: Int) {
            let deviation = x.lanes(at: i, count: n) - mu
            let dy = dy.lanes(at: i, count: n)
            dx.store(factor * (dy - meanOfDy - deviation * slope), at: i, count: n)
          }
          forEachRun(of: Scalar.self, in: 0..<count, write)
        }
      }
    }
  }

  /// dγ = Σ dy·x̂.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  static func weightGradient(
    _ dy: Tensor<Scalar>, _ x: Tensor<Scalar>, _ normalisation: Normalisation<Scalar>
  ) -> Tensor<Scalar> {
    let (mean, scale) = (normalisation.mean, normalisation.scale)
    return Tensor(shape: mean.shape) { dW in
      dy.withAddress { dy in
        forEachRow(of: x) { row, x, count in
          let (dy, mu) = (dy + row &* count, Lanes(repeating: mean.storage[row]))
          @inline(__always)
          func product(_ i: Int, _ n: Int) -> Lanes {
            dy.lanes(at: i, count: n) * (x.lanes(at: i, count: n) - mu)
          }
          dW[row] = scale.storage[row] * SumKernel.sumOfRow(count, product)
        }
      }
    }
  }

  /// Calls `body` for every row, on all threads: with its number, its address and its length.
  @inline(__always)
  private static func forEachRow(
    of x: Tensor<Scalar>, _ body: (_ row: Int, _ x: UnsafePointer<Scalar>, _ count: Int) -> Void
  ) {
    x.withAddress { start in
      let rows = x.shape[0]
      let count = x.count / max(rows, 1)
      let perPart = 1 + 4_096 / max(count, 1)
      ThreadTeam.share((rows + perPart - 1) / perPart, nanoseconds: x.count / 4) { part in
        for row in part * perPart..<min(part * perPart + perPart, rows) {
          body(row, start + row * count, count)
        }
      }
    }
  }
}
