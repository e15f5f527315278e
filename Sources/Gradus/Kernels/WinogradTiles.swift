// Where the tiles of Winograd's filtering lie, and what its transforms read and write. A place is a
// tile of 4×4 results of one group of examples, as many as there are lanes; the places are counted
// over all groups, so that small images too fill a block of them.

/// The tiles that cover the results `[channels, height, width, examples]`.
struct WinogradTiles<Scalar: TensorScalar> {
  typealias Lanes = Scalar.Lanes

  /// Tiles along each axis; those at the lower and right edge may reach beyond it.
  private let rows, columns: Int

  private let examples: Int

  init(covering shape: [Int]) {
    rows = (shape[1] + 3) / 4
    columns = (shape[2] + 3) / 4
    examples = shape[3]
  }

  /// How many places there are.
  var count: Int { rows * columns * ((examples + Lanes.laneCount - 1) / Lanes.laneCount) }

  /// Where a place's tile lies among the results, its first example, and how many there are.
  @inline(__always)
  private func tile(at place: Int) -> (row: Int, column: Int, example: Int, live: Int) {
    let (group, tile) = place.quotientAndRemainder(dividingBy: rows &* columns)
    let (row, column) = tile.quotientAndRemainder(dividingBy: columns)
    let example = group &* Lanes.laneCount
    return (row &* 4, column &* 4, example, min(Lanes.laneCount, examples &- example))
  }

  /// Transforms the squares of images that belong to some places.
  ///
  /// - Parameters:
  ///   - images: `[channels, height, width, examples]`, `shape`; zero outside.
  ///   - margin: by how many rows and columns a square begins before its tile.
  ///   - planes: where to write.
  ///   - f: one axis of the transform.
  @inline(__always)
  func transform<let size: Int>(
    _ images: UnsafePointer<Scalar>, shape: [Int], margin: (Int, Int), places: Range<Int>,
    to planes: WinogradPlanes<Scalar>, by f: (InlineArray<size, Lanes>) -> InlineArray<6, Lanes>
  ) {
    let area: Int = shape[1] * shape[2] * shape[3]
    let squares = BufferPool.take(Lanes.self, count: places.count * size * size)
    defer { BufferPool.giveBack(squares, count: places.count * size * size) }
    for c in 0..<shape[0] {
      // All squares first: their reads miss the cache, and so many of them wait together.
      var square = squares
      for place in places {
        let (row, column, example, live) = tile(at: place)
        copySquare(
          of: size, images + (c &* area &+ example), shape: shape, top: row &- margin.0,
          left: column &- margin.1, live: live, to: square)
        square += size &* size
      }
      for place in 0..<places.count {
        let square = squares + place &* size &* size
        let target = planes.column(channel: c, place: place)
        Winograd<Scalar>.onBothAxes(
          f, read: { i, j in square[i &* size &+ j] },
          write: { i, j, value in target.store(value, at: (i &* 6 &+ j) &* planes.pitch) })
      }
    }
  }

  /// Copies a square of an image, of which some may lie outside.
  @inline(__always)
  private func copySquare(
    of size: Int, _ image: UnsafePointer<Scalar>, shape: [Int], top: Int, left: Int, live: Int,
    to square: UnsafeMutablePointer<Lanes>
  ) {
    let (height, width, examples) = (shape[1], shape[2], shape[3])
    withUnsafeBytes(of: Lanes(repeating: 0)) { zeros in
      let zeros = zeros.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: Scalar.self)
      @inline(__always)
      func copy(_ lanes: (UnsafePointer<Scalar>) -> Lanes) {
        for i in 0..<size {
          // A negative number is a large one without a sign.
          let isRow = UInt(bitPattern: top &+ i) < UInt(bitPattern: height)
          let row = image + (top &+ i) &* width &* examples
          for j in 0..<size {
            let isPixel = isRow && UInt(bitPattern: left &+ j) < UInt(bitPattern: width)
            square[i &* size &+ j] = lanes(isPixel ? row + (left &+ j) &* examples : zeros)
          }
        }
      }
      if live == Lanes.laneCount {
        copy { $0.lanes(at: 0) }
      } else {
        copy { $0.lanes(at: 0, count: live) }
      }
    }
  }

  /// Transforms the products of some places into results, `shape`, each with its channel's bias.
  ///
  /// - Returns: whether all of them are finite.
  @inline(__always)
  func results(
    of planes: WinogradPlanes<Scalar>, bias: UnsafePointer<Scalar>, places: Range<Int>,
    to images: UnsafeMutablePointer<Scalar>, shape: [Int]
  ) -> Bool {
    let (channels, height, width, examples) = (shape[0], shape[1], shape[2], shape[3])
    let zero = Lanes(repeating: 0)
    var zeros = zero
    for c in 0..<channels {
      let bias = Lanes(repeating: bias[c])
      for place in places {
        let source = planes.column(channel: c, place: place &- places.lowerBound)
        let (top, left, example, live) = tile(at: place)
        let corner = images + (((c &* height &+ top) &* width &+ left) &* examples &+ example)
        @inline(__always)
        func transform(_ write: (_ row: Int, _ column: Int, Lanes) -> Void) {
          Winograd<Scalar>.onBothAxes(
            { Winograd<Scalar>.result($0) },
            read: { i, j in source.lanes(at: (i &* 6 &+ j) &* planes.pitch) },
            write: { i, j, y in
              zeros.addProduct(zero, y)
              write(i, j, y + bias)
            })
        }
        if top &+ 4 <= height, left &+ 4 <= width, live == Lanes.laneCount {
          transform { i, j, y in corner.store(y, at: (i &* width &+ j) &* examples) }
        } else {
          transform { i, j, y in
            if top &+ i < height, left &+ j < width {
              corner.store(y, at: (i &* width &+ j) &* examples, count: live)
            }
          }
        }
      }
    }
    return zeros.laneSum() == 0
  }
}
