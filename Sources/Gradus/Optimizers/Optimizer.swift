// What every optimizer shares: a list of parameters of any shapes, a learning rate that a schedule
// may change between steps, what is kept of past gradients, and one rule that moves one parameter,
// θ ← θ − step(g). To write a new one is to write its rule, in some 15 lines, as the tests do with
// Lion (`NewOptimizersTests.swift`).

/// An algorithm that moves parameters against their gradients.
public protocol Optimizer<Scalar> {
  /// The type of number of the parameters.
  associatedtype Scalar: TensorScalar

  /// What is optimised; any number of variables of any shapes.
  var parameters: [Variable<Scalar>] { get }

  /// The learning rate η, at least 0; a schedule may set it before each step.
  var learningRate: Double { get set }

  /// What is kept of past steps: put into another optimizer of the same kind, for parameters of the
  /// same shapes, it goes on to the bit.
  var state: OptimizerState<Scalar> { get set }

  /// λ, at least 0, of a decay apart from the gradient: every step first shrinks θ by the factor
  /// 1 − η·λ (Loshchilov and Hutter 2019). None by default.
  var decoupledDecay: Double { get }

  /// Moves one parameter.
  ///
  /// - Parameters:
  ///   - theta: θ, the parameter's value, which becomes its next.
  ///   - g: its gradient, of its shape.
  ///   - state: what the rule keeps of this parameter's past, tensors of its shape by name, which
  ///     begin at zero; and the number of the step.
  func rule(
    _ theta: inout Tensor<Scalar>, _ g: Tensor<Scalar>, _ state: inout ParameterState<Scalar>)
}

extension Optimizer {
  /// None.
  public var decoupledDecay: Double { 0 }

  /// Moves every parameter once.
  ///
  /// - Parameters:
  ///   - gradients: one for each parameter, in order and of its shape, as
  ///     `loss.gradients(of: optimizer.parameters)` returns them.
  ///   - bound: at least 0: where the norm n of all gradients together is larger, they are scaled by
  ///     bound/(n + 10⁻⁶) (Pascanu, Mikolov and Bengio 2013, algorithm 1; PyTorch's
  ///     `clip_grad_norm_`).
  public mutating func step(_ gradients: [Tensor<Scalar>], clippedTo bound: Double = .infinity) {
    require(
      gradients.count == parameters.count,
      "step: \(gradients.count) gradients for \(parameters.count) parameters")
    let share = clippingFactor(gradients, bound)
    // Moved out, so that nobody else holds the tensors and the rule changes them in place.
    var state = state
    self.state = OptimizerState(of: [])
    state.steps += 1
    for (index, parameter) in parameters.enumerated() {
      require(
        gradients[index].shape == parameter.shape,
        "step: a gradient of shape \(gradients[index].shape) for a parameter of shape "
          + "\(parameter.shape)")
      let g = share < 1 ? Scalar(share) * gradients[index] : gradients[index]
      parameter.update { theta in
        if decoupledDecay > 0 {
          theta.combine(with: Scalar(1 - learningRate * decoupledDecay), by: .product)
        }
        state.update(index) { rule(&theta, g, &$0) }
      }
    }
    self.state = state
  }
}

/// min(1, bound/(n + 10⁻⁶)) for the norm n of all gradients together.
private func clippingFactor<Scalar: TensorScalar>(
  _ gradients: [Tensor<Scalar>], _ bound: Double
) -> Double {
  if bound == .infinity { return 1 }
  require(bound >= 0, "step: a bound of \(bound) on the gradients' norm; it must be at least 0")
  let squares = gradients.map { ($0 * $0).summed().scalar.doubleValue }
  return min(1, bound / (squares.reduce(0, +).squareRoot() + 1e-6))
}

/// Stops unless what rules an optimizer lies in its range: at least 0 and finite or, for the weight of
/// the past in an average, below 1.
func requireSetting(
  _ value: Double, _ name: String, of optimizer: String, below bound: Double = .infinity
) {
  require(
    value >= 0 && value < bound,
    "\(optimizer): \(name) \(value); it must be "
      + (bound < .infinity ? "in 0..<\(Int(bound))" : "finite and at least 0"))
}
