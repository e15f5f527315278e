// The innermost loop of a convolution: a tile of sums, a few outputs at a few neighbouring pixels for
// as many examples as a register has lanes,
//
//   y[o][w] = bias[o] + Σ_t weight[t][o]·x[offset(t) + step·w].
//
// All of them stay in registers while the taps t pass by (`RegisterTile`, and `make spills`).

/// One tile: where it reads and writes.
struct TapSum<Scalar: TensorScalar> {
  let x: UnsafePointer<Scalar.Register>
  let step: Int
  let offsets: UnsafePointer<Int>
  let weights: UnsafePointer<Scalar>
  let tapCount: Int
  let bias: UnsafePointer<Scalar>
  let y: UnsafeMutablePointer<Scalar>
  let outputPitch, pixelPitch: Int
  let liveCount: Int

  /// Sums a tile of some outputs and pixels; what the machine's tiles do not have folds away.
  @inline(__always)
  func run(outputs: Int, pixels: Int) {
    switch outputs {
    case 4 where RegisterTile.outputs >= 4: Outputs<Scalar, 4>.sum(self, pixels: pixels)
    case 3 where RegisterTile.outputs >= 3: Outputs<Scalar, 3>.sum(self, pixels: pixels)
    case 2: Outputs<Scalar, 2>.sum(self, pixels: pixels)
    default: Outputs<Scalar, 1>.sum(self, pixels: pixels)
    }
  }
}

private enum Outputs<Scalar: TensorScalar, let outputs: Int> {
  @inline(__always)
  static func sum(_ job: TapSum<Scalar>, pixels: Int) {
    let most = RegisterTile.width(outputs: outputs)
    switch pixels {
    case 6 where most >= 6: Tile<Scalar, outputs, 6>.sum(job)
    case 5 where most >= 5: Tile<Scalar, outputs, 5>.sum(job)
    case 4: Tile<Scalar, outputs, 4>.sum(job)
    case 3: Tile<Scalar, outputs, 3>.sum(job)
    case 2: Tile<Scalar, outputs, 2>.sum(job)
    default: Tile<Scalar, outputs, 1>.sum(job)
    }
  }
}

private enum Tile<Scalar: TensorScalar, let outputs: Int, let pixels: Int> {
  @inline(never)
  static func sum(_ job: TapSum<Scalar>) {
    typealias Register = Scalar.Register
    var sums = InlineArray<outputs, InlineArray<pixels, Register>> {
      InlineArray(repeating: Register(repeating: job.bias[$0]))
    }
    var weights = job.weights
    for tap in 0..<job.tapCount {
      let x = job.x + job.offsets[tap]
      let factors = InlineArray<outputs, Register> { Register(repeating: weights[$0]) }
      for p in 0..<pixels {
        let pixel = x[p &* job.step]
        for o in 0..<outputs { sums[o][p].addProduct(factors[o], pixel) }
      }
      weights += outputs
    }
    guard job.liveCount == Register.laneCount else {
      // A copy: if the sums themselves had an address, each would be written there at every tap.
      return withUnsafeTemporaryAllocation(of: Register.self, capacity: outputs &* pixels) { copy in
        let copy = copy.baseAddress.unsafelyUnwrapped
        for o in 0..<outputs {
          for p in 0..<pixels { (copy + (o &* pixels &+ p)).initialize(to: sums[o][p]) }
        }
        store(copy, count: job.liveCount, for: job)
      }
    }
    for o in 0..<outputs {
      for p in 0..<pixels {
        job.y.store(sums[o][p], at: o &* job.outputPitch &+ p &* job.pixelPitch)
      }
    }
  }

  /// Writes a number from each of the first lanes, of a copy of the sums, `[outputs, pixels]`.
  @inline(never)
  private static func store(
    _ sums: UnsafePointer<Scalar.Register>, count: Int, for job: TapSum<Scalar>
  ) {
    for o in 0..<outputs {
      for p in 0..<pixels {
        job.y.store(
          sums[o &* pixels &+ p], at: o &* job.outputPitch &+ p &* job.pixelPitch, count: count)
      }
    }
  }
}
