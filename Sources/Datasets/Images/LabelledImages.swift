// Images with their classes, kept as bytes and examples first, as files have them: the 50,000 images
// of CIFAR-10 take 150 MB so, and 600 MB as numbers. A batch becomes numbers when it is asked for,
// and is turned then: examples last, `[channels, height, width, examples]`, as the engine wants it.

import Gradus

/// Images of one size, each of a class.
///
/// A value; what is taken from it by `examples(_:)` or `split` shares its pixels.
public struct LabelledImages: ExampleSet, Sendable {
  /// The shape of one image: `[channels, height, width]`.
  public let shape: [Int]
  /// The classes' names, by label.
  public let classNames: [String]
  /// The class of every example, `[count]`, each in 0..<classNames.count.
  public let labels: Tensor<Int>

  /// All pixels of the file, image by image, and which of the images belong to these examples.
  let pixels: [UInt8]
  let rows: [Int]

  /// How many examples there are.
  public var count: Int { rows.count }

  /// How many bytes an image has.
  var imageSize: Int { shape.reduce(1, *) }

  /// Images from their bytes.
  ///
  /// - Parameters:
  ///   - shape: `[channels, height, width]`.
  ///   - pixels: the images one after the other, each in row-major order, 0 for black.
  ///   - labels: the class of each image, in 0..<classNames.count.
  ///   - classNames: the classes' names.
  public init(shape: [Int], pixels: [UInt8], labels: [Int], classNames: [String]) {
    require(shape.count == 3, "LabelledImages: shape \(shape) is not [channels, height, width]")
    require(
      pixels.count == labels.count * shape.reduce(1, *),
      "LabelledImages: \(pixels.count) bytes for \(labels.count) images of shape \(shape)")
    require(
      labels.allSatisfy { classNames.indices.contains($0) },
      "LabelledImages: a label outside 0..<\(classNames.count)")
    self.init(
      shape: shape, classNames: classNames, labels: labels, pixels: pixels,
      rows: Array(labels.indices))
  }

  private init(
    shape: [Int], classNames: [String], labels: [Int], pixels: [UInt8], rows: [Int]
  ) {
    self.shape = shape
    self.classNames = classNames
    self.labels = Tensor(labels)
    self.pixels = pixels
    self.rows = rows
  }

  /// The examples with these indices, each in 0..<count, in this order.
  public func examples(_ indices: some Collection<Int>) -> LabelledImages {
    require(
      indices.allSatisfy { rows.indices.contains($0) }, "examples: an index outside 0..<\(count)")
    return LabelledImages(
      shape: shape, classNames: classNames, labels: indices.map { labels.storage[$0] },
      pixels: pixels, rows: indices.map { rows[$0] })
  }

  /// Some images as numbers, `[channels, height, width, indices.count]`.
  ///
  /// - Parameters:
  ///   - indices: which, each in 0..<count; all of them unless told otherwise.
  ///   - type: the type of number.
  ///   - standardizer: the rule from a byte to a number; without one 0 becomes 0 and 255 becomes 1.
  public func images<Scalar: TensorScalar>(
    at indices: some Collection<Int>, as type: Scalar.Type = Float.self,
    standardizedBy standardizer: PixelStandardizer? = nil
  ) -> Tensor<Scalar> {
    require(
      indices.allSatisfy { rows.indices.contains($0) }, "images: an index outside 0..<\(count)")
    let table = byteTable(standardizer, as: type)
    return gathered(indices.map { rows[$0] }, through: table, changing: nil)
  }

  /// All images as numbers, `[channels, height, width, count]`: 4 bytes a pixel where a file has
  /// one.
  public func images<Scalar: TensorScalar>(
    as type: Scalar.Type = Float.self, standardizedBy standardizer: PixelStandardizer? = nil
  ) -> Tensor<Scalar> {
    images(at: 0..<count, as: type, standardizedBy: standardizer)
  }
}
