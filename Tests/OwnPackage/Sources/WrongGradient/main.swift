// A parabola through four points, by descent with a wrong gradient.
// t = 2x² − x + 1
let points: [(x: Double, t: Double)] = [(-1, 4), (0, 1), (1, 2), (2, 7)]

func error(_ p: [Double], _ x: Double, _ t: Double) -> Double {
  p[0] * x * x + p[1] * x + p[2] - t
}

func loss(_ p: [Double]) -> Double {
  points.map { error(p, $0.x, $0.t) * error(p, $0.x, $0.t) / 2 }.reduce(0, +)
}

func gradient(_ p: [Double]) -> [Double] {
  var g = [0.0, 0.0, 0.0]
  for (x, t) in points {
    let e = error(p, x, t)
    g[0] += e * 2 * x * x  // wrong: x² is what p[0] is multiplied by
    g[1] += e * x
    g[2] += e
  }
  return g
}

func short(_ number: Double) -> Double { (1e6 * number).rounded() / 1e6 }

var p = [0.0, 0.0, 0.0]
for step in 0...1000 {
  if [0, 10, 100, 1000].contains(step) { print("step", step, short(loss(p))) }
  let g = gradient(p)
  for k in 0..<3 { p[k] -= 0.03 * g[k] }
}

// Is the gradient right? Ask the loss itself, a little to both sides.
let h = 0.001
for k in 0..<3 {
  var (above, below) = ([1.0, 1.0, 1.0], [1.0, 1.0, 1.0])
  (above[k], below[k]) = (1 + h, 1 - h)
  let measured = (loss(above) - loss(below)) / (2 * h)
  print("p[\(k)]: \(gradient([1, 1, 1])[k]) in the code,", short(measured))
}
