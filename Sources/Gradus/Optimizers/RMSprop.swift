// RMSprop (Tieleman and Hinton 2012, lecture 6.5): Adagrad with a moving average in place of the
// sum, so that the rate recovers. ε stands outside the root and momentum acts on the scaled
// gradient, as in PyTorch:
//
//   s ← α·s + (1 − α)·g²        v ← μ·v + g/(√s + ε)        θ ← θ − η·v

/// Gradient descent scaled, per coordinate, by a moving average of the gradient's size.
public struct RMSprop<Scalar: TensorScalar>: Optimizer {
  /// What is optimised.
  public let parameters: [Variable<Scalar>]

  /// η, at least 0.
  public var learningRate: Double {
    didSet { requireSetting(learningRate, "learning rate", of: "RMSprop") }
  }

  /// α, the weight of the past in the average of squares, in 0..<1.
  public let smoothing: Double

  /// μ, in 0..<1; 0 is none.
  public let momentum: Double

  /// λ, at least 0: how strongly the gradient of λ·‖θ‖²/2 joins in.
  public let weightDecay: Double

  /// ε, at least 0, added to the root.
  public let epsilon: Double

  /// Of each parameter the average of squares and the velocity.
  public var state: OptimizerState<Scalar>

  /// An optimizer of the given parameters, with PyTorch's defaults.
  public init(
    _ parameters: [Variable<Scalar>], learningRate: Double = 0.01, smoothing: Double = 0.99,
    momentum: Double = 0, weightDecay: Double = 0, epsilon: Double = 1e-8
  ) {
    requireSetting(learningRate, "learning rate", of: "RMSprop")
    requireSetting(smoothing, "smoothing", of: "RMSprop", below: 1)
    requireSetting(momentum, "momentum", of: "RMSprop", below: 1)
    requireSetting(weightDecay, "weight decay", of: "RMSprop")
    requireSetting(epsilon, "epsilon", of: "RMSprop")
    self.parameters = parameters
    self.learningRate = learningRate
    self.smoothing = smoothing
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.epsilon = epsilon
    state = OptimizerState(of: parameters, "squares", "velocity")
  }

  /// θ − η·v.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func rule(
    _ theta: inout Tensor<Scalar>, _ g: Tensor<Scalar>, _ state: inout ParameterState<Scalar>
  ) {
    let (eta, lambda, eps) = (Scalar(learningRate), Scalar(weightDecay), Scalar(epsilon))
    let (alpha, new, mu) = (Scalar(smoothing), Scalar(1 - smoothing), Scalar(momentum))
    theta.update(by: g, &state, "squares", "velocity") { range, theta, dtheta, s, v in
      for i in range {
        let g = lambda == 0 ? dtheta[i] : dtheta[i] + lambda * theta[i]
        s[i] = alpha * s[i] + new * (g * g)
        v[i] = mu * v[i] + g / (.sqrt(s[i]) + eps)
        theta[i] -= eta * v[i]
      }
    }
  }
}
