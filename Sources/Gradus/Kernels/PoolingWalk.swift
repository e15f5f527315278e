// The way of pooling's kernels through a batch of images: in parts that threads can share, window by
// window, and for each window a run of examples after the other.

/// A window at one of its places, over one run of examples.
struct PlacedWindow {
  /// Which of a channel's windows it is.
  let index: Int

  /// Where the first element of the image under it stands in storage.
  fileprivate let first: Int

  fileprivate let rows, columns: Int
  fileprivate let rowStep, columnStep: Int

  /// How many elements of the image it has.
  var count: Int { rows &* columns }

  /// Calls `body` with the place in storage of each element, in reading order.
  @inline(__always)
  func forEachElement(_ body: (_ place: Int) -> Void) {
    var row = first
    for _ in 0..<rows {
      var place = row
      for _ in 0..<columns {
        body(place)
        place &+= columnStep
      }
      row &+= rowStep
    }
  }
}

/// A window at all its places on a batch of images, cut into parts.
struct PoolingWalk {
  /// The first element under the window, at each of its places along an axis, and how many there
  /// are.
  private typealias Extent = (first: Int, count: Int)

  private let rows, columns: [Extent]
  private let height, width, examples: Int
  private let rowStep, columnStep: Int

  /// How many examples go together.
  private let block: Int
  private let blocks: Int

  /// How many parts there are: for every channel one for each block of examples.
  let parts: Int

  /// How many numbers the images have.
  let inputCount: Int

  /// Whether every element of the images is under exactly one window.
  let tiles: Bool

  /// The walk of `windows`, with runs of `laneCount` examples.
  init(_ windows: PoolingWindows, laneCount: Int) {
    let shape = windows.inputShape
    (height, width, examples) = (shape[1], shape[2], shape[3])
    rows = Self.extents(windows.window.vertical, windows.outputShape[1], of: height)
    columns = Self.extents(windows.window.horizontal, windows.outputShape[2], of: width)
    rowStep = windows.window.dilation.height * width * examples
    columnStep = windows.window.dilation.width * examples
    block = 4 * laneCount
    blocks = (examples + block - 1) / block
    parts = shape[0] * blocks
    inputCount = shape.elementCount
    tiles =
      windows.window.dilation == 1 && Self.tile(rows, height) && Self.tile(columns, width)
  }

  /// Whether each window begins where the last one ended, from one end of an axis to the other.
  private static func tile(_ extents: [Extent], _ length: Int) -> Bool {
    var end = 0
    for extent in extents {
      if extent.first != end { return false }
      end += extent.count
    }
    return end == length
  }

  private static func extents(_ window: Window1d, _ places: Int, of length: Int) -> [Extent] {
    (0..<places).map {
      let elements = window.elements(at: $0, of: length)
      return (elements.first { _ in true } ?? 0, elements.underestimatedCount)
    }
  }

  /// A part's channel and its examples.
  @inline(__always)
  private func place(of part: Int) -> (channel: Int, examples: Range<Int>) {
    let (channel, block) = part.quotientAndRemainder(dividingBy: blocks)
    let first = block * self.block
    return (channel, first..<min(first + self.block, examples))
  }

  /// Calls `body` for every window of a part and every run of its examples, with the place of the
  /// window's result in storage and how many of the run's examples count.
  @inline(__always)
  func forEachRun<Scalar: TensorScalar>(
    of part: Int, _ scalar: Scalar.Type,
    _ body: (_ window: PlacedWindow, _ output: Int, _ count: Int) -> Void
  ) {
    let (channel, range) = place(of: part)
    for p in rows.indices {
      for q in columns.indices {
        let index = p &* columns.count &+ q
        let element = (channel &* height &+ rows[p].first) &* width &+ columns[q].first
        let output = (channel &* rows.count &* columns.count &+ index) &* examples
        Gradus.forEachRun(of: Scalar.self, in: range) { n, count in
          let window = PlacedWindow(
            index: index, first: element &* examples &+ n, rows: rows[p].count,
            columns: columns[q].count, rowStep: rowStep, columnStep: columnStep)
          body(window, output &+ n, count)
        }
      }
    }
  }

  /// Sets a part's share of numbers, one for each element of the images, to zero.
  @inline(__always)
  func clear<Scalar: TensorScalar>(_ dx: UnsafeMutablePointer<Scalar>, of part: Int) {
    let (channel, range) = place(of: part)
    for pixel in channel &* height &* width..<(channel &+ 1) &* height &* width {
      (dx + (pixel &* examples &+ range.lowerBound)).update(repeating: 0, count: range.count)
    }
  }
}
