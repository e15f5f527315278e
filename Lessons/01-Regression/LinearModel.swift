// The model of this lesson, z = w·X + b, fitted three ways that must agree: by formula, by
// gradients derived on paper, and by the graph. X is `[features, examples]`, a column an example;
// the scores z and the targets t are `[1, examples]`.

import Gradus

/// A line, plane or hyperplane: one weight a feature, and a bias.
struct LinearModel {
  // ANCHOR: model
  var w: Tensor<Double>  // [1, features]
  var b: Tensor<Double>  // [1, 1]

  func callAsFunction(_ X: Tensor<Double>) -> Tensor<Double> {
    matmul(w, X) + b
  }
  // ANCHOR_END: model
}

/// What a fit minimises: a loss of the scores z, its derivative on paper, and its name in the
/// graph.
struct Objective: Sendable {
  let value: @Sendable (_ z: Tensor<Double>, _ t: Tensor<Double>) -> Double
  let gradient: @Sendable (_ z: Tensor<Double>, _ t: Tensor<Double>) -> Tensor<Double>
  let recorded: @Sendable (_ z: Variable<Double>, _ t: Tensor<Double>) -> Variable<Double>

  // ANCHOR: squared-error
  static let squaredError = Objective(
    value: { z, t in pow(z - t, 2).mean().scalar },
    gradient: { z, t in 2 / Double(t.count) * (z - t) },  // 2(z − t)/n
    recorded: { z, t in mse(z, t) })
  // ANCHOR_END: squared-error

  // ANCHOR: cross-entropy
  static let crossEntropy = Objective(
    value: { z, t in
      (t * log(1 + exp(-z)) + (1 - t) * log(1 + exp(z))).mean().scalar
    },
    gradient: { z, t in (sigmoid(z) - t) / Double(t.count) },  // (σ(z) − t)/n
    recorded: { z, t in binaryCrossEntropy(logits: z, targets: t) })
  // ANCHOR_END: cross-entropy

  // ANCHOR: gradients
  func gradients(
    of model: LinearModel, _ data: Examples
  ) -> (dw: Tensor<Double>, db: Tensor<Double>) {
    // BEGIN SOLUTION 01.7 points=3
    let dz = gradient(model(data.X), data.t)
    let dw = matmul(dz, data.X.transposed())  // dw = dz·Xᵀ
    let db = dz.summed(along: 1, keepingAxes: true)  // db = Σ dz
    return (dw, db)
    // END SOLUTION
  }
  // ANCHOR_END: gradients

  /// The loss of a model on examples.
  func loss(of model: LinearModel, _ data: Examples) -> Double {
    value(model(data.X), data.t)
  }
}

/// The models that descent passes through, the first one before any step.
typealias Path = [LinearModel]

extension Path {
  /// The model after so many epochs, or after the last.
  func after(_ epochs: Int) -> LinearModel { self[Swift.min(epochs, count - 1)] }

  /// The epochs at which a curve over a logarithmic axis is drawn: some sixty, evenly spread.
  var milestones: [Int] {
    let spread = (0...60).map { Double.pow(Double(count - 1), Double($0) / 60).rounded() }
    return Set(spread.map { Int($0) }).sorted()
  }

  /// The losses at the milestones.
  func losses(_ objective: Objective, _ data: Examples) -> [Double] {
    milestones.map { objective.loss(of: self[$0], data) }
  }
}

/// Gradient descent from zero with the gradients of `Objective.gradients`.
func descendByHand(
  _ objective: Objective, _ data: Examples, rate: Double, epochs: Int
) -> Path {
  // BEGIN SOLUTION 01.8 points=3
  // ANCHOR: by-hand
  var model = LinearModel(w: .zeros([1, data.X.shape[0]]), b: .zeros([1, 1]))
  var path = [model]
  for _ in 0..<epochs {
    let (dw, db) = objective.gradients(of: model, data)
    model.w -= rate * dw
    model.b -= rate * db
    path.append(model)
  }
  return path
  // ANCHOR_END: by-hand
  // END SOLUTION
}

/// The same descent, its gradients found by the graph.
func descendByGraph(
  _ objective: Objective, _ data: Examples, rate: Double, epochs: Int
) -> LinearModel {
  // ANCHOR: by-graph
  let features = data.X.shape[0]
  let layer = Linear<Double>(weight: .zeros([1, features]), bias: .zeros([1]))
  var optimizer = SGD(layer.parameters, learningRate: rate)
  for _ in 0..<epochs {
    let loss = objective.recorded(layer(data.X, .training), data.t)
    optimizer.step(loss.gradients(of: optimizer.parameters))
  }
  // ANCHOR_END: by-graph
  let bias = layer.bias?.value ?? .zeros([1])
  return LinearModel(w: layer.weight.value, b: bias.reshaped([1, 1]))
}

/// The least-squares model by the normal equations, (A·Aᵀ)·θ = A·tᵀ, where A is X with a row of
/// ones.
func solveByFormula(_ data: Examples) -> LinearModel {
  // ANCHOR: by-formula
  let (features, examples) = (data.X.shape[0], data.X.shape[1])
  let A = Tensor.concatenated([data.X, .ones([1, examples])])
  let theta = solve(matmul(A, A.transposed()), matmul(A, data.t.transposed()))
  let w = theta.sliced(0..<features).transposed()
  let b = theta.sliced(features..<features + 1)
  // ANCHOR_END: by-formula
  return LinearModel(w: w, b: b)
}

/// The largest difference between two models' parameters.
func distance(_ a: LinearModel, _ b: LinearModel) -> Double {
  max(abs(a.w - b.w).max().scalar, abs(a.b - b.b).max().scalar)
}
