// Stochastic gradient descent, with momentum (Polyak 1964) and Nesterov's look-ahead (Nesterov
// 1983) in the form of Sutskever et al. 2013 as PyTorch computes it, the rate outside the velocity:
//
//   g ← g + λ·θ        v ← μ·v + g        θ ← θ − η·v        (Nesterov: θ ← θ − η·(g + μ·v))

/// Gradient descent with optional momentum, Nesterov's variant and weight decay.
public struct SGD<Scalar: TensorScalar>: Optimizer {
  /// What is optimised.
  public let parameters: [Variable<Scalar>]

  /// η, at least 0.
  public var learningRate: Double {
    didSet { requireSetting(learningRate, "learning rate", of: "SGD") }
  }

  /// μ, in 0..<1; 0 is plain descent.
  public let momentum: Double

  /// Whether the step looks ahead along the velocity.
  public let nesterov: Bool

  /// λ, at least 0: how strongly the gradient of λ·‖θ‖²/2 joins in.
  public let weightDecay: Double

  /// Of each parameter the velocity.
  public var state: OptimizerState<Scalar>

  /// An optimizer of the given parameters.
  public init(
    _ parameters: [Variable<Scalar>], learningRate: Double, momentum: Double = 0,
    nesterov: Bool = false, weightDecay: Double = 0
  ) {
    requireSetting(learningRate, "learning rate", of: "SGD")
    requireSetting(momentum, "momentum", of: "SGD", below: 1)
    requireSetting(weightDecay, "weight decay", of: "SGD")
    require(!nesterov || momentum > 0, "SGD: Nesterov's variant needs a momentum above 0")
    self.parameters = parameters
    self.learningRate = learningRate
    self.momentum = momentum
    self.nesterov = nesterov
    self.weightDecay = weightDecay
    state = OptimizerState(of: parameters, "velocity")
  }

  /// θ − η·v.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func rule(
    _ theta: inout Tensor<Scalar>, _ g: Tensor<Scalar>, _ state: inout ParameterState<Scalar>
  ) {
    let (eta, lambda, mu) = (Scalar(learningRate), Scalar(weightDecay), Scalar(momentum))
    let ahead = nesterov
    theta.update(by: g, &state["velocity"]) { range, theta, dtheta, v in
      for i in range {
        let g = lambda == 0 ? dtheta[i] : dtheta[i] + lambda * theta[i]
        v[i] = mu == 0 ? g : mu * v[i] + g
        theta[i] -= eta * (ahead ? g + mu * v[i] : v[i])
      }
    }
  }
}
