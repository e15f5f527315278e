// A convolution with kernels of 3×3, or its adjoint, by Winograd's filtering: 36 products of
// matrices, one for each product of a tile,
//
//   M[k] = U[k]·V[k],     U[k][o][c] = (G g Gᵀ)ₖ,     V[k][c][place] = (Bᵀ d B)ₖ,
//
// sum over the channels, before the tiles of results are made of them: so the transforms are paid
// once a channel, not once a product (Lavin and Gray 2016, eq. 12). The adjoint is the convolution
// of dY with the kernels turned by half a circle.

/// A convolution of stride and dilation 1 with kernels of 3×3.
struct WinogradKernel<Scalar: TensorScalar> {
  /// `[channels, height, width, examples]`
  let sourceShape: [Int]

  /// `[outputs, height, width, examples]`
  let resultShape: [Int]

  /// Rows and columns of zeros around the source; fewer than none where some of it is not seen.
  let padding: (Int, Int)

  /// From one output's and one channel's kernel to the next one's.
  let weightStrides: (output: Int, channel: Int)

  /// Whether the kernels are turned.
  let isTurned: Bool

  /// Y = W ∗ X, for a weight `[outputs, channels, 3, 3]`.
  init(convolving x: [Int], with weight: [Int], to y: [Int], _ window: Window2d) {
    sourceShape = x
    resultShape = y
    padding = (window.padding.height, window.padding.width)
    weightStrides = (weight[1] * 9, 9)
    isTurned = false
  }

  /// X = Wᵀ ∗ Y, for the same weight.
  init(adjointOf y: [Int], with weight: [Int], to x: [Int], _ window: Window2d) {
    sourceShape = y
    resultShape = x
    padding = (2 - window.padding.height, 2 - window.padding.width)
    weightStrides = (9, weight[1] * 9)
    isTurned = true
  }

  /// About how long one thread takes.
  private var nanoseconds: Int { sourceShape[0] * resultShape.elementCount / 24 }

  /// Writes the whole result, to which every output adds its number in `bias`.
  ///
  /// - Returns: whether all of it is finite. Where it is not, the transforms have carried what was
  ///   not finite to neighbours, and the result is no convolution's.
  func run(
    _ source: UnsafePointer<Scalar>, _ weight: UnsafePointer<Scalar>,
    bias: UnsafePointer<Scalar>, _ result: UnsafeMutablePointer<Scalar>
  ) -> Bool {
    let (channels, outputs) = (sourceShape[0], resultShape[0])
    let tiles = WinogradTiles<Scalar>(covering: resultShape)
    let blocks = (tiles.count + 3) / 4
    let isFinite = UnsafeMutablePointer<Bool>.allocate(capacity: blocks)
    defer { isFinite.deallocate() }
    withScratch(of: Scalar.self, Winograd<Scalar>.products * outputs * channels) { u in
      transform(weight, to: u)
      ThreadTeam.share(blocks, nanoseconds: nanoseconds) { block in
        isFinite[block] = filter(
          source, u, bias: bias, tiles, places: block * 4..<min(block * 4 + 4, tiles.count),
          to: result)
      }
    }
    return (0..<blocks).allSatisfy { isFinite[$0] }
  }

  /// Writes the results at up to 4 places; `u` holds the transformed kernels.
  ///
  /// - Returns: whether all of them are finite.
  @inline(never)
  private func filter(
    _ source: UnsafePointer<Scalar>, _ u: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>,
    _ tiles: WinogradTiles<Scalar>, places: Range<Int>, to result: UnsafeMutablePointer<Scalar>
  ) -> Bool {
    let (channels, outputs) = (sourceShape[0], resultShape[0])
    let v = WinogradPlanes<Scalar>(channels: channels, places: 4)
    let m = WinogradPlanes<Scalar>(
      channels: outputs.roundedUp(to: FullTile<Scalar>.height), places: 4)
    defer {
      v.deallocate()
      m.deallocate()
    }
    tiles.transform(source, shape: sourceShape, margin: padding, places: places, to: v) {
      Winograd<Scalar>.image($0)
    }
    for k in 0..<Winograd<Scalar>.products {
      multiply(u + k * outputs * channels, v.matrix(k), to: m[k])
    }
    return tiles.results(of: m, bias: bias, places: places, to: result, shape: resultShape)
  }

  /// M[k] = U[k]·V[k], a tile at a time. There may be fewer outputs in the last one, where M has
  /// room for all, and fewer than 4 places; what stands there means nothing.
  @inline(never)
  private func multiply(
    _ u: UnsafePointer<Scalar>, _ v: MatrixView<Scalar>, to m: UnsafeMutablePointer<Scalar>
  ) {
    let (channels, outputs) = (sourceShape[0], resultShape[0])
    let (height, width) = (FullTile<Scalar>.height, FullTile<Scalar>.width)
    for column in stride(from: 0, to: v.rowStride, by: width) {
      for o in stride(from: 0, to: outputs, by: height) {
        FullTile(
          MatrixView(start: u + o &* channels, rowStride: channels, columnStride: 1),
          rowCount: min(height, outputs &- o), v.from(row: 0, column: column), inner: channels
        ).store(
          to: m + (o &* v.rowStride &+ column), stride: v.rowStride, rowCount: height,
          columnCount: width, adding: false)
      }
    }
  }

  /// Transforms the kernels, `[36, outputs, channels]`, as many channels at a time as there are
  /// lanes.
  private func transform(_ weight: UnsafePointer<Scalar>, to u: UnsafeMutablePointer<Scalar>) {
    let (channels, outputs) = (sourceShape[0], resultShape[0])
    ThreadTeam.share(outputs, nanoseconds: outputs * channels * 50) { o in
      let gathered = BufferPool.take(Scalar.self, count: Scalar.Lanes.laneCount)
      defer { BufferPool.giveBack(gathered, count: Scalar.Lanes.laneCount) }
      forEachRun(of: Scalar.self, in: 0..<channels) { c, count in
        let kernels = weight + (o &* weightStrides.output &+ c &* weightStrides.channel)
        Winograd<Scalar>.onBothAxes(
          { Winograd<Scalar>.kernel($0) },
          read: { i, j in
            let element = isTurned ? 8 &- (i &* 3 &+ j) : i &* 3 &+ j
            for k in 0..<count { gathered[k] = kernels[element &+ k &* weightStrides.channel] }
            return gathered.lanes(at: 0, count: count)
          },
          write: { i, j, value in
            let plane = (i &* 6 &+ j) &* outputs &* channels
            u.store(value, at: plane &+ o &* channels &+ c, count: count)
          })
      }
    }
  }
}
