// Standardisation of pixels: z = (b/255 − μ) / σ, with one μ and one σ for each channel, so that
// the numbers of an image lie around 0 and reach about as far as random weights expect. As with
// tables, both are measured on the training images alone. A byte has 256 values: the rule is a table.

import Gradus

/// The mean and the standard deviation of every channel, and the rule z = (b/255 − μ) / σ.
public struct PixelStandardizer: Equatable, Sendable {
  /// μ, the mean of each channel; black is 0 and white 1.
  public let means: [Double]
  /// σ, the standard deviation of each channel over all images and places (the sum of squares
  /// divided by n); 1 for a channel of one value.
  public let deviations: [Double]

  /// The rule with statistics known beforehand, one of each a channel; deviations above 0.
  public init(means: [Double], deviations: [Double]) {
    require(
      means.count == deviations.count && deviations.allSatisfy { $0 > 0 },
      "PixelStandardizer: means \(means) with deviations \(deviations)")
    self.means = means
    self.deviations = deviations
  }

  /// Measures the training images, exactly: sums of bytes and of their squares are integers.
  ///
  /// - Precondition: there is at least one image.
  public init(fitting training: LabelledImages) {
    require(training.count > 0, "PixelStandardizer: no images to fit")
    let area = training.imageSize / training.shape[0]
    let n = training.count * area
    var (means, deviations): ([Double], [Double]) = ([], [])
    for channel in 0..<training.shape[0] {
      var (sum, squares) = (0, 0)
      training.pixels.withUnsafeBufferPointer { pixels in
        for row in training.rows {
          var (part, partOfSquares) = (UInt32(0), UInt32(0))
          let start = row * training.imageSize + channel * area
          for place in start..<start + area {
            let byte = UInt32(pixels[place])
            part &+= byte
            partOfSquares &+= byte &* byte
          }
          sum += Int(part)
          squares += Int(partOfSquares)
        }
      }
      // n²σ² = n Σb² − (Σb)², whose terms are larger than 64 bits.
      let spread = Int128(n) * Int128(squares) - Int128(sum) * Int128(sum)
      means.append(Double(sum) / Double(255 * n))
      deviations.append(spread == 0 ? 1 : Double(spread).squareRoot() / Double(255 * n))
    }
    self.init(means: means, deviations: deviations)
  }
}

extension LabelledImages {
  /// What each byte becomes, channel after channel, 256 numbers each.
  func byteTable<Scalar: TensorScalar>(
    _ standardizer: PixelStandardizer?, as type: Scalar.Type
  ) -> [Scalar] {
    let channels = shape[0]
    let means = standardizer?.means ?? Array(repeating: 0, count: channels)
    let deviations = standardizer?.deviations ?? Array(repeating: 1, count: channels)
    require(
      means.count == channels,
      "PixelStandardizer: statistics of \(means.count) channels for images of shape \(shape)")
    return (0..<256 * channels).map { entry in
      let (channel, byte) = (entry / 256, Double(entry % 256))
      return Scalar((byte / 255 - means[channel]) / deviations[channel])
    }
  }
}
