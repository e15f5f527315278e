// Softmax and its logarithm along an axis that is not the last, usually that of the classes: a run
// of examples at a time, three times over the classes: for the largest score, for the sum of the
// exponentials, and for the result.

enum SoftmaxKernel<Scalar: TensorScalar> {
  typealias Lanes = Scalar.Lanes

  /// yₖ = e^(xₖ − max) / Σⱼ e^(xⱼ − max) or, where `isLogarithm`, its logarithm, xₖ − max − log Σ,
  /// along the middle axis of x, of shape `[outer, length, inner]`, which is not empty.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  @inline(never)
  static func softmax(
    _ x: Tensor<Scalar>, _ axis: (outer: Int, length: Int, inner: Int), isLogarithm: Bool
  ) -> Tensor<Scalar> {
    Tensor(shape: x.shape) { y in
      x.withAddress { x in
        let (outer, length, inner) = axis
        let block = 4 * Lanes.laneCount
        let blocks = (inner + block - 1) / block
        ThreadTeam.share(outer * blocks, nanoseconds: 2 * outer * length * inner) { part in
          let (o, first) = (part / blocks, part % blocks * block)
          forEachRun(of: Scalar.self, in: first..<min(first + block, inner)) { i, n in
            let run = Run(x, y, first: o &* length &* inner &+ i, step: inner, length: length, n)
            if isLogarithm { run.logSoftmax() } else { run.softmax() }
          }
        }
      }
    }
  }

  /// The scores of a run of examples.
  private struct Run {
    let x: UnsafePointer<Scalar>
    let y: UnsafeMutablePointer<Scalar>
    let first, step, length, n: Int

    @inline(__always)
    init(
      _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, first: Int, step: Int,
      length: Int, _ n: Int
    ) {
      (self.x, self.y, self.first, self.step) = (x, y, first, step)
      (self.length, self.n) = (length, n)
    }

    @inline(__always)
    func score(_ k: Int) -> Lanes { x.lanes(at: first &+ k &* step, count: n) }

    /// The largest scores; no number among them counts as the largest.
    @inline(__always)
    var largest: Lanes {
      var largest = score(0)
      for k in 1..<length {
        let x = score(k)
        largest = largest.replacing(with: x, where: x .> largest)
          .replacing(with: x, where: x .!= x)
      }
      return largest
    }

    @inline(__always)
    func softmax() {
      let largest = largest
      var sum = Lanes(repeating: 0)
      for k in 0..<length {
        let e: Lanes = .exp(score(k) - largest)
        y.store(e, at: first &+ k &* step, count: n)
        sum = sum + e
      }
      for k in 0..<length {
        let place = first &+ k &* step
        y.store(y.lanes(at: place, count: n) / sum, at: place, count: n)
      }
    }

    @inline(__always)
    func logSoftmax() {
      let largest = largest
      var sum = Lanes(repeating: 0)
      for k in 0..<length { sum = sum + .exp(score(k) - largest) }
      let logarithm: Lanes = .log(sum)
      for k in 0..<length {
        y.store(score(k) - largest - logarithm, at: first &+ k &* step, count: n)
      }
    }
  }
}
