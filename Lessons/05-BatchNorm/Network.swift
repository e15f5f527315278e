// A deep and narrow network for a small and twisted problem: which of two spirals is a point on?
// Eight hidden layers are more than it needs, which is the point: what happens between them?

import Gradus

/// Points of two interleaved spirals in [−1, 1]², to train on and held out; class 0 or 1.
struct Spirals {
  let X, heldOutX: Tensor<Float>  // [2, points]
  let t, heldOutT: Tensor<Float>  // [1, points]

  /// A thousand points each way, blurred a little.
  init(seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    (X, t) = Self.points(1024, using: &generator)
    (heldOutX, heldOutT) = Self.points(1024, using: &generator)
  }

  private static func points(
    _ count: Int, using generator: inout RandomGenerator
  ) -> (X: Tensor<Float>, t: Tensor<Float>) {
    var (x, y, t): ([Float], [Float], [Float]) = ([], [], [])
    for k in 0..<count {
      let radius = 0.1 + 0.9 * generator.uniform()
      let angle = 3.5 * Double.pi * radius + Double.pi * Double(k % 2)
      x.append(Float(radius * .cos(angle) + 0.02 * generator.normal()))
      y.append(Float(radius * .sin(angle) + 0.02 * generator.normal()))
      t.append(Float(k % 2))
    }
    return (Tensor([x, y]), Tensor([t]))
  }
}

/// How the network is made.
enum Kind: String, CaseIterable {
  case plain = "plain"
  case scaled = "plain, He's weights"
  case normalised = "with BatchNorm"
}

/// Batch normalisation, with a mistake in its gradient if one is given.
struct Norm: Layer {
  let layer: BatchNorm1d<Float>
  let mistake: WrongVersion?

  func callAsFunction(_ x: Variable<Float>, _ mode: Mode) -> Variable<Float> {
    guard let mistake, mode == .training else { return layer(x, mode) }
    // The layer's own values and gradients by γ and β; the one by x goes another way.
    let gamma = Tensor<Double>(layer.weight.value).reshaped([-1, 1])
    let detour = Edge(x) { dy in
      let f = Forward(Tensor<Double>(x.value), gamma, .zeros(gamma.shape))
      return Tensor<Float>(mistake.dx(Workings(f, Tensor<Double>(x.value), gamma), Tensor(dy)))
    }
    return layer(Variable(x.value), mode) + Variable(.zeros(x.value.shape), detour)
  }
}

/// Hidden layers of 32 rectifiers, each after a linear layer and, perhaps, a `BatchNorm1d`.
struct DeepNetwork: Layer {
  typealias Scalar = Float

  static let depth = 8

  let linears: [Linear<Float>]
  let norms: [Norm]
  let head: Linear<Float>

  init(
    _ kind: Kind, momentum: Double = 0.1, mistake: WrongVersion? = nil,
    using generator: inout RandomGenerator
  ) {
    let width = 32
    linears = (0..<Self.depth).map { k in
      Linear(
        k == 0 ? 2 : width, width, bias: kind != .normalised,
        initializer: kind == .scaled ? .kaimingNormal() : .fanIn, using: &generator)
    }
    let norms = kind == .normalised ? Self.depth : 0
    self.norms = (0..<norms).map { _ in
      Norm(layer: BatchNorm1d(width, momentum: momentum), mistake: mistake)
    }
    head = Linear(width, 1, using: &generator)
  }

  // ANCHOR: network
  /// What every layer of rectifiers receives, and the score.
  func signals(
    _ x: Variable<Float>, _ mode: Mode
  ) -> (hidden: [Variable<Float>], z: Variable<Float>) {
    var hidden: [Variable<Float>] = []
    var a = x
    for k in linears.indices {
      let z = linears[k](a, mode)
      hidden.append(norms.isEmpty ? z : norms[k](z, mode))
      a = relu(hidden[k])
    }
    return (hidden, head(a, mode))
  }
  // ANCHOR_END: network

  func callAsFunction(_ x: Variable<Float>, _ mode: Mode) -> Variable<Float> {
    signals(x, mode).z
  }
}

/// The share of right answers; a network that has lost its numbers answers 0 everywhere.
func accuracy(_ z: Tensor<Float>, _ t: Tensor<Float>) -> Double {
  let answers = Tensor<Float>(z .> 0)
  return Double(Tensor<Float>(answers .== t).mean().scalar)
}

/// A network in training: plain stochastic gradient descent over shuffled batches.
struct Training {
  let network: DeepNetwork
  let task: Spirals
  private let batch: Int
  private var optimizer: SGD<Float>
  private var generator: RandomGenerator
  private var order: [Int] = []

  /// - Parameters:
  ///   - seed: decides the weights and the batches.
  init(
    _ kind: Kind, on task: Spirals, rate: Double, batch: Int = 64, momentum: Double = 0.1,
    mistake: WrongVersion? = nil, seed: UInt64
  ) {
    generator = RandomGenerator(seed: seed)
    network = DeepNetwork(kind, momentum: momentum, mistake: mistake, using: &generator)
    optimizer = SGD(network.parameters, learningRate: rate)
    self.task = task
    self.batch = batch
  }

  /// One step on the next batch; the loss before it.
  @discardableResult mutating func step() -> Double {
    if order.count < batch { order = generator.permutation(of: task.X.shape[1]) }
    let chosen = Array(order.suffix(batch))
    order.removeLast(batch)
    let X = task.X.gathered(chosen, along: 1)
    let loss = binaryCrossEntropy(
      logits: network(X, .training), targets: task.t.gathered(chosen, along: 1))
    optimizer.step(loss.gradients(of: optimizer.parameters))
    return Double(loss.value.scalar)
  }

  /// So many steps.
  mutating func run(steps: Int) {
    for _ in 0..<steps { step() }
  }

  /// The accuracy on the held-out points, with the running statistics or with their own.
  func heldOutAccuracy(_ mode: Mode = .evaluation) -> Double {
    undisturbed { accuracy($0(task.heldOutX, mode).value, task.heldOutT) }
  }

  /// The accuracy in training mode, batch by batch, each normalised by itself.
  func heldOutAccuracy(inBatchesOf size: Int) -> Double {
    undisturbed { network in
      let shares = stride(from: 0, to: 1024, by: size).map { start in
        let X = task.heldOutX.sliced(start..<start + size, along: 1)
        let t = task.heldOutT.sliced(start..<start + size, along: 1)
        return accuracy(network(X, .training).value, t)
      }
      return shares.reduce(0, +) / Double(shares.count)
    }
  }

  /// What a function of the network finds, the running statistics put back afterwards.
  func undisturbed<Result>(_ body: (DeepNetwork) -> Result) -> Result {
    let layers = network.norms.map(\.layer)
    let kept = layers.map { ($0.runningMean.value, $0.runningVar.value) }
    defer {
      for (norm, (mean, variance)) in zip(layers, kept) {
        (norm.runningMean.value, norm.runningVar.value) = (mean, variance)
      }
    }
    return body(network)
  }
}
