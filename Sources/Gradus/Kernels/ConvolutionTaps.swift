// Where a convolution's kernel looks, along one axis. A pixel of the result is a sum over taps: an
// element of the kernel and the source's pixel that it meets. The result's pixels come in lattices,
// every so-manieth pixel, whose taps are the same but for a step of the source from one to the next:
//
//   convolution     result o, source o·s − p + j·d: one lattice, which moves the source by s;
//   its adjoint     result u = o·s − p + j·d, source o: s lattices, one a remainder of u + p by s,
//                   each with the elements j for which u + p − j·d is a multiple of s.
//
// So the adjoint of a strided convolution meets no zeros between pixels.

/// Equally spaced pixels of a result, along one axis, and the taps that they share.
struct TapLattice {
  /// The result's first pixel of the lattice, and from each to the next.
  let first, step: Int

  /// How many pixels there are.
  let count: Int

  /// From the source's pixel of one tap to that of the same tap at the next pixel.
  let sourceStep: Int

  /// The elements of the kernel, in order, and the pixels of the source, some perhaps outside it,
  /// that they meet at the first pixel. The pixels move one way, up or down.
  let taps: [(element: Int, source: Int)]

  /// The taps that meet a source of the given length at a pixel of the lattice.
  func taps(at pixel: Int, within length: Int) -> Range<Int> {
    let isInside = taps.map { 0..<length ~= $0.source + pixel * sourceStep }
    let first = isInside.firstIndex(of: true) ?? 0
    return first..<(isInside.lastIndex(of: true).map { $0 + 1 } ?? first)
  }

  /// The lattice in pieces, each with the taps alone that some pixel of it needs: a tile sums one
  /// list of taps for all its pixels, some of which may meet only zeros beside the source.
  ///
  /// - Parameters:
  ///   - width: how many pixels a tile has, at most.
  ///   - length: the source's.
  ///   - isExact: whether even tiles are cut, so that no tap is outside the source; what is no
  ///     number, or infinite, would make one of a zero.
  func cut(intoTilesOf width: Int, within length: Int, isExact: Bool) -> [TapLattice] {
    let tiles = count.parts(ofAtMost: isExact ? 1 : width)
    var pieces: [(pixels: Range<Int>, taps: Range<Int>)] = []
    for tile in 0..<tiles {
      let pixels = (0..<count).part(tile, of: tiles)
      let taps = pixels.reduce(0..<0) { $0.union(self.taps(at: $1, within: length)) }
      if let last = pieces.last, last.taps == taps {
        pieces[pieces.count - 1].pixels = last.pixels.lowerBound..<pixels.upperBound
      } else {
        pieces.append((pixels, taps))
      }
    }
    return pieces.map { pixels, taps in
      let moved = pixels.lowerBound * sourceStep
      return TapLattice(
        first: first + pixels.lowerBound * step, step: step, count: pixels.count,
        sourceStep: sourceStep,
        taps: self.taps[taps].map { (element: $0.element, source: $0.source + moved) })
    }
  }

  /// The pixels of the lattice at which a tap meets a source of the given length.
  func pixels(of tap: Int, within length: Int) -> Range<Int> {
    let source = taps[tap].source
    let first = source < 0 ? (sourceStep - 1 - source) / sourceStep : 0
    let end = source < length ? (length - 1 - source) / sourceStep + 1 : 0
    return min(first, count)..<max(min(end, count), min(first, count))
  }

  /// From the first to the last pixel of the source, inside or not, that some of the lattice's
  /// pixels meet.
  func reach(of pixels: Range<Int>) -> Range<Int> {
    guard let least = taps.map(\.source).min(), let most = taps.map(\.source).max(),
      !pixels.isEmpty
    else { return 0..<0 }
    return least + pixels.lowerBound * sourceStep..<most + (pixels.upperBound - 1) * sourceStep + 1
  }
}

/// The taps of one lattice of the result, and their weights as tiles read them:
/// `[tile of outputs, tap, output of the tile]`.
struct WeightedTaps<Scalar: TensorScalar> {
  let vertical, horizontal: TapLattice
  let weights: UnsafeMutablePointer<Scalar>

  init(
    _ weight: UnsafePointer<Scalar>, of kernel: ConvolutionKernel<Scalar>, vertical: TapLattice,
    horizontal: TapLattice
  ) {
    self.vertical = vertical
    self.horizontal = horizontal
    let (outputs, channels) = (kernel.resultShape[0], kernel.sourceShape[0])
    let strides = kernel.weightStrides
    let tapCount = vertical.taps.count * channels * horizontal.taps.count
    weights = .allocate(capacity: max(1, outputs * tapCount))
    let tiles = outputs.parts(ofAtMost: kernel.tileOutputs)
    var next = weights
    for tile in 0..<tiles {
      let tile = (0..<outputs).part(tile, of: tiles)
      for i in vertical.taps {
        for c in 0..<channels {
          for j in horizontal.taps {
            let tap = c &* strides.channel &+ i.element &* strides.row &+ j.element
            for o in tile {
              next.initialize(to: weight[tap &+ o &* strides.output])
              next += 1
            }
          }
        }
      }
    }
  }
}

/// A few taps of one row of the kernels, and the columns of dY that a tile of them sums.
struct TapTile {
  typealias Tap = (channel: Int, element: Int)

  /// How many taps there are.
  let count: Int

  /// The taps, and the last of them again and again.
  let taps: InlineArray<6, Tap>

  let columns: Range<Int>

  /// Tiles of at most `width` taps each.
  static func tiles(of taps: [Tap], ofAtMost width: Int, columns: Range<Int>) -> [TapTile] {
    let tiles = taps.count.parts(ofAtMost: width)
    return (0..<tiles).map { tile in
      let part = (0..<taps.count).part(tile, of: tiles)
      return TapTile(
        count: part.count,
        taps: InlineArray { taps[min(part.lowerBound + $0, part.upperBound - 1)] },
        columns: columns)
    }
  }
}

extension Window1d {
  /// The taps of a convolution with a number of places.
  func lattices(ofPlaces places: Int) -> [TapLattice] {
    let taps = (0..<size).map { (element: $0, source: $0 * dilation - padding) }
    return [TapLattice(first: 0, step: 1, count: places, sourceStep: stride, taps: taps)]
  }

  /// The taps of the convolution's adjoint, whose result has the length of the convolution's input.
  func adjointLattices(ofLength length: Int) -> [TapLattice] {
    (0..<min(stride, length)).map { first in
      let taps = (0..<size).compactMap { j -> (element: Int, source: Int)? in
        let distance = first + padding - j * dilation
        return distance.isMultiple(of: stride) ? (j, distance / stride) : nil
      }
      return TapLattice(
        first: first, step: stride, count: (length - first + stride - 1) / stride, sourceStep: 1,
        taps: taps)
    }
  }
}

extension Int {
  /// Into how many parts so many things are cut, none of more than `most`.
  @inline(__always)
  func parts(ofAtMost most: Int) -> Int { (self &+ most &- 1) / most }
}

extension Range<Int> {
  /// The smallest range that holds both; an empty one adds nothing.
  func union(_ other: Range) -> Range {
    if isEmpty { return other }
    return other.isEmpty
      ? self : Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }

  /// One of `count` consecutive parts, of lengths that differ by at most 1.
  @inline(__always)
  func part(_ part: Int, of count: Int) -> Range {
    let length = upperBound &- lowerBound
    return lowerBound &+ part &* length / count..<lowerBound &+ (part &+ 1) &* length / count
  }
}
