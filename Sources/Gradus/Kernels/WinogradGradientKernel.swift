// The gradient of a convolution's 3×3 kernels by Winograd's filtering. Y is a sum of products of
// what the transforms make of g and d, so its derivative by g is the transposed transforms' sum of
// products of what they make of dY and d,
//
//   dW = Gᵀ·S·G,     S[k][o][c] = Σ_place (A dy Aᵀ)ₖ·(Bᵀ d B)ₖ,
//
// again 36 products of matrices, of which the examples and places are the inner axis. They are cut
// into parts, by the shapes alone, whose gradients are added in order.

/// dW = Σ dY·X over the places of a window of 3×3 and the examples.
struct WinogradGradientKernel<Scalar: TensorScalar> {
  /// X's shape, `[channels, height, width, examples]`.
  let inputShape: [Int]

  /// dY's, `[outputs, rows, columns, examples]`.
  let outputShape: [Int]

  /// Rows and columns of zeros around X.
  let padding: (Int, Int)

  init(_ x: [Int], _ dy: [Int], _ window: Window2d) {
    inputShape = x
    outputShape = dy
    padding = (window.padding.height, window.padding.width)
  }

  /// About how long one thread takes.
  private var nanoseconds: Int { inputShape[0] * outputShape.elementCount / 24 }

  /// Writes the whole gradient, `[outputs, channels, 3, 3]`.
  func run(
    _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ dW: UnsafeMutablePointer<Scalar>
  ) {
    let count = outputShape[0] * inputShape[0] * 9
    let tiles = WinogradTiles<Scalar>(covering: outputShape)
    // So many places at a time that the matrix product runs at speed.
    let stretches = (tiles.count + 15) / 16
    let parts = min(stretches, 16)
    withScratch(of: Scalar.self, parts * count) { sums in
      ThreadTeam.share(parts, nanoseconds: nanoseconds) { part in
        let sum = sums + part * count
        sum.initialize(repeating: 0, count: count)
        for stretch in (0..<stretches).part(part, of: parts) {
          add(x, dy, tiles, places: (0..<tiles.count).part(stretch, of: stretches), to: sum)
        }
      }
      dW.initialize(from: sums, count: count)
      for part in 1..<parts {
        for k in 0..<count { dW[k] += sums[part &* count &+ k] }
      }
    }
  }

  /// Adds the products at some places.
  @inline(never)
  private func add(
    _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ tiles: WinogradTiles<Scalar>,
    places: Range<Int>, to sum: UnsafeMutablePointer<Scalar>
  ) {
    let (channels, outputs) = (inputShape[0], outputShape[0])
    let v = WinogradPlanes<Scalar>(channels: channels, places: places.count)
    let e = WinogradPlanes<Scalar>(channels: outputs, places: places.count)
    defer {
      v.deallocate()
      e.deallocate()
    }
    tiles.transform(x, shape: inputShape, margin: padding, places: places, to: v) {
      Winograd<Scalar>.image($0)
    }
    tiles.transform(dy, shape: outputShape, margin: (0, 0), places: places, to: e) {
      Winograd<Scalar>.resultGradient($0)
    }
    withScratch(of: Scalar.self, Winograd<Scalar>.products * outputs * channels) { s in
      for k in 0..<Winograd<Scalar>.products {
        multiplyMatrices(
          into: s + k * outputs * channels, e.matrix(k), v.matrix(k).transposed,
          rows: outputs, inner: v.rowStride, columns: channels)
      }
      addKernels(from: s, to: sum)
    }
  }

  /// Transforms sums of products, `[36, outputs, channels]`, and adds them.
  @inline(never)
  private func addKernels(
    from s: UnsafePointer<Scalar>, to sum: UnsafeMutablePointer<Scalar>
  ) {
    let count = outputShape[0] * inputShape[0]
    let dealt = BufferPool.take(Scalar.self, count: Scalar.Lanes.laneCount)
    defer { BufferPool.giveBack(dealt, count: Scalar.Lanes.laneCount) }
    forEachRun(of: Scalar.self, in: 0..<count) { kernel, live in
      Winograd<Scalar>.onBothAxes(
        { Winograd<Scalar>.kernelGradient($0) },
        read: { i, j in s.lanes(at: (i &* 6 &+ j) &* count &+ kernel, count: live) },
        write: { i, j, value in
          dealt.store(value, at: 0)
          for k in 0..<live { sum[(kernel &+ k) &* 9 &+ i &* 3 &+ j] += dealt[k] }
        })
    }
  }
}
