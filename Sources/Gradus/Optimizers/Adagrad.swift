// Adagrad (Duchi, Hazan and Singer 2011): every coordinate has its own rate, which falls with the
// squared gradients it has seen. ε stands outside the root, as in PyTorch:
//
//   s ← s + g²        θ ← θ − η·g/(√s + ε)

/// Gradient descent with a rate per coordinate that falls as squared gradients add up.
public struct Adagrad<Scalar: TensorScalar>: Optimizer {
  /// What is optimised.
  public let parameters: [Variable<Scalar>]

  /// η, at least 0.
  public var learningRate: Double {
    didSet { requireSetting(learningRate, "learning rate", of: "Adagrad") }
  }

  /// λ, at least 0: how strongly the gradient of λ·‖θ‖²/2 joins in.
  public let weightDecay: Double

  /// ε, at least 0, added to the root.
  public let epsilon: Double

  /// Of each parameter the sum of squares.
  public var state: OptimizerState<Scalar>

  /// An optimizer of the given parameters, with PyTorch's defaults.
  public init(
    _ parameters: [Variable<Scalar>], learningRate: Double = 0.01, weightDecay: Double = 0,
    epsilon: Double = 1e-10
  ) {
    requireSetting(learningRate, "learning rate", of: "Adagrad")
    requireSetting(weightDecay, "weight decay", of: "Adagrad")
    requireSetting(epsilon, "epsilon", of: "Adagrad")
    self.parameters = parameters
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.epsilon = epsilon
    state = OptimizerState(of: parameters, "squares")
  }

  /// θ − η·g/(√s + ε).
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func rule(
    _ theta: inout Tensor<Scalar>, _ g: Tensor<Scalar>, _ state: inout ParameterState<Scalar>
  ) {
    let (eta, lambda, eps) = (Scalar(learningRate), Scalar(weightDecay), Scalar(epsilon))
    theta.update(by: g, &state["squares"]) { range, theta, dtheta, s in
      for i in range {
        let g = lambda == 0 ? dtheta[i] : dtheta[i] + lambda * theta[i]
        s[i] += g * g
        theta[i] -= eta * g / (.sqrt(s[i]) + eps)
      }
    }
  }
}
