// The sixth way: the sums of a few outputs at five neighbouring places, all in registers. Every
// vector that is loaded serves all of the outputs, every weight five places, and so many sums grow
// side by side that none has to wait for itself.

import Gradus

/// As many numbers as a register of this machine holds.
typealias Vector = Float.Register.Wrapped

/// The sums of a few outputs at a few places. With the five vectors of X and a weight beside them
/// they fill 26 of 32 registers, or 16 of 16.
struct Tile {
  // ANCHOR: size
  #if GRADUS_AVX512 || GRADUS_NEON  // 32 registers, of sixteen numbers or of four
    static let outputs = 4
    private var sums = InlineArray<20, Vector>(repeating: Vector())
  #else  // 16 registers, of eight numbers or of four
    static let outputs = 2
    private var sums = InlineArray<10, Vector>(repeating: Vector())
  #endif
  static let columns = 5
  // ANCHOR_END: size

  /// The operations per byte that goes between memory and registers: vectors of X and weights come,
  /// the sums stay.
  static var intensity: Double {
    let (p, q, lanes) = (Double(outputs), Double(columns), Double(Vector.scalarCount))
    return 2 * lanes * p * q / (4 * lanes * q + 4 * p)
  }

  subscript(output: Int, column: Int) -> Vector {
    @inline(__always) get { sums[output &* Tile.columns &+ column] }
    @inline(__always) set { sums[output &* Tile.columns &+ column] = newValue }
  }
}

extension Problem {
  /// Y with a register's examples in the lanes and a tile of sums.
  func inTiles() -> [Float] {
    precondition(
      outputs % Tile.outputs == 0 && columns % Tile.columns == 0,
      "Problem: \(outputs) outputs at \(columns) places do not fill tiles")
    return writing { X, W, Y in
      for n in stride(from: 0, to: examples, by: Vector.scalarCount) {
        for o in stride(from: 0, to: outputs, by: Tile.outputs) {
          for h in 0..<rows {
            for w in stride(from: 0, to: columns, by: Tile.columns) {
              // ANCHOR: tile
              var sums = Tile()
              for c in 0..<channels {
                for i in 0..<size {
                  for j in 0..<size {
                    for q in 0..<Tile.columns {
                      let x: Vector = X.vector(at: placeOfX(c, h &+ i, w &+ q &+ j) &+ n)
                      for p in 0..<Tile.outputs {
                        let weight = W[placeOfW(o &+ p, c, i, j)]
                        sums[p, q].addProduct(x, Vector(repeating: weight))
                      }
                    }
                  }
                }
              }
              // ANCHOR_END: tile
              for p in 0..<Tile.outputs {
                for q in 0..<Tile.columns {
                  Y.store(sums[p, q], at: placeOfY(o &+ p, h, w &+ q) &+ n)
                }
              }
            }
          }
        }
      }
    }
  }
}
