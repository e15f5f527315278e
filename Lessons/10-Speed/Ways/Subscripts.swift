// The first way: the formula, letter by letter. Every index is a list that the tensor checks and
// turns into a place in memory, for every single product.

import Gradus

extension Problem {
  /// Y by the tensors' own subscripts, one example after another.
  func bySubscripts() -> [Float] {
    // ANCHOR: subscripts
    var Y = Tensor<Float>.zeros([outputs, rows, columns, examples])
    for n in 0..<examples {
      for o in 0..<outputs {
        for h in 0..<rows {
          for w in 0..<columns {
            for c in 0..<channels {
              for i in 0..<size {
                for j in 0..<size {
                  Y[o, h, w, n] += W[o, c, i, j] * X[c, h + i, w + j, n]
                }
              }
            }
          }
        }
      }
    }
    // ANCHOR_END: subscripts
    return Y.scalars
  }
}
