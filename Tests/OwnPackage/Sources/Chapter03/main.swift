import Gradus

// The curve of the chapter, and a bound of its change over a distance.
func f(_ x: Double) -> Double { x * x + x - x.squareRoot() }
func modulus(_ d: Double) -> Double { 21 * d - d * d + d.squareRoot() }

/// A staircase of n sigmoids on 0...10, written down and not trained.
func staircase(_ n: Int) -> Sequential<Double> {
  let h = 10 / Double(n + 1)
  let edges = (1...n).map { h * Double($0) }
  let levels = (0...n).map { f(h * (Double($0) + 0.5)) }
  let steepness = 20 / h
  return Sequential {
    Linear(
      weight: Tensor(repeating: steepness, shape: [n, 1]),
      bias: Tensor(edges.map { -steepness * $0 }))
    Sigmoid()
    Linear(
      weight: Tensor([zip(levels.dropFirst(), levels).map { $0 - $1 }]),
      bias: Tensor([levels[0]]))
  }
}

let x = Tensor<Double>.linearlySpaced(0...10, count: 201).reshaped([1, 201])
for n in [8, 16, 32, 64, 128] {
  let error = abs(staircase(n)(x, .evaluation).value - x.map(f)).max().scalar
  let h = 10 / Double(n + 1)
  let bound = modulus(h / 2) + modulus(2 * .log(2) * h / 20)
  func short(_ number: Double) -> Double { (100 * number).rounded() / 100 }
  print("\(n) units: error \(short(error)), bound \(short(bound))")
}
