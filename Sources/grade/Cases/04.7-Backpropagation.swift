// Where exercise 04.7 is checked: the gradients of a network of two layers, each by itself.

import Gradus

/// The checks of dW₁, db₁, dW₂ and db₂.
func backpropagationCases(
  _ student: Student, _ variation: Variation = .published
) -> [Case] {
  var random = variation.generator(1986)
  return [(2, 3, 5), (3, 5, 4)].flatMap { (inputs, hidden, n) -> [Case] in
    let n = variation.grown(n)
    let shapes = [[hidden, inputs], [hidden, 1], [1, hidden], [1, 1], [inputs, n]]
    let p = shapes.map { Tensor<Double>.normal($0, using: &random) }
    let t = Tensor<Double>([(0..<n).map { Double($0 % 2) }])
    return ["W1", "b1", "W2", "b2"].enumerated().map { index, input in
      /// The loss with another value of this parameter; without tanh if it is linear at the point.
      @Sendable func loss(_ value: Tensor<Double>, sloped: Bool = true) -> Tensor<Double> {
        var q = p
        q[index] = value
        let s = matmul(q[0], q[4]) + q[1]
        let at = tanh(matmul(p[0], p[4]) + p[1])
        let h = sloped ? tanh(s) : at + s - (matmul(p[0], p[4]) + p[1])
        let z = matmul(q[2], h) + q[3]
        return (log(1 + exp(z)) - t * z).mean()
      }
      var mistakes: [String: Function] = [
        "it is n times too large: the loss is a mean.": { Double(n) * loss($0) },
        "dz is to be divided by n once, and by nothing else.": { loss($0) / Double(n) },
      ]
      if index < 2 {
        mistakes["the slope of tanh is missing: ds = dh ∘ (1 − h²)."] = { loss($0, sloped: false) }
      }
      return Case.gradient(
        name: "\(inputs)-\(hidden)-1, \(n) examples, d\(input)", input: input, point: p[index],
        function: { loss($0) },
        gradient: { value, dL in
          var q = p
          q[index] = value
          return dL * student.part(index, of: q + [t])
        }, mistakes: mistakes)
    }
  }
}
