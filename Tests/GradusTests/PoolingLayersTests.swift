// The pooling layers: what they compute, how they print, what shapes they promise.

import Gradus
import Testing

@Suite struct PoolingLayersTests {
  private static var layers: [(any Layer<Double>, [Int], [Int]?, String)] {
    [
      (MaxPool2d(2), [3, 5, 7], [3, 2, 3], "MaxPool2d(2×2)"),
      (
        MaxPool2d(3, stride: 2, padding: 1), [3, 5, 7], [3, 3, 4],
        "MaxPool2d(3×3, stride 2×2, padding 1×1)"
      ),
      (
        MaxPool2d([2, 3], dilation: 2, roundingUp: true), [2, 6, 7], [2, 3, 2],
        "MaxPool2d(2×3, dilation 2×2, rounding up)"
      ),
      (AvgPool2d(2, roundingUp: true), [2, 5, 4], [2, 3, 2], "AvgPool2d(2×2, rounding up)"),
      (
        AvgPool2d(2, padding: 1, countsPadding: false), [2, 5, 4], [2, 3, 3],
        "AvgPool2d(2×2, padding 1×1, padding not counted)"
      ),
      (GlobalAvgPool2d(), [5, 2, 3], [5], "GlobalAvgPool2d"),
      (MaxPool2d(4), [3, 5, 3], nil, "MaxPool2d(4×4)"),
      (AvgPool2d(2), [12], nil, "AvgPool2d(2×2)"),
      (GlobalAvgPool2d(), [12], nil, "GlobalAvgPool2d"),
    ]
  }

  @Test("The promised shape is the one that comes out", arguments: layers.indices)
  func shapes(_ index: Int) {
    let (layer, input, output, description) = Self.layers[index]
    #expect(layer.outputShape(for: input) == output)
    #expect(layer.description == description)
    if let output {
      #expect(layer(Tensor<Double>.ones(input + [4]), .training).shape == output + [4])
    }
  }

  @Test("They compute what the functions of their names do")
  func values() {
    var generator = RandomGenerator(seed: 3)
    let x = Tensor<Double>.normal([2, 5, 7, 4], using: &generator)
    #expect(
      MaxPool2d<Double>(3, stride: 2, padding: 1, dilation: 1, roundingUp: true)(x, .training).value
        == maxPool2d(x, Window2d(3, stride: 2, padding: 1, roundingUp: true)))
    let average = AvgPool2d<Double>([2, 3], padding: 1, roundingUp: true, countsPadding: false)
    #expect(
      average(x, .training).value
        == avgPool2d(
          x, Window2d([2, 3], stride: [2, 3], padding: 1, roundingUp: true), countsPadding: false))
    #expect(GlobalAvgPool2d<Double>()(x, .evaluation).value == x.mean(along: [1, 2]))
  }

  @Test("A convolutional network ends as its table says")
  func table() {
    let model = Sequential<Float>(inputShape: [8]) {
      Unflatten([2, 2, 2])
      Upsample(by: [3, 2])
      BatchNorm2d(2)
      MaxPool2d(3, stride: 2, padding: 1)
      GlobalAvgPool2d()
      Flatten()
    }
    #expect(model(Tensor<Float>.ones([8, 5]), .training).shape == [2, 5])
    #expect(
      model.description == """
        Sequential
             layer                                    output shape  parameters
          ────────────────────────────────────────────────────────────────────
          0  Unflatten([2, 2, 2])                     [2, 2, 2, N]           —
          1  Upsample(3×2)                            [2, 6, 4, N]           —
          2  BatchNorm2d(2)                           [2, 6, 4, N]           4
          3  MaxPool2d(3×3, stride 2×2, padding 1×1)  [2, 3, 2, N]           —
          4  GlobalAvgPool2d                          [2, N]                 —
          5  Flatten                                  [2, N]                 —
          ────────────────────────────────────────────────────────────────────
             total                                                           4
        """)
  }
}
