// How a trial of a convolution is drawn: nothing is square, and along one axis the window moves by
// more than a pixel, along one its elements stand apart.

import GradientCheck
import Gradus
import Mutants

extension Operation {
  /// A trial of an operation on images `[channels, height, width, 5]`.
  func images(_ draw: inout Draw) -> Trial {
    let isTransposed = [.convTranspose2d, .convTranspose2dLayer].contains(self)
    let (channels, kernel) = (draw.shuffled([2, 3]), draw.shuffled([2, 3]))
    let (stride, dilation) = (draw.shuffled([1, 2]), draw.shuffled([1, 2]))
    let image = draw.shuffled(isTransposed ? [2, 3] : [5, 7])
    let padding: Size2d = isTransposed ? 1 : draw.one(of: [[1, 2], [2, 1]])
    // The weight's outputs lead, or its inputs where it is transposed; a bias an output.
    let x = draw.normal([channels[isTransposed ? 0 : 1]] + image + [5])
    let w = draw.normal(channels + kernel)
    let b = draw.normal([channels[isTransposed ? 1 : 0]])
    let window = Window2d(
      Size2d(kernel), stride: Size2d(stride), padding: padding, dilation: Size2d(dilation))
    // The largest of the results that the stride allows.
    let outputPadding = Size2d(stride.map { $0 - 1 })
    switch self {
    case .conv2dLayer:
      return Trial(rawValue, at: x, .training, loss: { $0 }) {
        Conv2d(
          weight: w, bias: b, stride: window.stride, padding: padding, dilation: window.dilation)
      }
    case .convTranspose2dLayer:
      return Trial(rawValue, at: x, .training, loss: { $0 }) {
        ConvTranspose2d(
          weight: w, bias: b, stride: window.stride, padding: padding,
          outputPadding: outputPadding, dilation: window.dilation)
      }
    default:
      let program = OperationProgram(operation: self, window: window, outputPadding: outputPadding)
      return Trial(rawValue, program, at: [("x", x), ("weight", w)])
    }
  }
}

extension Size2d {
  /// A height and a width.
  fileprivate init(_ sides: [Int]) { self.init(height: sides[0], width: sides[1]) }
}
