// Where exercises 02.7 to 02.12 are checked: the rules of descent, held to the engine's optimizers,
// which are held to PyTorch's. Every rule goes four steps with gradients of different sizes and signs,
// and is judged after each: a first step that is right says that the memory is wrong.

import Gradus

/// The checks of a rule. It is told where it starts and four gradients; the parts of its answer are
/// the places after each.
///
/// - Parameters:
///   - right: the optimizer that does the same.
///   - wrong: hints, and the optimizers that make these mistakes.
func ruleCases(
  _ student: Student, _ variation: Variation = .published,
  right: @escaping @Sendable ([Variable<Double>]) -> any Optimizer<Double>,
  wrong: [String: @Sendable ([Variable<Double>]) -> any Optimizer<Double>] = [:]
) -> [Case] {
  var random = variation.generator(1964)
  let start = Tensor<Double>.normal([variation.grown(5)], using: &random)
  let gradients = [1.0, -0.3, 4, 0.5].map { size in
    Tensor<Double>.normal(start.shape, standardDeviation: 1, using: &random) * size
  }
  /// Where an optimizer is after as many steps.
  @Sendable func place(
    _ optimizer: ([Variable<Double>]) -> any Optimizer<Double>, after count: Int
  ) -> Tensor<Double> {
    let theta = Variable(start)
    var optimizer = optimizer([theta])
    for gradient in gradients.prefix(count) { optimizer.step([gradient]) }
    return theta.value
  }
  return (1...4).map { count in
    var mistakes = wrong.mapValues { wrong in { @Sendable in place(wrong, after: count) } }
    mistakes["it climbs: a step goes against the gradient."] = {
      2 * start - place(right, after: count)
    }
    mistakes["nothing moves: θ has not been changed."] = { start }
    return Case.value(
      name: "after step \(count)", what: "θ",
      answer: { student.part(count - 1, of: [start] + gradients) },
      expected: { place(right, after: count) }, mistakes: mistakes)
  }
}

/// A descent with settings that no rule has by default, for each exercise.
enum Settings {
  static let eta = 0.1
  static let mu = 0.8
  static let alpha = 0.7
  static let betas = (0.6, 0.9)
  static let lambda = 0.2
  static let epsilon = 0.01
}
