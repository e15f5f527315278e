// The gradient of a convolution's kernels, fast: a tile of a few outputs by up to 6 taps
// (`RegisterTile`), elements of one row of the kernels, is summed over a band of the result's rows
// at once,
//
//   dW[o][t] = Σ_hw dy[o](h, w)·x(offset(t) + stride·(h, w)),
//
// in registers, a sum a lane, for a group of as many examples as there are lanes; then the lanes are
// added. The examples are cut into parts, by the shapes alone, whose gradients are added in order.

/// dW = Σ dY·X over the places of a window and the examples.
struct ConvolutionGradientKernel<Scalar: TensorScalar> {
  /// X's shape, `[channels, height, width, examples]`.
  let inputShape: [Int]

  /// dY's, `[outputs, rows, columns, examples]`.
  let outputShape: [Int]

  /// The kernels' size.
  let kernel: Size2d

  /// The taps along each axis, as the convolution has them.
  private let vertical, horizontal: TapLattice

  /// How many groups of lane-count examples there are.
  private let groups: Int

  /// How many outputs a tile has, at most.
  private let tileOutputs: Int

  /// The taps of one row of the kernels, for all channels.
  private let tapTiles: [TapTile]

  /// dY is finite, or `isExact`: then no tap meets a zero beside the images.
  init(_ x: [Int], _ dy: [Int], _ window: Window2d, isExact: Bool = false) {
    inputShape = x
    outputShape = dy
    kernel = window.size
    vertical = window.vertical.lattices(ofPlaces: dy[1])[0]
    horizontal = window.horizontal.lattices(ofPlaces: dy[2])[0]
    groups = (x[3] + Scalar.Lanes.laneCount - 1) / Scalar.Lanes.laneCount
    tileOutputs = RegisterTile.outputs(covering: dy[0], by: x[0] * window.size.width)
    let (channels, elements) = (0..<x[0], 0..<window.size.width)
    let pairs = channels.flatMap { c in elements.map { (channel: c, element: $0) } }
    let width = RegisterTile.width(outputs: tileOutputs)
    if isExact {
      // The taps of a tile meet the images at the same columns.
      tapTiles = elements.flatMap { [horizontal] element in
        TapTile.tiles(
          of: pairs.filter { $0.element == element }, ofAtMost: width,
          columns: horizontal.pixels(of: element, within: x[2]))
      }
    } else {
      tapTiles = TapTile.tiles(of: pairs, ofAtMost: width, columns: 0..<dy[2])
    }
  }

  /// How many weights an output has.
  private var weightCount: Int { inputShape[0] * kernel.height * kernel.width }

  /// About how long one thread takes.
  private var nanoseconds: Int {
    weightCount * outputShape.elementCount / 64
  }

  /// Writes the whole gradient, `[outputs, channels, height, width]`.
  func run(
    _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ dW: UnsafeMutablePointer<Scalar>
  ) {
    let count = outputShape[0] * weightCount
    let parts = max(1, min(groups, 16))
    // Few examples: several threads have different outputs instead.
    let slices = max(1, min(8 / parts, nanoseconds / 100_000, outputShape[0].parts(ofAtMost: 4)))
    let sums = BufferPool.take(Scalar.self, count: parts * count)
    defer { BufferPool.giveBack(sums, count: parts * count) }
    ThreadTeam.share(parts * slices, nanoseconds: nanoseconds) { chunk in
      let (part, slice) = chunk.quotientAndRemainder(dividingBy: slices)
      let outputs = (0..<outputShape[0]).part(slice, of: slices)
      let sum = sums + (part * count + outputs.lowerBound * weightCount)
      sum.initialize(repeating: 0, count: outputs.count * weightCount)
      for group in (0..<groups).part(part, of: parts) {
        addGroup(from: group * Scalar.Lanes.laneCount, x, dy, outputs: outputs, to: sum)
      }
    }
    dW.initialize(from: sums, count: count)
    for part in 1..<parts {
      for k in 0..<count { dW[k] += sums[part &* count &+ k] }
    }
  }

  /// Adds the products of one group of examples.
  @inline(never)
  private func addGroup(
    from example: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
    outputs: Range<Int>, to sum: UnsafeMutablePointer<Scalar>
  ) {
    let rows = vertical.reach(of: 0..<vertical.count).clamped(to: 0..<inputShape[1])
    let xSlab = ConvolutionSlab(
      x, shape: inputShape, channels: 0..<inputShape[0], rows: rows,
      columns: horizontal.reach(of: 0..<horizontal.count), from: example)
    defer { xSlab.deallocate() }
    // So few places at a time that their gradients stay in the first cache for all taps.
    let bands = min((outputShape[1] * outputShape[2] + 127) / 128, outputShape[1])
    let outputTiles = outputs.count.parts(ofAtMost: tileOutputs)
    withScratch(of: Scalar.Lanes.self, RegisterTile.sums) { laneSums in
      for o in 0..<outputTiles {
        let tile = outputs.part(o, of: outputTiles)
        for band in 0..<bands {
          let dySlab = ConvolutionSlab(
            dy, shape: outputShape, channels: tile,
            rows: (0..<outputShape[1]).part(band, of: bands), columns: 0..<outputShape[2],
            from: example)
          add(
            xSlab, dySlab, to: sum + (tile.lowerBound &- outputs.lowerBound) &* weightCount,
            laneSums: laneSums)
          dySlab.deallocate()
        }
      }
    }
  }

