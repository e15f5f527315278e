// What the tests of this module look at: a small network with everything that a residual network has,
// over any type of number.

import Gradus
import Landscape

func smallNetwork<Scalar: TensorScalar>(
  _ type: Scalar.Type = Scalar.self, seed: UInt64 = 1
) -> Sequential<Scalar> {
  var generator = RandomGenerator(seed: seed)
  return Sequential {
    Conv2d(1, 3, kernel: 3, padding: 1, bias: false, using: &generator)
    BatchNorm2d(3)
    Tanh()
    Residual(shortcut: PadChannels(to: 4, stride: 2)) {
      Conv2d(3, 4, kernel: 3, stride: 2, padding: 1, bias: false, using: &generator)
      BatchNorm2d(4)
      Tanh()
    }
    GlobalAvgPool2d()
    Linear(4, 3, using: &generator)
  }
}

func smallSample<Scalar: TensorScalar>(
  _ type: Scalar.Type = Scalar.self
) -> [(images: Tensor<Scalar>, labels: Tensor<Int>)] {
  var generator = RandomGenerator(seed: 7)
  return [4, 3].map { n in
    (
      Tensor<Scalar>(Tensor<Double>.normal([1, 5, 4, n], using: &generator)),
      Tensor((0..<n).map { $0 % 3 })
    )
  }
}
