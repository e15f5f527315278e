// The exercises of chapter 2: a gradient, and the rules of descent.

import Gradus

extension Exercise {
  private static let page = "book/02-optimizers.md"

  static let chapter2 =
    [
      Exercise(
        "02.5", "the gradient of Rosenbrock's function", call: "[rosenbrockGradient(a[0])]",
        section: "book/02-optimizers.md#how-fast-is-downhill", forbidden: ["rosenbrock"],
        hints: [
          "In how many terms of the sum does one number stand?",
          "Take the square 100·(xᵢ₊₁ − xᵢ²)² by itself: by xᵢ₊₁, then by xᵢ, where the inner "
            + "derivative −2xᵢ comes in. Add what all squares give.",
          "A loop over the squares that adds to dx[i] and dx[i + 1].",
        ],
        cases: { student, variation in rosenbrockCases({ student($0) }, variation) })
    ] + rules

  private static let rules = [
    rule(
      "02.7", "momentum", at: "a-heavy-ball", "eta: Double, mu: Double", "eta: 0.1, mu: 0.8",
      hints: [
        "What does the ball still know of the slopes it has passed?",
        "The velocity keeps a share μ of itself and takes up the gradient; the step follows the "
          + "velocity.", "v and theta are variables of the walker; theta -= … moves it.",
      ],
      right: { SGD($0, learningRate: Settings.eta, momentum: Settings.mu) },
      wrong: [
        "the velocity is forgotten: it is plain descent.": { SGD($0, learningRate: Settings.eta) },
        "the step looks ahead along the velocity: that is Nesterov's.":
          { SGD($0, learningRate: Settings.eta, momentum: Settings.mu, nesterov: true) },
      ]),
    rule(
      "02.8", "Nesterov's momentum", at: "looking-ahead", "eta: Double, mu: Double",
      "eta: 0.1, mu: 0.8",
      hints: [
        "Where will the ball be if nothing else happens, and what is the slope worth there?",
        "The velocity is momentum's; the step takes the gradient and a share μ of the new velocity.",
        "First v, then theta, with g once more.",
      ],
      right: {
        SGD($0, learningRate: Settings.eta, momentum: Settings.mu, nesterov: true)
      },
      wrong: [
        "it does not look ahead: it is plain momentum.":
          { SGD($0, learningRate: Settings.eta, momentum: Settings.mu) },
        "the velocity is forgotten: it is plain descent.": { SGD($0, learningRate: Settings.eta) },
      ]),
    rule(
      "02.9", "Adagrad", at: "a-rate-for-every-number", "eta: Double, epsilon: Double",
      "eta: 0.1, epsilon: 0.01",
      hints: [
        "Which coordinate should go carefully: one that was steep, or one that was flat?",
        "The sum of all squared gradients so far, a number a coordinate; its root, and ε, divide.",
        "s is the walker's memory; sqrt(s) is taken entry by entry; ε stands outside the root.",
      ],
      right: { Adagrad($0, learningRate: Settings.eta, epsilon: Settings.epsilon) },
      wrong: [
        "ε is missing or stands elsewhere: it is added to the root.":
          { Adagrad($0, learningRate: Settings.eta, epsilon: 0) },
        "nothing is divided: it is plain descent.": { SGD($0, learningRate: Settings.eta) },
        "the squares do not add up: only the last one counts.":
          { RMSprop($0, learningRate: Settings.eta, smoothing: 0, epsilon: Settings.epsilon) },
      ]),
    rule(
      "02.10", "RMSprop", at: "a-rate-for-every-number",
      "eta: Double, alpha: Double, epsilon: Double",
      "eta: 0.1, alpha: 0.7, epsilon: 0.01",
      hints: [
        "Adagrad's rate never recovers. What forgets old gradients, and still remembers?",
        "A moving average of the squares: a share α of the old one and 1 − α of the new square.",
        "s, sqrt(s) + epsilon; nothing corrects the beginning here.",
      ],
      right: {
        RMSprop(
          $0, learningRate: Settings.eta, smoothing: Settings.alpha, epsilon: Settings.epsilon)
      },
      wrong: [
        "the squares add up: it is Adagrad.":
          { Adagrad($0, learningRate: Settings.eta, epsilon: Settings.epsilon) },
        "α and 1 − α have changed places.": {
          RMSprop(
            $0, learningRate: Settings.eta, smoothing: 1 - Settings.alpha,
            epsilon: Settings.epsilon)
        },
        "ε is missing or stands elsewhere: it is added to the root.":
          { RMSprop($0, learningRate: Settings.eta, smoothing: Settings.alpha, epsilon: 0) },
      ]),
    rule(
      "02.11", "Adam", at: "a-rate-for-every-number",
      "eta: Double, betas: (Double, Double), epsilon: Double",
      "eta: 0.1, betas: (0.6, 0.9), epsilon: 0.01",
      hints: [
        "Two averages begin at zero. By how much are they too small after t steps?",
        "Averages of g and of g², each divided by 1 − βᵗ, and then RMSprop's quotient.",
        "t, m and s are the walker's; .pow(betas.0, t) is β₁ᵗ; count t before you use it.",
      ],
      right: {
        Adam(
          $0, learningRate: Settings.eta, betas: Settings.betas, epsilon: Settings.epsilon)
      },
      wrong: [
        "the averages' weights have changed places: β₁ is of g, β₂ of g².": {
          Adam(
            $0, learningRate: Settings.eta, betas: (Settings.betas.1, Settings.betas.0),
            epsilon: Settings.epsilon)
        },
        "ε is missing or stands elsewhere: it is added to the root.":
          { Adam($0, learningRate: Settings.eta, betas: Settings.betas, epsilon: 0) },
        "the first average is missing: it is RMSprop, corrected.": {
          Adam(
            $0, learningRate: Settings.eta, betas: (0, Settings.betas.1), epsilon: Settings.epsilon)
        },
      ]),
    rule(
      "02.12", "AdamW", at: "what-the-w-is-for",
      "eta: Double, lambda: Double, betas: (Double, Double), epsilon: Double",
      "eta: 0.1, lambda: 0.2, betas: (0.6, 0.9), epsilon: 0.01",
      supplied: """
        lazy var optimizer = Adam([Variable(theta)], learningRate: 0.1, betas: (0.6, 0.9), epsilon: 0.01)
        mutating func adam(
          _ g: Tensor<Double>, eta: Double, betas: (Double, Double), epsilon: Double
        ) {
          optimizer.parameters[0].value = theta
          optimizer.step([g])
          theta = optimizer.parameters[0].value
        }
        """,
      hints: [
        "If decay came as a part of the gradient, what would Adam's quotient do to it?",
        "First θ shrinks, by the factor 1 − η·λ; the gradient does not know.",
        "adam(g, eta:betas:epsilon:) is there: call it for the rest.",
      ],
      right: {
        AdamW(
          $0, learningRate: Settings.eta, betas: Settings.betas, weightDecay: Settings.lambda,
          epsilon: Settings.epsilon)
      },
      wrong: [
        "nothing decays: it is Adam.": {
          Adam($0, learningRate: Settings.eta, betas: Settings.betas, epsilon: Settings.epsilon)
        },
        "the decay is in the gradient, where Adam's quotient distorts it.": {
          Adam(
            $0, learningRate: Settings.eta, betas: Settings.betas, weightDecay: Settings.lambda,
            epsilon: Settings.epsilon)
        },
        "θ shrinks by λ alone; the rate belongs to it.": {
          AdamW(
            $0, learningRate: Settings.eta, betas: Settings.betas,
            weightDecay: Settings.lambda / Settings.eta, epsilon: Settings.epsilon)
        },
      ]),
  ]

