// A convolution or its adjoint, fast: one example's loops with a vector of examples in the number's
// place. A tile of a few outputs at up to 6 neighbouring pixels (`RegisterTile`) is summed over all
// taps at once,
//
//   y[o][w] = bias[o] + Σ_t weight[t][o]·x[offset(t) + step·w],
//
// in registers (`ConvolutionTile.swift`): every x is read once for all outputs, every weight once for
// all pixels, and the sums not at all. 10 reads for 24 products, or 7 for 12, keep the multipliers
// busy (Goto and van de Geijn 2008, for the matrix product). The lanes are summed a register at a
// time. The taps are ordered by rows of the kernel, so that those which meet the image are
// neighbours. Work is cut by the shapes alone, into groups of examples and bands of rows.

/// A sum over taps for every pixel of a result.
struct ConvolutionKernel<Scalar: TensorScalar> {
  /// `[channels, height, width, examples]`
  let sourceShape: [Int]

  /// `[outputs, height, width, examples]`
  let resultShape: [Int]

  /// Vertical and horizontal lattices that together are the result's pixels.
  let lattices: (vertical: [TapLattice], horizontal: [TapLattice])

  /// The kernels' width, and from one output's and one channel's kernel to the next one's.
  let weightStrides: (output: Int, channel: Int, row: Int)

  /// How many outputs a tile has, at most.
  let tileOutputs: Int

  /// Y = W ∗ X, for a weight `[outputs, channels, height, width]`, all of it finite or `isExact`.
  init(
    convolving x: [Int], with weight: [Int], to y: [Int], _ window: Window2d, isExact: Bool = false
  ) {
    let area = weight[2] * weight[3]
    self.init(
      x, y, window.vertical.lattices(ofPlaces: y[1]), window.horizontal.lattices(ofPlaces: y[2]),
      weightStrides: (weight[1] * area, area, weight[3]), isExact: isExact)
  }

  /// X = Wᵀ ∗ Y, for the same weight.
  init(
    adjointOf y: [Int], with weight: [Int], to x: [Int], _ window: Window2d, isExact: Bool = false
  ) {
    let area = weight[2] * weight[3]
    self.init(
      y, x, window.vertical.adjointLattices(ofLength: x[1]),
      window.horizontal.adjointLattices(ofLength: x[2]),
      weightStrides: (area, weight[1] * area, weight[3]), isExact: isExact)
  }

  private init(
    _ source: [Int], _ result: [Int], _ vertical: [TapLattice], _ horizontal: [TapLattice],
    weightStrides: (output: Int, channel: Int, row: Int), isExact: Bool
  ) {
    sourceShape = source
    resultShape = result
    self.weightStrides = weightStrides
    let pixels = horizontal.map(\.count).max() ?? 1
    tileOutputs = RegisterTile.outputs(covering: result[0], by: pixels)
    let width = RegisterTile.width(outputs: tileOutputs)
    lattices = (
      vertical,
      horizontal.flatMap { $0.cut(intoTilesOf: width, within: source[2], isExact: isExact) }
    )
  }

  /// Writes the whole result, an output's sums beginning with its number in `bias`.
  func run(
    _ source: UnsafePointer<Scalar>, _ weight: UnsafePointer<Scalar>,
    bias: UnsafePointer<Scalar>, _ result: UnsafeMutablePointer<Scalar>
  ) {
    let columns = lattices.horizontal.reduce(0..<0) { $0.union($1.reach(of: 0..<$1.count)) }
    let pairs = lattices.vertical.flatMap { v in lattices.horizontal.map { (v, $0) } }
    let taps = pairs.map { WeightedTaps(weight, of: self, vertical: $0, horizontal: $1) }
    defer { for taps in taps { taps.weights.deallocate() } }

    let examples = resultShape[3]
    let laneCount = Scalar.Lanes.laneCount
    let groups = (examples + laneCount - 1) / laneCount
    let bands = bandCount(groups: groups)
    ThreadTeam.share(groups * bands, nanoseconds: nanoseconds) { chunk in
      let (group, band) = chunk.quotientAndRemainder(dividingBy: bands)
      let rows = lattices.vertical.reduce(0..<0) { rows, lattice in
        rows.union(lattice.reach(of: (0..<lattice.count).part(band, of: bands)))
      }
      let slab = ConvolutionSlab(
        source, shape: sourceShape, channels: 0..<sourceShape[0],
        rows: rows.clamped(to: 0..<sourceShape[1]), columns: columns, from: group * laneCount)
      defer { slab.deallocate() }
      for taps in taps {
        sum(
          taps, over: slab, bias: bias, rows: (0..<taps.vertical.count).part(band, of: bands),
          to: result, from: group * laneCount)
      }
    }
  }

