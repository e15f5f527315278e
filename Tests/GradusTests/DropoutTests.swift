// Dropout: its masks, their expectation, and the gradient that passes through the same mask.

import Gradus
import Testing

@Suite struct DropoutTests {
  @Test("A fraction p is dropped, the rest scaled by 1/(1 − p)", arguments: [0.1, 0.5, 0.75])
  func statistics(probability: Double) {
    var generator = RandomGenerator(seed: 12)
    let layer = Dropout<Double>(probability, using: &generator)
    let n = 40_000
    let y = layer(Tensor<Double>.ones([200, n / 200]), .training).value
    let keep = 1 / (1 - probability)
    #expect(y.scalars.allSatisfy { $0 == 0 || $0 == keep })
    let dropped = Tensor<Double>(y .== 0).mean().scalar
    let error = 4 * (probability * (1 - probability) / Double(n)).squareRoot()
    #expect(abs(dropped - probability) < error)
    #expect(abs(y.mean().scalar - 1) < error * keep)
  }

  @Test("Evaluation changes nothing, and neither does probability zero")
  func identity() {
    var generator = RandomGenerator(seed: 12)
    let x = Variable<Float>([[1, -2, 3]])
    #expect(Dropout(0.9, using: &generator)(x, .evaluation) === x)
    #expect(Dropout(0, using: &generator)(x, .training) === x)
  }

  @Test("The gradient passes through the mask that was used")
  func gradient() {
    var generator = RandomGenerator(seed: 12)
    let layer = Dropout<Double>(0.5, using: &generator)
    let x = Variable(Tensor<Double>.ones([10, 10]))
    let y = layer(x, .training)
    #expect(y.summed().gradients(of: [x]) == [y.value])
    #expect((3 * y).summed().gradients(of: [x]) == [3 * y.value])
  }

  @Test("Every call draws a fresh mask, and a seed fixes them all")
  func masks() {
    func masks(seed: UInt64) -> [Tensor<Float>] {
      var generator = RandomGenerator(seed: seed)
      let layer = Dropout<Float>(using: &generator)
      return (0..<2).map { _ in layer(Tensor<Float>.ones([4, 8]), .training).value }
    }
    #expect(masks(seed: 3) == masks(seed: 3))
    #expect(masks(seed: 3) != masks(seed: 4))
    #expect(masks(seed: 3)[0] != masks(seed: 3)[1])
  }
}
