// The second and the third way: flat arrays of numbers, with the place of each number computed
// where it is needed. Swift checks that no sum or product of integers overflows and that no index
// lies outside its array. The two differ in nothing but the order of the loops.

extension Problem {
  /// Y from flat arrays, one example after another: the blackboard's order.
  func byExamples() -> [Float] {
    let (X, W) = (X.scalars, W.scalars)
    var Y = [Float](repeating: 0, count: outputCount)
    for n in 0..<examples {
      for o in 0..<outputs {
        for h in 0..<rows {
          for w in 0..<columns {
            // ANCHOR: examples
            var sum: Float = 0
            for c in 0..<channels {
              for i in 0..<size {
                for j in 0..<size {
                  sum +=
                    W[((o * channels + c) * size + i) * size + j]
                    * X[((c * height + h + i) * width + w + j) * examples + n]
                }
              }
            }
            Y[((o * rows + h) * columns + w) * examples + n] = sum
            // ANCHOR_END: examples
          }
        }
      }
    }
    return Y
  }

  /// Y from flat arrays with the examples, which are neighbours in memory, in the innermost loop.
  func inOrder() -> [Float] {
    let (X, W) = (X.scalars, W.scalars)
    var Y = [Float](repeating: 0, count: outputCount)
    for o in 0..<outputs {
      for h in 0..<rows {
        for w in 0..<columns {
          // BEGIN SOLUTION 10.7 points=4
          // ANCHOR: order
          let y = ((o * rows + h) * columns + w) * examples
          for c in 0..<channels {
            for i in 0..<size {
              for j in 0..<size {
                let weight = W[((o * channels + c) * size + i) * size + j]
                let x = ((c * height + h + i) * width + w + j) * examples
                for n in 0..<examples { Y[y + n] += weight * X[x + n] }
              }
            }
          }
          // ANCHOR_END: order
          // END SOLUTION
        }
      }
    }
    return Y
  }
}
