// Tensors and arrays of Float become marks with the same points as arrays of Double.

import Gradus
import Plot
import TensorPlots
import Testing

/// What a mark would draw, as the rows of its figure's CSV.
private func csv(_ mark: some Mark) -> String { Figure { Axes { mark } }.csv }

struct CoordinatesTests {
  private let x: [Double] = [0, 1, 4]
  private let y: [Double] = [2, -1, 0.5]

  @Test func linesOfTensorsAndFloats() {
    let plain = csv(Line(x: x, y: y))
    #expect(csv(Line(x: Tensor([x]), y: y.map { Float($0) })) == plain)
    #expect(csv(Line(x: x, y: Tensor<Float>([[2, -1, 0.5]]))) == plain)
    #expect(csv(Line(y: Tensor(y), startingAt: 3)) == csv(Line(y: y, startingAt: 3)))
  }

  @Test func aNetworkIsAskedOnceForItsGraph() {
    var shapes: [[Int]] = []
    let line = Line(over: -1...1, samples: 5) { (x: Tensor<Float>) in
      shapes.append(x.shape)
      return x * x
    }
    #expect(shapes == [[1, 5]])
    #expect(line.x == [-1, -0.5, 0, 0.5, 1] && line.y == [1, 0.25, 0, 0.25, 1])
  }

  @Test func dotsAtTheColumnsOfAMatrix() {
    #expect(csv(Scatter(Tensor<Double>([x, y]))) == csv(Scatter(x: x, y: y)))
    #expect(csv(Scatter(x: Tensor(x), y: y)) == csv(Scatter(x: x, y: y)))
  }
}
