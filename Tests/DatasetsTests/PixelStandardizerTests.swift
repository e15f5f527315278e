// Statistics of channels by hand, and of the bundled images by their own numbers.

import Gradus
import Testing

@testable import Datasets

@Suite struct PixelStandardizerTests {
  /// Two images of two channels: bytes 0, 51, 102, 255 in the first, 7 everywhere in the second.
  private let images = LabelledImages(
    shape: [2, 1, 2], pixels: [0, 51, 7, 7, 102, 255, 7, 7], labels: [0, 0], classNames: ["a"])

  @Test func byHand() {
    let rule = PixelStandardizer(fitting: images)
    // 0, 0.2, 0.4 and 1: the mean is 0.4 and the variance (0.16 + 0.04 + 0 + 0.36) / 4 = 0.14.
    #expect(abs(rule.means[0] - 0.4) < 1e-15)
    #expect(abs(rule.deviations[0] - 0.14.squareRoot()) < 1e-15)
    // A channel of one value is not blown up: its deviation counts as 1.
    #expect(rule.means[1] == 7.0 / 255)
    #expect(rule.deviations[1] == 1)
  }

  @Test func standardized() {
    let rule = PixelStandardizer(means: [0.4, 0], deviations: [0.5, 2])
    let z = images.images(as: Double.self, standardizedBy: rule)
    let expected = [-0.8, 0, -0.4, 1.2] + Array(repeating: 7.0 / 510, count: 4)
    #expect(zip(z.scalars, expected).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test func bundledImagesHaveMeanZeroAndDeviationOne() throws {
    let images = try ImageDataset.bundled(requested: .fashionMNISTSubset).training
    let z = images.images(
      as: Double.self, standardizedBy: PixelStandardizer(fitting: images))
    #expect(abs(z.mean().scalar) < 1e-12)
    #expect(abs(z.variance().scalar - 1) < 1e-12)
  }

  @Test func onlyTheChosenExamplesCount() {
    let rule = PixelStandardizer(fitting: images.examples([1]))
    #expect(abs(rule.means[0] - 0.7) < 1e-15)
    #expect(abs(rule.deviations[0] - 0.3) < 1e-15)
  }
}
