// Two steps of every optimizer, computed in Python from the formulas: θ = (1, −2), then the
// gradients (0.5, −1) and (0.25, 2).

import Testing

@testable import Gradus

@Suite struct OptimizerTests {
  /// θ after each of the two steps.
  func path(
    _ make: ([Variable<Double>]) -> some Optimizer<Double>
  ) -> [Tensor<Double>] {
    // The two numbers are parameters of different rank, each with a history of its own.
    let parameters = [Variable(Tensor(1.0)), Variable<Double>([[-2]])]
    var optimizer = make(parameters)
    return [[0.5, -1], [0.25, 2]].map { gradient in
      optimizer.step([Tensor(gradient[0]), Tensor(shape: [1, 1], scalars: [gradient[1]])])
      return Tensor<Double>(parameters.map(\.value.scalar))
    }
  }

  func expect(
    _ path: [Tensor<Double>], _ expected: [[Double]],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (found, expected) in zip(path, expected) {
      #expect(
        found.isClose(to: Tensor<Double>(expected), within: 1e-14), sourceLocation: sourceLocation)
    }
  }

  @Test("SGD: plain, with decay, with momentum, with Nesterov's look-ahead")
  func sgd() {
    expect(path { SGD($0, learningRate: 0.1) }, [[0.95, -1.9], [0.925, -2.1]])
    expect(
      path { SGD($0, learningRate: 0.1, weightDecay: 0.01) },
      [[0.949, -1.898], [0.923051, -2.096102]])
    expect(path { SGD($0, learningRate: 0.1, momentum: 0.9) }, [[0.95, -1.9], [0.88, -2.01]])
    expect(
      path { SGD($0, learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01) },
      [[0.9031, -1.8062], [0.81257411, -2.10014822]])
  }

  @Test("Adagrad")
  func adagrad() {
    expect(
      path { Adagrad($0, learningRate: 0.1) },
      [[0.90000000002, -1.90000000001], [0.8552786404780043, -1.9894427191059916]])
    expect(
      path { Adagrad($0, learningRate: 0.1, weightDecay: 0.01) },
      [[0.9000000000196078, -1.9000000000098038], [0.854720072158018, -1.9889068661508336]])
  }

  @Test("RMSprop")
  func rmsprop() {
    expect(
      path { RMSprop($0) },
      [[0.900000019999996, -1.900000009999999], [0.855098702557817, -1.989532302199152]])
    expect(
      path { RMSprop($0, momentum: 0.5, weightDecay: 0.01) },
      [[0.9000000196078394, -1.9000000098039207], [0.8045390476740995, -1.9390001787606315]])
  }

  @Test("Adam and AdamW")
  func adam() {
    expect(
      path { Adam($0, learningRate: 0.1) },
      [[0.900000002, -1.900000001], [0.8067820404774624, -1.9366103534720749]])
    expect(
      path { Adam($0, learningRate: 0.1, weightDecay: 0.1) },
      [[0.9000000016666666, -1.9000000008333333], [0.8050097658613199, -1.9250178784643248]])
    expect(
      path { AdamW($0, learningRate: 0.1, weightDecay: 0.1) },
      [[0.890000002, -1.880000001], [0.7878820404574624, -1.897810353462075]])
  }

  @Test("The first step of Adam has the size of the learning rate, whatever the gradient's")
  func adamFirstStep() {
    for gradient in [1e-3, 1, 1e6] {
      let parameter = Variable(Tensor(0.0))
      var optimizer = Adam([parameter], learningRate: 0.5)
      optimizer.step([Tensor(gradient)])
      #expect(parameter.value.scalar.isClose(to: -0.5, within: 1e-5))
    }
  }

  @Test("A schedule may set the rate between steps")
  func changingRate() {
    let parameter = Variable(Tensor(1.0))
    var optimizer = AdamW([parameter], weightDecay: 0)
    #expect(optimizer.learningRate == 1e-3)
    optimizer.learningRate = 0
    optimizer.step([Tensor(5)])
    #expect(parameter.value.scalar == 1)
    var descent = SGD([parameter], learningRate: 1)
    descent.step([Tensor(0.25)])
    descent.learningRate = 2
    descent.step([Tensor(0.25)])
    #expect(parameter.value.scalar == 0.25)
  }

  @Test("Every optimizer finds the minimum of a narrow valley")
  func convergence() {
    func distance(_ make: ([Variable<Double>]) -> some Optimizer<Double>) -> Double {
      let x = Variable<Double>([3, -2])
      var optimizer = make([x])
      let curvature = Variable<Double>([1, 10])
      for _ in 0..<2000 {
        let loss = (curvature * pow(x - Variable([1, 1]), 2)).summed()
        optimizer.step(loss.gradients(of: [x]))
      }
      return abs(x.value - 1).max().scalar
    }
    #expect(distance { SGD($0, learningRate: 0.02) } < 1e-9)
    #expect(distance { SGD($0, learningRate: 0.01, momentum: 0.9, nesterov: true) } < 1e-9)
    #expect(distance { Adagrad($0, learningRate: 1) } < 1e-9)
    #expect(distance { RMSprop($0, learningRate: 0.005) } < 1e-2)
    #expect(distance { Adam($0, learningRate: 0.02) } < 1e-6)
    #expect(distance { AdamW($0, learningRate: 0.02, weightDecay: 0) } < 1e-6)
  }

  @Test("The state of one optimizer lets another go on to the bit")
  func state() {
    func kept(_ optimizer: some Optimizer<Double>) -> Checkpoint<Double> {
      var checkpoint = Checkpoint<Double>()
      checkpoint.keep(optimizer, as: "")
      return checkpoint
    }
    func expectSamePath<O: Optimizer<Double>>(_ make: ([Variable<Double>]) -> O) {
      let (x, y) = (Variable<Double>([3, -2]), Variable<Double>([3, -2]))
      var (first, second) = (make([x]), make([y]))
      let gradients: [Tensor<Double>] = [[1, 2], [-0.5, 4], [3, 0.25], [1, 1]]
      for gradient in gradients.prefix(2) { first.step([gradient]) }
      y.value = x.value
      second.state = first.state
      for gradient in gradients.suffix(2) {
        first.step([gradient])
        second.step([gradient])
      }
      #expect(x.value == y.value, "\(O.self)")
      #expect(kept(first) == kept(second))
      // Without its state it would go elsewhere.
      y.value = x.value
      second.state = make([y]).state
      for gradient in gradients {
        first.step([gradient])
        second.step([gradient])
      }
      #expect(x.value != y.value, "\(O.self)")
    }
    expectSamePath { SGD($0, learningRate: 0.1, momentum: 0.9) }
    expectSamePath { Adagrad($0) }
    expectSamePath { RMSprop($0, momentum: 0.5) }
    expectSamePath { Adam($0) }
    expectSamePath { AdamW($0) }
  }

  @Test("A step leaves alone what others hold of the parameter's value, and of the state")
  func copies() {
    let parameter = Variable<Float>([1, 2])
    var optimizer = AdamW([parameter], weightDecay: 0.5)
    optimizer.step([[1, 1]])
    let (value, earlier) = (parameter.value, optimizer)
    optimizer.step([[1, 1]])
    #expect(value.isClose(to: [0.9985, 1.998], within: 1e-6))
    #expect(!parameter.value.isClose(to: value, within: 1e-4))
    #expect(earlier.state.steps == 1)
    #expect(earlier.state.perParameter[0]["mean"] == 0.1 * Tensor<Float>([1, 1]))
    #expect(optimizer.state.perParameter[0]["mean"] != earlier.state.perParameter[0]["mean"])
  }

  @Test("Gradients are scaled where their common norm is too large, and only there")
  func clipping() {
    func end(_ gradients: [Tensor<Double>], clippedTo bound: Double) -> [Tensor<Double>] {
      let parameters = gradients.map { Variable(Tensor<Double>.zeros($0.shape)) }
      var descent = SGD(parameters, learningRate: 1)
      descent.step(gradients, clippedTo: bound)
      return parameters.map(\.value)
    }
    // ‖(3, 4), (12)‖ = 13
    let moved = end([[3, 4], [[12]]], clippedTo: 6.5)
    #expect(moved[0].isClose(to: [-1.5, -2], within: 1e-6))
    #expect(moved[1].isClose(to: [[-6]], within: 1e-6))
    #expect(moved[0] != [-1.5, -2], "10⁻⁶ is added to the norm")
    #expect(end([[3, 4], [[12]]], clippedTo: 14) == [[-3, -4], [[-12]]])
    #expect(end([[0, 0]], clippedTo: 0) == [[0, 0]])
  }
}
