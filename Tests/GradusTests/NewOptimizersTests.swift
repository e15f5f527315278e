// What it takes to write an optimizer of one's own: its settings, the names of what it keeps, and its
// rule, in operations on whole tensors.

import Gradus
import Testing

/// RMSprop with momentum, held to the engine's, which does the same in one pass.
private struct OwnRMSprop<Scalar: TensorScalar>: Optimizer {
  let parameters: [Variable<Scalar>]
  var learningRate = 0.01
  var state: OptimizerState<Scalar>

  init(_ parameters: [Variable<Scalar>]) {
    self.parameters = parameters
    state = OptimizerState(of: parameters, "squares", "velocity")
  }

  func rule(
    _ theta: inout Tensor<Scalar>, _ g: Tensor<Scalar>, _ state: inout ParameterState<Scalar>
  ) {
    state["squares"] = 0.99 * state["squares"] + Scalar(1 - 0.99) * (g * g)
    state["velocity"] = 0.5 * state["velocity"] + g / (sqrt(state["squares"]) + 1e-8)
    theta -= Scalar(learningRate) * state["velocity"]
  }
}

/// Lion (Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms", algorithm 2): a step of
/// the same size for every coordinate, by the sign of an average.
private struct Lion<Scalar: TensorScalar>: Optimizer {
  let parameters: [Variable<Scalar>]
  var learningRate = 1e-4
  var decoupledDecay = 0.0
  var state: OptimizerState<Scalar>

  init(_ parameters: [Variable<Scalar>]) {
    self.parameters = parameters
    state = OptimizerState(of: parameters, "mean")
  }

  func rule(
    _ theta: inout Tensor<Scalar>, _ g: Tensor<Scalar>, _ state: inout ParameterState<Scalar>
  ) {
    let c = 0.9 * state["mean"] + Scalar(1 - 0.9) * g
    theta -= Scalar(learningRate) * (Tensor(c .> 0) - Tensor(c .< 0))
    state["mean"] = 0.99 * state["mean"] + Scalar(1 - 0.99) * g
  }
}

@Suite struct NewOptimizersTests {
  @Test("RMSprop with momentum on whole tensors goes the engine's way, to the bit")
  func rmsprop() {
    var generator = RandomGenerator(seed: 3)
    let start = Tensor<Float>.normal([7, 5], using: &generator)
    let (x, y) = (Variable(start), Variable(start))
    var (own, engine) = (OwnRMSprop([x]), RMSprop([y], momentum: 0.5))
    for _ in 0..<5 {
      let g = Tensor<Float>.normal([7, 5], using: &generator)
      own.step([g])
      engine.step([g])
      #expect(x.value == y.value)
    }
  }

  @Test("Lion, by hand: signs of averages, with decay apart from the gradient")
  func lion() {
    let x = Variable<Double>([1, -2, 0.5])
    var lion = Lion([x])
    lion.learningRate = 0.1
    lion.decoupledDecay = 0.5
    lion.step([[2, -3, 0]])
    // θ = 0.95·θ − 0.1·sign g
    #expect(x.value.isClose(to: [0.85, -1.8, 0.475], within: 1e-15))
    // mean = 0.01·g, and 0.9·mean + 0.1·g has the sign of (0.018 − 0.1, −0.027 + 0.02, 0.1)
    lion.step([[-1, 0.2, 1]])
    #expect(x.value.isClose(to: [0.9075, -1.61, 0.35125], within: 1e-14))
  }

  @Test("What it keeps goes into a checkpoint by its names, and out of it")
  func checkpoint() throws {
    let (x, y) = (Variable<Float>([1, -2]), Variable<Float>([1, -2]))
    var (first, second) = (Lion([x]), Lion([y]))
    first.step([[1, 1]])
    var checkpoint = Checkpoint<Float>()
    checkpoint.keep(first, as: "lion")
    #expect(checkpoint.tensors.names == ["lion.0.mean"])
    try checkpoint.restore(&second, from: "lion")
    y.value = x.value
    first.step([[-0.05, 3]])
    second.step([[-0.05, 3]])
    #expect(x.value == y.value)
    #expect(second.state.steps == 2)
  }
}
