// Adam (Kingma and Ba 2015, algorithm 1): momentum over RMSprop's scaling, both averages corrected
// for having begun at zero. t counts the steps; ε stands outside the root of the corrected square,
// as in the paper and in PyTorch:
//
//   m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²
//   θ ← θ − η·[m/(1 − β₁ᵗ)] / (√[v/(1 − β₂ᵗ)] + ε)
//
// AdamW (Loshchilov and Hutter 2019, algorithm 2) takes the weight decay out of the gradient, where
// the scaling would distort it, and shrinks θ by the factor 1 − η·λ beforehand.

/// Adaptive moment estimation.
public struct Adam<Scalar: TensorScalar>: Optimizer {
  /// What is optimised.
  public let parameters: [Variable<Scalar>]

  /// η, at least 0.
  public var learningRate: Double {
    didSet { requireSetting(learningRate, "learning rate", of: name) }
  }

  /// β₁ and β₂, the weights of the past in the averages of g and of g², each in 0..<1.
  public let betas: (Double, Double)

  /// λ, at least 0: how strongly the gradient of λ·‖θ‖²/2 joins in.
  public let weightDecay: Double

  /// ε, at least 0, added to the root.
  public let epsilon: Double

  /// Of each parameter the averages of gradients and of their squares.
  public var state: OptimizerState<Scalar>

  /// Adam, or who computes by it.
  private let name: String

  /// An optimizer of the given parameters, with the paper's defaults.
  public init(
    _ parameters: [Variable<Scalar>], learningRate: Double = 1e-3,
    betas: (Double, Double) = (0.9, 0.999), weightDecay: Double = 0, epsilon: Double = 1e-8
  ) {
    self.init(
      parameters, learningRate: learningRate, betas: betas, weightDecay: weightDecay,
      epsilon: epsilon, name: "Adam")
  }

  /// The same under a name for messages.
  fileprivate init(
    _ parameters: [Variable<Scalar>], learningRate: Double, betas: (Double, Double),
    weightDecay: Double, epsilon: Double, name: String
  ) {
    requireSetting(learningRate, "learning rate", of: name)
    requireSetting(betas.0, "first beta", of: name, below: 1)
    requireSetting(betas.1, "second beta", of: name, below: 1)
    requireSetting(weightDecay, "weight decay", of: name)
    requireSetting(epsilon, "epsilon", of: name)
    self.name = name
    self.parameters = parameters
    self.learningRate = learningRate
    self.betas = betas
    self.weightDecay = weightDecay
    self.epsilon = epsilon
    state = OptimizerState(of: parameters, "mean", "squares")
  }

  /// θ − η·m̂/(√v̂ + ε).
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func rule(
    _ theta: inout Tensor<Scalar>, _ g: Tensor<Scalar>, _ state: inout ParameterState<Scalar>
  ) {
    let (eta, lambda, eps) = (Scalar(learningRate), Scalar(weightDecay), Scalar(epsilon))
    let (beta1, beta2) = (Scalar(betas.0), Scalar(betas.1))
    let (new1, new2) = (Scalar(1 - betas.0), Scalar(1 - betas.1))
    let correction1 = Scalar(1 - .pow(betas.0, state.step))
    let correction2 = Scalar(1 - .pow(betas.1, state.step))
    theta.update(by: g, &state, "mean", "squares") { range, theta, dtheta, m, v in
      @inline(__always) func step(_ gradient: (Int) -> Scalar) {
        for i in range {
          let g = gradient(i)
          m[i] = beta1 * m[i] + new1 * g
          v[i] = beta2 * v[i] + new2 * (g * g)
          theta[i] -= eta * (m[i] / correction1) / (.sqrt(v[i] / correction2) + eps)
        }
      }
      if lambda == 0 { step { dtheta[$0] } } else { step { dtheta[$0] + lambda * theta[$0] } }
    }
  }
}

/// Adam with weight decay decoupled from the gradient.
public struct AdamW<Scalar: TensorScalar>: Optimizer {
  /// λ, at least 0: every step first shrinks θ by the factor 1 − η·λ.
  public let decoupledDecay: Double

  /// Whose rule follows.
  private var adam: Adam<Scalar>

  /// An optimizer of the given parameters, with PyTorch's defaults.
  public init(
    _ parameters: [Variable<Scalar>], learningRate: Double = 1e-3,
    betas: (Double, Double) = (0.9, 0.999), weightDecay: Double = 0.01, epsilon: Double = 1e-8
  ) {
    requireSetting(weightDecay, "weight decay", of: "AdamW")
    decoupledDecay = weightDecay
    adam = Adam(
      parameters, learningRate: learningRate, betas: betas, weightDecay: 0, epsilon: epsilon,
      name: "AdamW")
  }

  /// What is optimised.
  public var parameters: [Variable<Scalar>] { adam.parameters }

  /// η, at least 0.
  public var learningRate: Double {
    get { adam.learningRate }
    set { adam.learningRate = newValue }
  }

  /// β₁ and β₂, each in 0..<1.
  public var betas: (Double, Double) { adam.betas }

  /// λ, by the name that others have for it.
  public var weightDecay: Double { decoupledDecay }

  /// ε, at least 0.
  public var epsilon: Double { adam.epsilon }

  /// Adam's.
  public var state: OptimizerState<Scalar> {
    _read { yield adam.state }
    _modify { yield &adam.state }
  }

  /// Adam's.
  public func rule(
    _ theta: inout Tensor<Scalar>, _ g: Tensor<Scalar>, _ state: inout ParameterState<Scalar>
  ) {
    adam.rule(&theta, g, &state)
  }
}
