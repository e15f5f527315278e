// The two networks of the reference's notebook (coderkarthiko 2020, after TensorFlow's tutorial), a
// small DCGAN (Radford, Metz and Chintala 2016), with the initial weights it has from Keras. Only the
// discriminator's first convolution moves by two pixels here, as the second does, and not by one.

import Gradus

/// From noise of 100 numbers to an image of 28×28 pixels in −1…1.
func generator(using random: inout RandomGenerator) -> Sequential<Float> {
  // ANCHOR: generator
  Sequential {
    Linear(
      100, 7 * 7 * 128, bias: false, initializer: .xavierUniform(),
      using: &random)
    BatchNorm1d(7 * 7 * 128)
    LeakyReLU(slope: 0.3)
    Unflatten([128, 7, 7])
    growing(128, 64, stride: 1, using: &random)
    BatchNorm2d(64)
    LeakyReLU(slope: 0.3)
    growing(64, 32, stride: 2, using: &random)
    BatchNorm2d(32)
    LeakyReLU(slope: 0.3)
    growing(32, 1, stride: 2, using: &random)
    Tanh()
  }
  // ANCHOR_END: generator
}

/// A transposed convolution that makes images `stride` times as high and wide.
private func growing(
  _ inputs: Int, _ outputs: Int, stride: Int, using random: inout RandomGenerator
) -> ConvTranspose2d<Float> {
  // ANCHOR: growing
  ConvTranspose2d(
    inputs, outputs, kernel: 5, stride: Size2d(height: stride, width: stride),
    padding: 2, outputPadding: Size2d(height: stride - 1, width: stride - 1),
    bias: false, initializer: .xavierUniform(), using: &random)
  // ANCHOR_END: growing
}

/// From an image to a logit: above 0 for real, below for fake.
func discriminator(using random: inout RandomGenerator) -> Sequential<Float> {
  // ANCHOR: discriminator
  Sequential(inputShape: [1, 28, 28]) {
    Conv2d(
      1, 32, kernel: 5, stride: 2, padding: 2, initializer: .kaimingUniform(),
      using: &random)
    LeakyReLU(slope: 0.3)
    Conv2d(
      32, 64, kernel: 5, stride: 2, padding: 2, initializer: .xavierUniform(),
      using: &random)
    LeakyReLU(slope: 0.3)
    Dropout(0.2, using: &random)
    Flatten()
    Linear(64 * 7 * 7, 1, initializer: .xavierUniform(), using: &random)
  }
  // ANCHOR_END: discriminator
}
