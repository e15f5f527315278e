// A convolution's kernels read a group of examples, as many as there are lanes, from memory of their
// own, where the group's pixels stand one after the other: in the tensor a power of two may lie
// between them, and then they compete for the same few lines of the cache. Columns of zeros stand
// beside the image, so that no tap has to ask whether it meets the image; missing examples are zeros.

/// Rows of some images, `[rows, channels, columns]`, for as many examples as there are lanes.
struct ConvolutionSlab<Scalar: TensorScalar> {
  /// The images' rows and columns that the slab holds; columns may lie outside the image.
  let rows, columns: Range<Int>

  /// How many channels a row has.
  let channels: Int

  /// From one channel of a row to the next: an odd number, for the sake of the cache.
  let pitch: Int

  /// From one row to the next.
  var rowPitch: Int { channels &* pitch }

  /// The pixels.
  let pixels: UnsafeMutablePointer<Scalar.Lanes>

  /// Copies some channels and rows of the images `[channels, height, width, examples]`, `rows` of
  /// which are within the image, and of the examples those from `first` on.
  init(
    _ images: UnsafePointer<Scalar>, shape: [Int], channels: Range<Int>, rows: Range<Int>,
    columns: Range<Int>, from first: Int
  ) {
    self.rows = rows
    self.columns = columns
    self.channels = channels.count
    pitch = columns.count | 1
    pixels = BufferPool.take(Scalar.Lanes.self, count: rows.count * self.channels * pitch)
    let (height, width, examples) = (shape[1], shape[2], shape[3])
    let zero = Scalar.Lanes(repeating: 0)
    let inside = columns.clamped(to: 0..<width)
    let before = inside.isEmpty ? columns.count : inside.lowerBound - columns.lowerBound
    let after = columns.count - before - inside.count
    let live = min(examples - first, Scalar.Lanes.laneCount)
    var target = pixels
    for u in rows {
      for c in channels {
        let place: Int = (c &* height &+ u) &* width &+ inside.lowerBound
        var source = images + (place &* examples &+ first)
        target.initialize(repeating: zero, count: before)
        var pixel = target + before
        if live == Scalar.Lanes.laneCount {
          for _ in inside {
            pixel.initialize(to: source.lanes(at: 0))
            source += examples
            pixel += 1
          }
        } else {
          for _ in inside {
            pixel.initialize(to: source.lanes(at: 0, count: live))
            source += examples
            pixel += 1
          }
        }
        pixel.initialize(repeating: zero, count: after)
        target += pitch
      }
    }
  }

  /// Where a channel's pixel stands, which may lie beyond the slab: an origin to count from.
  @inline(__always)
  func offset(row: Int, channel: Int, column: Int) -> Int {
    ((row &- rows.lowerBound) &* channels &+ channel) &* pitch &+ column &- columns.lowerBound
  }

  /// The pixels, register by register.
  var registers: UnsafePointer<Scalar.Register> {
    UnsafePointer(UnsafeMutableRawPointer(pixels).assumingMemoryBound(to: Scalar.Register.self))
  }

  /// Gives the memory back.
  func deallocate() {
    BufferPool.giveBack(pixels, count: rows.count * channels * pitch)
  }
}
