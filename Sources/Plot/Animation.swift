// Figures one after the other in one file, an animated PNG: every browser plays it, and where
// nothing moves, on paper, its last frame is seen. A frame after the first holds only the pixels
// that have changed, in the smallest rectangle around them, so that a long animation stays small.

import Foundation

/// Figures of one size shown one after the other, three times; then the last one stays, so that
/// nothing moves for ever beside what is being read (WCAG 2.1, 2.2.2).
public struct Animation: Sendable {
  /// The figures in order, all of one size; at least one.
  public var frames: [Figure]
  /// How long a frame is shown, in seconds.
  public var interval: Double
  /// How long the last frame is shown before the first returns, in seconds.
  public var pause: Double
  /// Pixels to a point.
  public var scale: Double

  /// An animation of `frames`.
  ///
  /// - Parameters:
  ///   - interval: seconds a frame is shown, to the millisecond, above 0 and at most 65.
  ///   - pause: seconds the last frame is shown, likewise.
  public init(
    _ frames: [Figure], interval: Double = 0.1, pause: Double = 2, scale: Double = 1.5
  ) {
    precondition(
      !frames.isEmpty && frames.allSatisfy { $0.size == frames[0].size },
      "Animation: \(frames.count) frames of the sizes \(Set(frames.map(\.size))); they must be "
        + "of one size, and at least one")
    precondition(
      [interval, pause].allSatisfy { $0 > 0 && $0 <= 65 },
      "Animation: frames shown for \(interval) s and \(pause) s; it must be above 0, at most 65 s")
    self.frames = frames
    self.interval = interval
    self.pause = pause
    self.scale = scale
  }

  /// The animation as the bytes of an animated PNG.
  ///
  /// - Throws: `PlotError.cairo` when Cairo fails.
  public func rendered() throws(PlotError) -> Data {
    var bitmaps: [Bitmap] = []
    for frame in frames {
      let canvas = try Canvas(size: frame.size, format: .png(scale: scale))
      canvas.checkFont()
      Painter(canvas: canvas).paint(PageLayout(frame, on: canvas))
      bitmaps.append(canvas.bitmap())
    }
    // A colour that no frame shows stands for what has not changed.
    let clear = (0...0xFF_FFFF).first { color in !bitmaps.contains { $0.pixels.contains(color) } }
    var file = AnimatedPNG(
      poster: try bitmaps[bitmaps.count - 1].png(), frames: bitmaps.count, plays: 3,
      clear: clear ?? 0)
    for (index, bitmap) in bitmaps.enumerated() {
      let change =
        index == 0
        ? (bitmap, x: 0, y: 0) : bitmap.change(from: bitmaps[index - 1], clear: clear ?? 0)
      file.add(
        try change.0.png(), x: change.x, y: change.y,
        seconds: index == bitmaps.count - 1 ? pause : interval)
    }
    return file.finished()
  }
}

extension Bitmap {
  /// The smallest rectangle that holds all pixels which differ from those of `other`, of the colour
  /// `clear` where they do not, and its upper left corner; a single pixel if the two are equal.
  func change(from other: Bitmap, clear: UInt32) -> (Bitmap, x: Int, y: Int) {
    let changed = pixels.indices.filter { pixels[$0] != other.pixels[$0] }
    let columns = changed.map { $0 % width }
    let (left, right) = (columns.min() ?? 0, columns.max() ?? 0)
    let (top, bottom) = ((changed.first ?? 0) / width, (changed.last ?? 0) / width)
    let cut = (top...bottom).flatMap { row in
      (left...right).map { column in
        let index = row * width + column
        return pixels[index] == other.pixels[index] ? clear : pixels[index]
      }
    }
    return (Bitmap(width: right - left + 1, pixels: cut), left, top)
  }
}
