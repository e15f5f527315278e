// The fourth way: the third's loops, and nobody checks. `&+` and `&*` are the integers' arithmetic
// that wraps around silently, and a pointer goes wherever it is told. What keeps this safe is that
// every place is computed from the sizes of the arrays that the pointers belong to.

extension Problem {
  /// Y as in ``inOrder()``, without checks.
  func unchecked() -> [Float] {
    var Y = [Float](repeating: 0, count: outputCount)
    Y.withUnsafeMutableBufferPointer { Y in
      withPointers { X, W in
        guard let Y = Y.baseAddress else { return }
        for o in 0..<outputs {
          for h in 0..<rows {
            for w in 0..<columns {
              // ANCHOR: unchecked
              let y = Y + placeOfY(o, h, w)
              for c in 0..<channels {
                for i in 0..<size {
                  for j in 0..<size {
                    let weight = W[placeOfW(o, c, i, j)]
                    let x = X + placeOfX(c, h &+ i, w &+ j)
                    for n in 0..<examples { y[n] += weight * x[n] }
                  }
                }
              }
              // ANCHOR_END: unchecked
            }
          }
        }
      }
    }
    return Y
  }

  // ANCHOR: places
  /// Where the examples of X[c, u, v] begin.
  @inline(__always)
  func placeOfX(_ c: Int, _ u: Int, _ v: Int) -> Int {
    ((c &* height &+ u) &* width &+ v) &* examples
  }
  // ANCHOR_END: places

  /// Where W[o, c, i, j] stands.
  @inline(__always)
  func placeOfW(_ o: Int, _ c: Int, _ i: Int, _ j: Int) -> Int {
    ((o &* channels &+ c) &* size &+ i) &* size &+ j
  }

  /// Where the examples of Y[o, h, w] begin.
  @inline(__always)
  func placeOfY(_ o: Int, _ h: Int, _ w: Int) -> Int {
    ((o &* rows &+ h) &* columns &+ w) &* examples
  }

  /// Calls `body` with where X and W begin.
  @inline(__always)
  func withPointers(_ body: (_ X: UnsafePointer<Float>, _ W: UnsafePointer<Float>) -> Void) {
    X.storage.withUnsafeBufferPointer { X in
      W.storage.withUnsafeBufferPointer { W in
        guard let X = X.baseAddress, let W = W.baseAddress else { return }
        body(X, W)
      }
    }
  }
}