  /// Adds the products of a group's images and the gradients of a few outputs, 1 to 4, in a band of
  /// rows.
  @inline(__always)
  private func add(
    _ x: ConvolutionSlab<Scalar>, _ dy: ConvolutionSlab<Scalar>,
    to sum: UnsafeMutablePointer<Scalar>, laneSums: UnsafeMutablePointer<Scalar.Lanes>
  ) {
    let registers = Scalar.registersOfLanes
    for i in 0..<kernel.height {
      let rows = vertical.pixels(of: i, within: inputShape[1]).clamped(to: dy.rows)
      if rows.isEmpty { continue }
      let firstRow: Int = vertical.taps[i].source + rows.lowerBound * vertical.sourceStep
      for tile in tapTiles {
        // Where the tile's taps stand.
        let places = InlineArray<6, (x: Int, weight: Int)> {
          let (c, j) = tile.taps[$0]
          return (
            x.offset(row: firstRow, channel: c, column: horizontal.taps[j].source) &* registers,
            (c &* kernel.height &+ i) &* kernel.width &+ j
          )
        }
        let first = tile.columns.lowerBound
        for part in 0..<registers {
          PlaceSum<Scalar>(
            x: x.registers + (first &* horizontal.sourceStep &* registers &+ part),
            xRowPitch: x.rowPitch &* vertical.sourceStep &* registers,
            xStep: horizontal.sourceStep &* registers,
            dy: dy.registers
              + (dy.offset(row: rows.lowerBound, channel: 0, column: first) &* registers &+ part),
            dyRowPitch: dy.rowPitch &* registers, dyPitch: dy.pitch &* registers,
            rows: rows.count, columns: tile.columns.count,
            sums: UnsafeMutableRawPointer(laneSums).assumingMemoryBound(to: Scalar.Register.self)
              + part
          ).run(outputs: dy.channels, taps: tile.count, places)
        }
        for o in 0..<dy.channels {
          for t in 0..<tile.count {
            sum[o &* weightCount &+ places[t].weight] += laneSums[o &* tile.count &+ t].laneSum()
          }
        }
      }
    }
  }
}

/// One tile, for as many examples as a register has lanes: where it reads and writes.
private struct PlaceSum<Scalar: TensorScalar> {
  let x: UnsafePointer<Scalar.Register>
  let xRowPitch, xStep: Int
  let dy: UnsafePointer<Scalar.Register>
  let dyRowPitch, dyPitch: Int
  let rows, columns: Int

  /// Where the tile puts its sums, `[outputs, taps]`, its part of their lanes.
  let sums: UnsafeMutablePointer<Scalar.Register>

  /// Sums a tile of some outputs and taps; what the machine's tiles do not have folds away.
  @inline(__always)
  func run(outputs: Int, taps: Int, _ places: InlineArray<6, (x: Int, weight: Int)>) {
    switch outputs {
    case 4 where RegisterTile.outputs >= 4: Outputs<Scalar, 4>.add(self, taps: taps, places)
    case 3 where RegisterTile.outputs >= 3: Outputs<Scalar, 3>.add(self, taps: taps, places)
    case 2: Outputs<Scalar, 2>.add(self, taps: taps, places)
    default: Outputs<Scalar, 1>.add(self, taps: taps, places)
    }
  }
}

private enum Outputs<Scalar: TensorScalar, let outputs: Int> {
  @inline(__always)
  static func add(
    _ job: PlaceSum<Scalar>, taps: Int, _ places: InlineArray<6, (x: Int, weight: Int)>
  ) {
    let most = RegisterTile.width(outputs: outputs)
    switch taps {
    case 6 where most >= 6: Tile<Scalar, outputs, 6>.add(job, places)
    case 5 where most >= 5: Tile<Scalar, outputs, 5>.add(job, places)
    case 4: Tile<Scalar, outputs, 4>.add(job, places)
    case 3: Tile<Scalar, outputs, 3>.add(job, places)
    case 2: Tile<Scalar, outputs, 2>.add(job, places)
    default: Tile<Scalar, outputs, 1>.add(job, places)
    }
  }
}

private enum Tile<Scalar: TensorScalar, let outputs: Int, let taps: Int> {
  /// Sums over all places.
  @inline(never)
  static func add(_ job: PlaceSum<Scalar>, _ places: InlineArray<6, (x: Int, weight: Int)>) {
    let zero = Scalar.Register(repeating: 0)
    var sums = InlineArray<outputs, InlineArray<taps, Scalar.Register>>(
      repeating: InlineArray(repeating: zero))
    let offsets = InlineArray<taps, Int> { places[$0].x }
    let (xStep, dyPitch, dyStep) = (job.xStep, job.dyPitch, Scalar.registersOfLanes)
    let xGap = job.xRowPitch &- job.columns &* xStep
    let dyGap = job.dyRowPitch &- job.columns &* dyStep
    var (x, dy) = (job.x, job.dy)
    for _ in 0..<job.rows {
      for _ in 0..<job.columns {
        let gradients = InlineArray<outputs, Scalar.Register> { dy[$0 &* dyPitch] }
        for t in 0..<taps {
          let pixel = x[offsets[t]]
          for o in 0..<outputs { sums[o][t].addProduct(gradients[o], pixel) }
        }
        x += xStep
        dy += dyStep
      }
      x += xGap
      dy += dyGap
    }
    for o in 0..<outputs {
      for t in 0..<taps { job.sums[(o &* taps &+ t) &* dyStep] = sums[o][t] }
    }
  }
}