  /// An exercise that is a rule: a method of a walker that has θ, v, m, s and t.
  private static func rule(
    _ number: String, _ title: String, at place: String, _ parameters: String,
    _ arguments: String, supplied: String = "", hints: [String],
    right: @escaping @Sendable ([Variable<Double>]) -> any Optimizer<Double>,
    wrong: [String: @Sendable ([Variable<Double>]) -> any Optimizer<Double>]
  ) -> Exercise {
    let frame = """
      struct Walker {
        var theta, v, m, s: Tensor<Double>
        var t = 0

        init(_ theta: Tensor<Double>) {
          self.theta = theta
          v = .zeros(theta.shape)
          m = .zeros(theta.shape)
          s = .zeros(theta.shape)
        }

        \(supplied)

        mutating func step(_ g: Tensor<Double>, \(parameters)) {
          // SLOT
        }
      }

      func walked(_ a: [Tensor<Double>]) -> [Tensor<Double>] {
        var walker = Walker(a[0])
        return a.dropFirst().map { g in
          walker.step(g, \(arguments))
          return walker.theta
        }
      }
      """
    return Exercise(
      number, title, frame: frame, call: "walked(a)", section: "\(page)#\(place)",
      forbidden: ["SGD", "Adagrad", "RMSprop", "Adam", "AdamW", "rule", "optimizer"],
      hints: hints,
      cases: { ruleCases($0, $1, right: right, wrong: wrong) })
  }
}
