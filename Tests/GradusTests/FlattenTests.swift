// Flattening joins an example's axes and moves nothing.

import Gradus
import Testing

@Suite struct FlattenTests {
  @Test(
    "All axes but the last become one",
    arguments: [
      ([2, 3, 4, 5], [24, 5]), ([3, 5], [3, 5]), ([5], [1, 5]), ([2, 3, 0], [6, 0]),
    ])
  func shapes(input: [Int], output: [Int]) {
    let x = Tensor<Float>(0..<input.reduce(1, *)).reshaped(input)
    let y = Flatten<Float>()(x, .training).value
    #expect(y.shape == output)
    #expect(y.scalars == x.scalars)
    #expect(Flatten<Float>().outputShape(for: input.dropLast()) == [output[0]])
  }

  @Test("The gradient has the image's shape")
  func gradient() {
    let x = Variable(Tensor<Double>.zeros([2, 1, 3]))
    let dy = Tensor<Double>(0..<6).reshaped([2, 3])
    #expect(
      Flatten<Double>()(x, .training).gradients(of: [x], upstream: dy)
        == [dy.reshaped([2, 1, 3])])
  }
}
