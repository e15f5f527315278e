// What every optimizer shares: a list of parameters of any shapes, a learning rate that a schedule
// may change between steps, and one rule that moves one parameter, θ ← θ − step(g).

/// An algorithm that moves parameters against their gradients.
///
/// It keeps what it remembers of past gradients per parameter, in the parameters' order.
public protocol Optimizer<Scalar> {
  /// The type of number of the parameters.
  associatedtype Scalar: TensorScalar

  /// What is optimised; any number of variables of any shapes.
  var parameters: [Variable<Scalar>] { get }

  /// The learning rate η, at least 0; a schedule may set it before each step.
  var learningRate: Double { get set }

  /// What it remembers of past steps, in an order of its own: put into an optimizer of the same
  /// parameters, it goes on to the bit. A setter accepts the shapes that the getter gives.
  var memory: [Tensor<Scalar>] { get set }

  /// Called once at the beginning of every step.
  mutating func beginStep()

  /// The value that follows `value`, parameter number `index`, whose gradient is `gradient`.
  mutating func updated(
    _ value: Tensor<Scalar>, gradient: Tensor<Scalar>, index: Int
  ) -> Tensor<Scalar>
}

extension Optimizer {
  /// Nothing to begin, unless the optimizer counts its steps.
  public mutating func beginStep() {}

  /// Moves every parameter once.
  ///
  /// - Parameter gradients: one for each parameter, in order and of its shape, as
  ///   `loss.gradients(of: optimizer.parameters)` returns them.
  public mutating func step(_ gradients: [Tensor<Scalar>]) {
    require(
      gradients.count == parameters.count,
      "step: \(gradients.count) gradients for \(parameters.count) parameters")
    beginStep()
    for (index, (parameter, gradient)) in zip(parameters, gradients).enumerated() {
      require(
        gradient.shape == parameter.shape,
        "step: a gradient of shape \(gradient.shape) for a parameter of shape \(parameter.shape)")
      parameter.value = updated(parameter.value, gradient: gradient, index: index)
    }
  }
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

/// Stops where an optimizer is given a memory that cannot be its own.
func requireMemory<Scalar>(_ new: [Tensor<Scalar>], like old: [Tensor<Scalar>]) {
  require(
    new.map(\.shape) == old.map(\.shape),
    "memory: tensors of shapes \(new.map(\.shape)) where \(old.map(\.shape)) are remembered")
}

/// Tensors of zeros in the parameters' shapes: what an optimizer remembers before its first step.
func zeros<Scalar>(like parameters: [Variable<Scalar>]) -> [Tensor<Scalar>] {
  parameters.map { .zeros($0.shape) }
}
