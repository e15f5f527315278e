import Gradus

// LeNet-5's second convolution for 64 images, by the letter of its formula.
let (outputs, rows, channels, size, examples) = (16, 10, 6, 5, 64)
var random = RandomGenerator(seed: 1)
let W = Tensor<Float>.normal([16, 6, 5, 5], using: &random)
let X = Tensor<Float>.normal([6, 14, 14, 64], using: &random)

/// One output: a sum of 150 products.
func output(_ o: Int, _ h: Int, _ w: Int, _ n: Int) -> Float {
  var sum: Float = 0
  for c in 0..<channels {
    for i in 0..<size {
      for j in 0..<size { sum += W[o, c, i, j] * X[c, h + i, w + j, n] }
    }
  }
  return sum
}

let clock = ContinuousClock()
let warm = conv2d(X, W)  // the first call wakes threads and fills caches
let start = clock.now
let Y = conv2d(X, W)
let fast = start.duration(to: clock.now)

// 102 outputs of 102,400, or the loops would take their time.
var furthest: Float = 0
let slow = clock.measure {
  for k in 0..<102 {
    let (o, h, w, n) = (k % outputs, k % rows, k / rows % rows, k % examples)
    furthest = max(furthest, abs(output(o, h, w, n) - Y[o, h, w, n]))
  }
}
print("the same numbers:", furthest < 1e-4)
print("more than a hundred times as fast:", 1004 * (slow / fast) > 100)
