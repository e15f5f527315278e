// Where exercises 01.7 and 01.8 are checked: the gradients of a linear model, and the descent along
// them. The numbers of features and examples are distinct primes.

import Gradus

private typealias T = Tensor<Double>

/// Random weights, bias, inputs and targets.
private func model(_ features: Int, _ n: Int, _ random: inout RandomGenerator) -> [T] {
  [[1, features], [1, 1], [features, n], [1, n]].map { .normal($0, using: &random) }
}

/// The mean squared error of `w·X + b`.
private func loss(_ w: T, _ b: T, _ X: T, _ t: T) -> T {
  let e = matmul(w, X) + b - t
  return (e * e).mean()
}

/// The checks of dw and db.
func linearCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  var random = variation.generator(1801)
  return [(3, 5), (2, 7), (5, 3)].flatMap { (features, n) -> [Case] in
    let n = variation.grown(n)
    let p = model(features, n, &random)
    let (w, b, X, t) = (p[0], p[1], p[2], p[3])
    let e = matmul(w, X) + b - t
    let name = "\(features) features, \(n) examples"
    let count = Double(n)
    return [
      Case.gradient(
        name: "\(name), dw", input: "w", point: w, function: { loss($0, b, X, t) },
        gradient: { w, dL in dL * student(w, b, X, t) },
        mistakes: [
          "it is n times too large: dz has been divided by n already, or should have been.":
            { count * loss($0, b, X, t) },
          "it is divided by n twice: dz holds the mean's 1/n already.":
            { loss($0, b, X, t) / count },
          "it is the sum of dz, not of dz·xᵀ: X is missing.": { (2 * e).mean() * $0.summed() },
        ]),
      Case.gradient(
        name: "\(name), db", input: "b", point: b, function: { loss(w, $0, X, t) },
        gradient: { b, dL in dL * student(w, b, X, t, part: 1) },
        mistakes: [
          "it is a mean where it should be a sum: dz holds the mean's 1/n already.":
            { loss(w, $0, X, t) / count },
          "it is n times too large: dz has been divided by n already, or should have been.":
            { count * loss(w, $0, X, t) },
        ]),
    ]
  }
}

/// The checks of the path of a descent: every model, the first before any step.
func descentCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  var random = variation.generator(1847)
  return [(3, 5, 1), (2, 7, 3), (5, 11, 6)].flatMap { (features, n, epochs) -> [Case] in
    let n = variation.grown(n)
    let p = model(features, n, &random)
    let (X, t, rate) = (p[2], p[3], 0.05)
    let question = [X, t, Tensor(rate), Tensor(Double(epochs))]
    /// The models after as many steps, the engine's gradients at hand.
    @Sendable func path(_ rate: Double) -> [(w: T, b: T)] {
      let (w, b) = (Variable(T.zeros([1, features])), Variable(T.zeros([1, 1])))
      var optimizer = SGD([w, b], learningRate: abs(rate))
      return (0...epochs).map { epoch in
        if epoch > 0 {
          // No loss and no layer of the engine: they may still be to be written.
          let e = matmul(w, Variable(X)) + b - Variable(t)
          let gradients = (e * e).mean().gradients(of: optimizer.parameters)
          optimizer.step(gradients.map { rate < 0 ? -$0 : $0 })
        }
        return (w.value, b.value)
      }
    }
    let name = "\(epochs) epoch\(epochs == 1 ? "" : "s") on \(features) features"
    return [
      Case.value(
        name: "\(name), how many models the path has", what: "the number of models",
        answer: { student.part(0, of: question) }, expected: { Tensor(Double(epochs + 1)) },
        mistakes: [
          "the first model, before any step, belongs to the path too.": { Tensor(Double(epochs)) }
        ]),
      Case.value(
        name: "\(name), the last weights", what: "w",
        answer: { student.part(1, of: question) }, expected: { path(rate)[epochs].w },
        mistakes: [
          "it climbs: a step goes against the gradient.": { path(-rate)[epochs].w },
          "it is one step short.": { path(rate)[epochs - 1].w },
        ]),
      Case.value(
        name: "\(name), the last bias", what: "b",
        answer: { student.part(2, of: question) }, expected: { path(rate)[epochs].b },
        mistakes: [
          "it climbs: a step goes against the gradient.": { path(-rate)[epochs].b },
          "it is one step short.": { path(rate)[epochs - 1].b },
          "the bias has not been moved.": { .zeros([1, 1]) },
        ]),
    ]
  }
}
