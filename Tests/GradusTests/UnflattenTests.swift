// Unflattening gives an example its axes back and moves nothing.

import Gradus
import Testing

@Suite struct UnflattenTests {
  @Test("Features become the given axes")
  func shapes() {
    let layer = Unflatten<Double>([2, 3, 5])
    let x = Tensor<Double>(0..<120).reshaped([30, 4])
    let y = layer(x, .training).value
    #expect(y.shape == [2, 3, 5, 4])
    #expect(y.scalars == x.scalars)
    #expect(y[1, 2, 0, 3] == x[25, 3])
    #expect(layer.inputShape == [30])
    #expect(layer.outputShape(for: [30]) == [2, 3, 5])
    #expect(layer.outputShape(for: [31]) == nil)
    #expect(layer.description == "Unflatten([2, 3, 5])")
  }

  @Test("Flatten undoes it, and its gradient")
  func inverse() {
    let x = Variable(Tensor<Double>(0..<24).reshaped([6, 4]))
    let y = Flatten<Double>()(Unflatten<Double>([1, 2, 3])(x, .training), .training)
    #expect(y.value == x.value)
    let dy = 2 * x.value
    #expect(y.gradients(of: [x], upstream: dy) == [dy])
  }
}
