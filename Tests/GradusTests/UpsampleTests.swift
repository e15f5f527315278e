// Enlarging as a layer.

import Gradus
import Testing

@Suite struct UpsampleTests {
  @Test("The promised shape is the one that comes out", arguments: [[2, 2], [3, 1]])
  func shapes(factor: [Int]) {
    let factor = Size2d(height: factor[0], width: factor[1])
    let layer = Upsample<Float>(by: factor)
    var generator = RandomGenerator(seed: 3)
    let x = Tensor<Float>.normal([3, 2, 5, 4], using: &generator)
    let shape = [3, 2 * factor.height, 5 * factor.width]
    #expect(layer.outputShape(for: [3, 2, 5]) == shape)
    #expect(layer(x, .training).value == upsample(x, by: factor))
    #expect(layer(x, .training).shape == shape + [4])
    #expect(layer.outputShape(for: [30]) == nil)
    #expect(layer.description == "Upsample(\(factor))")
  }
}
