// The non-linearities at hand-worked values, at the kink and far out.

import Gradus
import Testing

@Suite struct ActivationsTests {
  let x: Tensor<Double> = [-2, 0, 3]

  @Test("Values and gradients at −2, 0 and 3; at the kink the derivative is the left one")
  func rectifiers() {
    let variable = Variable(x)
    #expect(relu(x) == [0, 0, 3])
    #expect(relu(variable).value == relu(x))
    #expect(relu(variable).gradients(of: [variable], upstream: [5, 6, 7]) == [[0, 0, 7]])
    #expect(leakyReLU(x, slope: 0.5) == [-1, 0, 3])
    #expect(leakyReLU(x) == [-0.02, 0, 3])
    let leaky = leakyReLU(variable, slope: 0.5)
    #expect(leaky.value == [-1, 0, 3])
    #expect(leaky.gradients(of: [variable], upstream: [4, 6, 7]) == [[2, 3, 7]])
  }

  @Test("Sigmoid and tanh are known at 0 and odd about it")
  func sigmoids() {
    let variable = Variable(x)
    #expect(sigmoid(x).isClose(to: [0.11920292202211755, 0.5, 0.9525741268224334]))
    #expect((sigmoid(x) + sigmoid(-x)).isClose(to: .ones([3])))
    #expect(tanh(x).isClose(to: [-0.9640275800758169, 0, 0.9950547536867305]))
    let ones = Tensor<Double>.ones([3])
    #expect(
      sigmoid(variable).gradients(of: [variable], upstream: ones)[0]
        .isClose(to: [0.1049935854035065, 0.25, 0.045176659730912]))
    #expect(
      tanh(variable).gradients(of: [variable], upstream: ones)[0]
        .isClose(to: [0.07065082485316447, 1, 0.009866037165440192]))
  }

  @Test("Extreme inputs saturate without overflow")
  func extremes() {
    let far = Tensor<Float>([-1000, 1000, -.infinity, .infinity])
    #expect(sigmoid(far) == [0, 1, 0, 1])
    #expect(tanh(far) == [-1, 1, -1, 1])
    #expect(sigmoid(Tensor<Float>([.nan]))[0].isNaN)
    // The lower tail keeps its digits: σ(−50) = e⁻⁵⁰ to rounding.
    #expect(sigmoid(Tensor<Double>([-50]))[0].isClose(to: 1.928749847963918e-22, within: 1e-34))
  }
}
