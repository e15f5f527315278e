// The fifth way: sixteen examples at a time in the lanes of a vector. The sum of an output never
// leaves its register until it is complete; but each addition has to wait for the one before.

import Gradus

/// Sixteen numbers, side by side.
typealias Lanes = SIMD16<Float>

extension Problem {
  /// Y with sixteen examples in the lanes and one sum at a time.
  func inLanes() -> [Float] {
    writing { X, W, Y in
      for o in 0..<outputs {
        for h in 0..<rows {
          for w in 0..<columns {
            for n in stride(from: 0, to: examples, by: Lanes.scalarCount) {
              // ANCHOR: lanes
              var sum = Lanes()
              for c in 0..<channels {
                for i in 0..<size {
                  for j in 0..<size {
                    let weight = W[placeOfW(o, c, i, j)]
                    let x: Lanes = X.vector(at: placeOfX(c, h &+ i, w &+ j) &+ n)
                    sum.addProduct(x, Lanes(repeating: weight))
                  }
                }
              }
              Y.store(sum, at: placeOfY(o, h, w) &+ n)
              // ANCHOR_END: lanes
            }
          }
        }
      }
    }
  }

  /// An array of the size of Y whose numbers, all of them, are written by `body`.
  func writing(
    _ body: (
      _ X: UnsafePointer<Float>, _ W: UnsafePointer<Float>, _ Y: UnsafeMutablePointer<Float>
    ) -> Void
  ) -> [Float] {
    precondition(
      examples % Lanes.scalarCount == 0, "Problem: \(examples) examples do not fill the lanes")
    return Array(unsafeUninitializedCapacity: outputCount) { Y, count in
      guard let Y = Y.baseAddress else { return }
      withPointers { X, W in body(X, W, Y) }
      count = outputCount
    }
  }
}

extension UnsafePointer<Float> {
  /// The numbers from here on, as many as a vector has.
  @inline(__always)
  func vector<Vector: SIMD<Float>>(at offset: Int) -> Vector {
    UnsafeRawPointer(self + offset).loadUnaligned(as: Vector.self)
  }
}

extension UnsafeMutablePointer<Float> {
  /// Writes a vector's numbers, from here on.
  @inline(__always)
  func store<Vector: SIMD<Float>>(_ vector: Vector, at offset: Int) {
    UnsafeMutableRawPointer(self + offset).storeBytes(of: vector, as: Vector.self)
  }
}
