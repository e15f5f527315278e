// The shortcut that leaves places out and adds channels of zeros.

import GradientCheck
import Gradus
import Testing

@Suite struct PadChannelsTests {
  @Test("Every second row and column is kept, and zeros follow")
  func byHand() {
    let x = Variable(Tensor<Double>(1..<16).reshaped([1, 3, 5, 1]))
    let y = PadChannels<Double>(to: 2, stride: 2)(x, .training)
    #expect(y.value.reshaped([2, 6]) == [[1, 3, 5, 11, 13, 15], [0, 0, 0, 0, 0, 0]])
    let dy = Tensor<Double>(1..<13).reshaped([2, 2, 3, 1])
    #expect(
      y.gradients(of: [x], upstream: dy)[0].reshaped([3, 5])
        == [[1, 0, 2, 0, 3], [0, 0, 0, 0, 0], [4, 0, 5, 0, 6]])
  }

  @Test("The promised shape is the one that comes out", arguments: [1, 2, 3])
  func shapes(side: Int) {
    let stride = Size2d(height: side, width: 2)
    for shape in [[2, 5, 4], [3, 6, 7], [4, 1, 1]] {
      let layer = PadChannels<Float>(to: 4, stride: stride)
      #expect(
        layer(Tensor<Float>.ones(shape + [2]), .training).shape.dropLast()
          == layer.outputShape(for: shape)?[...])
    }
    let layer = PadChannels<Float>(to: 4, stride: stride)
    #expect(layer.outputShape(for: [5, 4, 4]) == nil)
    #expect(layer.outputShape(for: [4]) == nil)
    #expect(layer.description == "PadChannels(to 4, stride \(stride))")
    #expect(PadChannels<Float>(to: 7).description == "PadChannels(to 7)")
  }

  @Test("Its gradient is right", arguments: [[2, 4, 3, 2], [1, 3, 5, 3]])
  func gradient(shape: [Int]) {
    var generator = RandomGenerator(seed: 1)
    let x = Tensor<Double>.normal(shape, using: &generator)
    for stride: Size2d in [1, 2, [1, 3]] {
      let report = checkGradient(of: PadChannels(to: 3, stride: stride), at: x, .training) { $0 }
      #expect(report.passes, "\(report)")
    }
  }

  @Test("Without anything to do it is the identity")
  func identity() {
    let x = Tensor<Double>.ones([2, 3, 3, 2])
    #expect(PadChannels<Double>(to: 2)(x, .evaluation).value == x)
  }
}
