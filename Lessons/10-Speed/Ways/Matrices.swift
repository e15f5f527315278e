// A product of matrices that outgrow the second cache, three ways. All three do the same products;
// what differs is where the numbers come from: memory for each of them, a tile of sums that stays in
// registers, and panels copied so that what a tile reads stays in the caches until it is used up
// (Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication").

import Gradus
import LessonKit

/// C = A·B for square matrices, `[size, size]`.
struct Matrices: Sendable {
  let size: Int
  let A, B: Tensor<Float>

  /// Random matrices, of a whole number of tiles and stretches.
  init(size: Int, using generator: inout RandomGenerator) {
    precondition(
      size % Tile.outputs == 0 && size % Self.width == 0 && size % Self.stretch == 0,
      "Matrices: \(size) rows and columns do not fill tiles")
    self.size = size
    A = .normal([size, size], using: &generator)
    B = .normal([size, size], using: &generator)
  }

  /// How many columns a tile has.
  static var width: Int { Tile.columns * Vector.scalarCount }

  /// Over how many products the tiles sum at a time, where B is copied in panels: of as many rows
  /// and as wide as a tile, a panel has 26 kilobytes at most.
  static let stretch = 80

  /// One multiplication and one addition per product.
  static func operations(size: Int) -> Double { 2 * Double(size * size * size) }

  /// C, a row of B at a time: the sums are in memory.
  func byRows() -> [Float] {
    writing { A, B, C in
      for i in 0..<size {
        for p in 0..<size {
          let a = A[i &* size &+ p]
          for j in 0..<size { C[i &* size &+ j] += a * B[p &* size &+ j] }
        }
      }
    }
  }

  /// C with the tile of the sixth way: its rows are a few of A's, its columns five vectors of B's.
  func byTiles() -> [Float] {
    writing { A, B, C in
      for i in stride(from: 0, to: size, by: Tile.outputs) {
        for j in stride(from: 0, to: size, by: Self.width) {
          addTile(A + i &* size, B + j, rowOfB: size, count: size, to: C + (i &* size &+ j))
        }
      }
    }
  }

  /// C with the same tiles, a stretch of the products at a time.
  func byPanels() -> [Float] {
    writing { A, B, C in
      let panel = UnsafeMutablePointer<Float>.allocate(capacity: Self.stretch &* Self.width)
      defer { panel.deallocate() }
      // ANCHOR: panels
      for p in stride(from: 0, to: size, by: Self.stretch) {
        for j in stride(from: 0, to: size, by: Self.width) {
          for r in 0..<Self.stretch {
            let row = B + ((p &+ r) &* size &+ j)
            (panel + r &* Self.width).update(from: row, count: Self.width)
          }
          for i in stride(from: 0, to: size, by: Tile.outputs) {
            addTile(
              A + (i &* size &+ p), panel, rowOfB: Self.width, count: Self.stretch,
              to: C + (i &* size &+ j))
          }
        }
      }
      // ANCHOR_END: panels
    }
  }

  /// Adds to a tile of C a few rows of A times as many vectors of B's rows as the tile is wide.
  @inline(never)
  private func addTile(
    _ A: UnsafePointer<Float>, _ B: UnsafePointer<Float>, rowOfB: Int, count: Int,
    to C: UnsafeMutablePointer<Float>
  ) {
    var sums = Tile()
    for p in 0..<count {
      for q in 0..<Tile.columns {
        let b: Vector = B.vector(at: p &* rowOfB &+ q &* Vector.scalarCount)
        for r in 0..<Tile.outputs {
          sums[r, q].addProduct(b, Vector(repeating: A[r &* size &+ p]))
        }
      }
    }
    for r in 0..<Tile.outputs {
      for q in 0..<Tile.columns {
        let place = r &* size &+ q &* Vector.scalarCount
        let before: Vector = UnsafePointer(C).vector(at: place)
        C.store(before + sums[r, q], at: place)
      }
    }
  }

  /// Calls `body` with the numbers of A and B, and of C, which are zeros to begin with.
  @inline(__always)
  private func writing(
    _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) -> [Float] {
    var C = [Float](repeating: 0, count: size * size)
    A.storage.withUnsafeBufferPointer { A in
      B.storage.withUnsafeBufferPointer { B in
        C.withUnsafeMutableBufferPointer { C in
          guard let A = A.baseAddress, let B = B.baseAddress, let C = C.baseAddress else { return }
          body(A, B, C)
        }
      }
    }
    return C
  }

  /// Holds the three ways to the product in double precision.
  ///
  /// - Throws: `LessonError` where one of them is wrong.
  func check() throws {
    for (name, way) in [("rows", byRows), ("tiles", byTiles), ("panels", byPanels)] {
      let error = error(of: way())
      guard error < 1e-5 else {
        throw LessonError("the product by \(name) is wrong by \(error) of the largest number.")
      }
    }
  }

  /// The largest error of C, relative to the largest number that it has in `Double`.
  func error(of C: [Float]) -> Double {
    largestError(of: C, against: matmul(Tensor<Double>(A), Tensor<Double>(B)).scalars)
  }
}
