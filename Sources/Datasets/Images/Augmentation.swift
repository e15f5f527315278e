// Changes to a training image that leave its class as it is, drawn anew whenever the image is used:
// a mirror image, a shift by a few pixels, a square hidden. Shifts and mirror images are LeCun's and
// Krizhevsky's; hidden squares are DeVries and Taylor's (2017), "Improved regularization of
// convolutional neural networks with cutout", arXiv:1708.04552.

import Gradus

/// What may happen to a training image.
public struct Augmentation: Equatable, Sendable {
  /// Whether every second image, at random, is mirrored from left to right. Not for digits.
  public var flips: Bool
  /// The most by which an image is shifted, in pixels, along each axis independently and uniformly;
  /// black comes in at the edge.
  public var shift: Int
  /// The side of a square of mean grey laid over every image, in pixels; its middle may be
  /// anywhere, so that the edge cuts some of them. 0 for none.
  public var cutout: Int

  /// Nothing happens but what is said here.
  public init(flips: Bool = false, shift: Int = 0, cutout: Int = 0) {
    require(
      shift >= 0 && cutout >= 0, "Augmentation: a shift of \(shift), a square of side \(cutout)")
    self.flips = flips
    self.shift = shift
    self.cutout = cutout
  }

  /// What happens to one image.
  struct Draw: Equatable, Sendable {
    var isFlipped = false
    var down = 0
    var right = 0
    /// Rows and columns hidden.
    var hidden: (rows: Range<Int>, columns: Range<Int>) = (0..<0, 0..<0)

    static func == (a: Draw, b: Draw) -> Bool {
      (a.isFlipped, a.down, a.right, a.hidden.rows, a.hidden.columns)
        == (b.isFlipped, b.down, b.right, b.hidden.rows, b.hidden.columns)
    }
  }

  /// Draws what happens to the next image of a height and width.
  func draw(height: Int, width: Int, using generator: inout RandomGenerator) -> Draw {
    var draw = Draw()
    if flips { draw.isFlipped = generator.integer(below: 2) == 1 }
    if shift > 0 {
      draw.down = generator.integer(below: 2 * shift + 1) - shift
      draw.right = generator.integer(below: 2 * shift + 1) - shift
    }
    if cutout > 0 {
      func hidden(_ length: Int) -> Range<Int> {
        let start = generator.integer(below: length) - cutout / 2
        return max(0, start)..<min(length, start + cutout)
      }
      draw.hidden = (hidden(height), hidden(width))
    }
    return draw
  }
}

extension Augmentation.Draw {
  /// Writes a changed image.
  ///
  /// - Parameters:
  ///   - source: the image, `[channels, height, width]`.
  ///   - target: room for another.
  ///   - gray: the byte that hides, for each channel.
  func apply(
    to source: UnsafePointer<UInt8>, into target: UnsafeMutablePointer<UInt8>,
    shape: [Int], gray: [UInt8]
  ) {
    let (height, width) = (shape[1], shape[2])
    for channel in 0..<shape[0] {
      for y in 0..<height {
        let line = target + (channel * height + y) * width
        let from = y - down
        // The columns of the target that show a place of the source.
        let shown = max(0, right)..<max(max(0, right), min(width, width + right))
        line.update(repeating: 0, count: width)
        if (0..<height).contains(from) {
          let old = source + (channel * height + from) * width
          for x in shown {
            line[x] = old[isFlipped ? width - 1 - (x - right) : x - right]
          }
        }
        if hidden.rows.contains(y) {
          for x in hidden.columns { line[x] = gray[channel] }
        }
      }
    }
  }
}