  /// About how long one thread takes.
  private var nanoseconds: Int {
    let taps = lattices.vertical.reduce(0) { $0 + $1.taps.count * $1.count } * sourceShape[0]
    let columns = lattices.horizontal.reduce(0) { $0 + $1.taps.count * $1.count }
    return taps * columns * resultShape[0] * resultShape[3] / 64
  }

  /// Into how many bands the rows are cut: so many that there are chunks for several threads and
  /// that what a chunk reads stays in the second cache, but no chunk of a few microseconds.
  private func bandCount(groups: Int) -> Int {
    let slab = sourceShape[0] * sourceShape[1] * sourceShape[2] * MemoryLayout<Scalar.Lanes>.size
    let wanted = max(16 / max(groups, 1), slab >> 18)
    let most = nanoseconds / (20_000 * max(groups, 1))
    let rows = lattices.vertical.map(\.count).min() ?? 1
    return max(1, min(wanted, most, rows))
  }

  /// The pixels of one lattice, some of its rows.
  @inline(__always)
  private func sum(
    _ taps: WeightedTaps<Scalar>, over slab: ConvolutionSlab<Scalar>, bias: UnsafePointer<Scalar>,
    rows: Range<Int>, to result: UnsafeMutablePointer<Scalar>, from example: Int
  ) {
    let (outputs, height, width, examples) = (
      resultShape[0], resultShape[1], resultShape[2], resultShape[3]
    )
    let (vertical, horizontal) = (taps.vertical, taps.horizontal)
    let tapsOfRow = horizontal.taps.count * sourceShape[0]
    let tapCount = tapsOfRow * vertical.taps.count
    let outputTiles = outputs.parts(ofAtMost: tileOutputs)
    let pixelTiles = horizontal.count.parts(
      ofAtMost: RegisterTile.width(outputs: tileOutputs))
    let registers = Scalar.registersOfLanes
    let outputPitch: Int = height * width * examples
    let pixelPitch: Int = horizontal.step * examples
    let liveCount = min(examples - example, Scalar.Lanes.laneCount)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: max(tapCount, 1)) { offsets in
      let offsets = offsets.baseAddress.unsafelyUnwrapped
      var next = offsets
      for i in vertical.taps {
        for c in 0..<sourceShape[0] {
          for j in horizontal.taps {
            next.initialize(
              to: slab.offset(row: i.source, channel: c, column: j.source) &* registers)
            next += 1
          }
        }
      }
      for row in rows {
        let live = vertical.taps(at: row, within: sourceShape[1])
        let firstTap = live.lowerBound * tapsOfRow
        let x = slab.registers + row * vertical.sourceStep * slab.rowPitch * registers
        let resultRow: Int = vertical.first + row * vertical.step
        let y = result + ((resultRow * width + horizontal.first) * examples + example)
        for p in 0..<pixelTiles {
          let columns = (0..<horizontal.count).part(p, of: pixelTiles)
          let column = columns.lowerBound
          for o in 0..<outputTiles {
            let tile = (0..<outputs).part(o, of: outputTiles)
            let firstWeight = tile.lowerBound &* tapCount &+ firstTap &* tile.count
            for part in 0..<liveCount.parts(ofAtMost: Scalar.Register.laneCount) {
              let first = part &* Scalar.Register.laneCount
              TapSum(
                x: x + (column &* horizontal.sourceStep &* registers &+ part),
                step: horizontal.sourceStep &* registers,
                offsets: offsets + firstTap, weights: taps.weights + firstWeight,
                tapCount: live.count * tapsOfRow, bias: bias + tile.lowerBound,
                y: y + (tile.lowerBound &* outputPitch &+ column &* pixelPitch &+ first),
                outputPitch: outputPitch, pixelPitch: pixelPitch,
                liveCount: min(liveCount &- first, Scalar.Register.laneCount)
              ).run(outputs: tile.count, pixels: columns.count)
            }
          }
        }
      }
    }
  }
}
