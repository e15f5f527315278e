import Gradus

// Sixty noisy points of a cubic; a column is an example.
var generator = RandomGenerator(seed: 1)
let x = Tensor<Double>.linearlySpaced(-2...1.5, count: 60).reshaped([1, 60])
let noise = Tensor<Double>.normal([1, 60], using: &generator)
let X = Tensor.concatenated([pow(x, 3), pow(x, 2), x])
let t = 2 * pow(x, 3) + 4 * pow(x, 2) + 3 * x + 1 + noise

// By formula: the normal equations.
let A = Tensor.concatenated([X, .ones([1, 60])])
let theta = solve(matmul(A, A.transposed()), matmul(A, t.transposed()))

// By hand: step against the gradient, look again.
var w = Tensor<Double>.zeros([1, 3])
var b = Tensor<Double>.zeros([1, 1])
for _ in 1...2000 {
  let dz = 2 * (matmul(w, X) + b - t) / 60
  w -= 0.05 * matmul(dz, X.transposed())
  b -= 0.05 * dz.summed(along: 1, keepingAxes: true)
}

// By graph: no derivative of ours.
let layer = Linear<Double>(weight: .zeros([1, 3]), bias: .zeros([1]))
var optimizer = SGD(layer.parameters, learningRate: 0.05)
for _ in 1...2000 {
  let loss = mse(layer(X, .training), t)
  optimizer.step(loss.gradients(of: optimizer.parameters))
}

func show(_ name: String, _ parameters: [Double]) {
  print(name, parameters.map { ($0 * 10_000).rounded() / 10_000 })
}
show("by formula", theta.scalars)
show("by hand   ", w.scalars + b.scalars)
show("by graph  ", layer.parameters.flatMap { $0.value.scalars })
