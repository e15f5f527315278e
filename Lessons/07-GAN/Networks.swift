// The two networks of the reference's notebook (coderkarthiko 2020, after the tutorial of
// TensorFlow), a small DCGAN: Radford, Metz and Chintala 2016. Padded so that a stride of 1 keeps an
// image's size, and one of 2 doubles or halves it.

import Gradus

/// From noise of 100 numbers to an image of 28×28 pixels in −1…1.
func generator(using random: inout RandomGenerator) -> Sequential<Float> {
  // ANCHOR: generator
  Sequential {
    Linear(100, 7 * 7 * 128, bias: false, initializer: .xavierUniform(), using: &random)
    BatchNorm1d(7 * 7 * 128)
    LeakyReLU(slope: 0.3)
    Unflatten([128, 7, 7])
    ConvTranspose2d(
      128, 64, kernel: 5, padding: 2, bias: false, initializer: .xavierUniform(),
      using: &random)
    BatchNorm2d(64)
    LeakyReLU(slope: 0.3)
    ConvTranspose2d(
      64, 32, kernel: 5, stride: 2, padding: 2, outputPadding: 1, bias: false,
      initializer: .xavierUniform(), using: &random)
    BatchNorm2d(32)
    LeakyReLU(slope: 0.3)
    ConvTranspose2d(
      32, 1, kernel: 5, stride: 2, padding: 2, outputPadding: 1, bias: false,
      initializer: .xavierUniform(), using: &random)
    Tanh()
  }
  // ANCHOR_END: generator
}

/// From an image to a logit: above 0 for real, below for fake.
func discriminator(using random: inout RandomGenerator) -> Sequential<Float> {
  // ANCHOR: discriminator
  Sequential(inputShape: [1, 28, 28]) {
    Conv2d(1, 32, kernel: 5, padding: 2, initializer: .kaimingUniform(), using: &random)
    LeakyReLU(slope: 0.3)
    Conv2d(
      32, 64, kernel: 5, stride: 2, padding: 2, initializer: .xavierUniform(), using: &random)
    LeakyReLU(slope: 0.3)
    Dropout(0.2, using: &random)
    Flatten()
    Linear(64 * 14 * 14, 1, using: &random)
  }
  // ANCHOR_END: discriminator
}
