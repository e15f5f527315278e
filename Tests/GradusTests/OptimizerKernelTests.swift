// The optimizers' loops against the same formulas on whole tensors, to the last bit, at a size that
// several threads share.

import Testing

@testable import Gradus

@Suite struct OptimizerKernelTests {
  private typealias T = Tensor<Float>

  /// A parameter of 20,000 numbers after two steps, with one gradient and then twice that.
  private func trained(
    threads: Int, _ make: ([Variable<Float>]) -> any Optimizer<Float>
  ) -> (T, start: T, gradient: T) {
    var generator = RandomGenerator(seed: 10)
    let start = T.normal([20_000], using: &generator)
    let gradient = T.normal([20_000], using: &generator)
    let parameter = Variable(start)
    var optimizer = make([parameter])
    ThreadTeam.$current.withValue(ThreadTeam(count: threads)) {
      for factor in [1, 2] as [Float] { optimizer.step([factor * gradient]) }
    }
    return (parameter.value, start, gradient)
  }

  @Test("SGD with Nesterov's momentum", arguments: [1, 2, 3, 7])
  func sgd(threads: Int) {
    let (end, start, gradient) = trained(threads: threads) {
      SGD($0, learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01)
    }
    var (theta, v) = (start, T.zeros(start.shape))
    for factor in [1, 2] as [Float] {
      let g = factor * gradient + 0.01 * theta
      v = 0.9 * v + g
      theta = theta - 0.1 * (g + 0.9 * v)
    }
    #expect(end == theta)
  }

  @Test("Adagrad", arguments: [1, 2, 3, 7])
  func adagrad(threads: Int) {
    let (end, start, gradient) = trained(threads: threads) { Adagrad($0, learningRate: 0.1) }
    var (theta, s) = (start, T.zeros(start.shape))
    for g in [gradient, 2 * gradient] {
      s = s + g * g
      theta = theta - 0.1 * g / (sqrt(s) + 1e-10)
    }
    #expect(end == theta)
  }

  @Test("RMSprop", arguments: [1, 2, 3, 7])
  func rmsprop(threads: Int) {
    let (end, start, gradient) = trained(threads: threads) {
      RMSprop($0, learningRate: 0.1, momentum: 0.5)
    }
    var (theta, s, v) = (start, T.zeros(start.shape), T.zeros(start.shape))
    for g in [gradient, 2 * gradient] {
      s = 0.99 * s + Float(1 - 0.99) * (g * g)
      v = 0.5 * v + g / (sqrt(s) + 1e-8)
      theta = theta - 0.1 * v
    }
    #expect(end == theta)
  }

  @Test("Adam and AdamW", arguments: [1, 2, 3, 7])
  func adam(threads: Int) {
    for decay in [0, 0.1] {
      let (end, start, gradient) = trained(threads: threads) {
        AdamW($0, learningRate: 0.1, weightDecay: decay)
      }
      var (theta, m, v) = (start, T.zeros(start.shape), T.zeros(start.shape))
      for (t, g) in zip(1..., [gradient, 2 * gradient]) {
        theta = Float(1 - 0.1 * decay) * theta
        m = 0.9 * m + Float(1 - 0.9) * g
        v = 0.999 * v + Float(1 - 0.999) * (g * g)
        let mHat = m / Float(1 - Double.pow(0.9, t))
        let vHat = v / Float(1 - Double.pow(0.999, t))
        theta = theta - 0.1 * mHat / (sqrt(vHat) + 1e-8)
      }
      #expect(end == theta)
    }
  }
}
