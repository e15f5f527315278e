// The sixth way: the sums of four outputs at five neighbouring places, all in registers. Every
// vector that is loaded serves four of them, every weight five, and twenty sums grow side by side,
// so that none has to wait for itself.

import Gradus

/// The sums of a few outputs at a few places. With the five vectors of X and a weight beside them
/// they fill 26 of the 32 registers that AVX-512 has.
struct Tile {
  static let outputs = 4
  static let columns = 5

  private var sums = InlineArray<20, Lanes>(repeating: Lanes())

  subscript(output: Int, column: Int) -> Lanes {
    @inline(__always) get { sums[output &* Tile.columns &+ column] }
    @inline(__always) set { sums[output &* Tile.columns &+ column] = newValue }
  }
}

extension Problem {
  /// Y with sixteen examples in the lanes and a tile of sums.
  func inTiles() -> [Float] {
    precondition(
      outputs % Tile.outputs == 0 && columns % Tile.columns == 0,
      "Problem: \(outputs) outputs at \(columns) places do not fill tiles")
    return writing { X, W, Y in
      for n in stride(from: 0, to: examples, by: Lanes.scalarCount) {
        for o in stride(from: 0, to: outputs, by: Tile.outputs) {
          for h in 0..<rows {
            for w in stride(from: 0, to: columns, by: Tile.columns) {
              // ANCHOR: tile
              var sums = Tile()
              for c in 0..<channels {
                for i in 0..<size {
                  for j in 0..<size {
                    for q in 0..<Tile.columns {
                      let x = X.lanes(at: placeOfX(c, h &+ i, w &+ q &+ j) &+ n)
                      for p in 0..<Tile.outputs {
                        let weight = W[placeOfW(o &+ p, c, i, j)]
                        sums[p, q].addProduct(x, Lanes(repeating: weight))
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
