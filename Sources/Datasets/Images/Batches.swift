// One epoch, a batch at a time:
//
//     for batch in training.batches(of: 64, shuffledBy: &generator) {
//       let loss = crossEntropy(logits: model(Variable(batch.images), .training), targets: batch.labels)
//       …
//     }
//
// The order, and whatever happens to the images, is drawn from the seed alone. A batch is gathered
// when the loop asks for it, by all threads: some 60 microseconds for 64 images of CIFAR-10, a tenth
// of LeNet-5's training step. A thread that worked ahead would only take its core from the engine.

import Gradus

/// Some examples as the engine wants them.
public struct LabelledBatch<Scalar: TensorScalar>: Sendable {
  /// The images, `[channels, height, width, count]`.
  public let images: Tensor<Scalar>
  /// The class of each, `[count]`.
  public let labels: Tensor<Int>
  /// Which of the data set's examples these are.
  public let indices: [Int]

  /// How many examples there are.
  public var count: Int { indices.count }
}

/// The examples of a data set in batches; made by ``LabelledImages/batches(of:as:standardizedBy:)``.
public struct Batches<Scalar: TensorScalar>: Sequence, Sendable {
  let source: LabelledImages
  let order: [Int]
  let size: Int
  let table: [Scalar]
  let augmentation: (rule: Augmentation, gray: [UInt8], generator: RandomGenerator)?

  /// How many batches there are; the last may be smaller than the others.
  public var count: Int { (order.count + size - 1) / size }

  /// The batches, from the first; the same ones every time.
  public func makeIterator() -> Iterator {
    Iterator(batches: self, changes: augmentation?.generator)
  }

  /// Walks over the batches.
  public struct Iterator: IteratorProtocol {
    let batches: Batches
    var changes: RandomGenerator?
    var position = 0

    /// The next batch, or nil after the last.
    public mutating func next() -> LabelledBatch<Scalar>? {
      let (order, source) = (batches.order, batches.source)
      guard position < order.count else { return nil }
      let indices = Array(order[position...].prefix(batches.size))
      position += indices.count
      var draws: (each: [Augmentation.Draw], gray: [UInt8])?
      if let augmentation = batches.augmentation, var generator = changes {
        let (height, width) = (source.shape[1], source.shape[2])
        let each = indices.map { _ in
          augmentation.rule.draw(height: height, width: width, using: &generator)
        }
        draws = (each, augmentation.gray)
        changes = generator
      }
      return LabelledBatch(
        images: source.gathered(
          indices.map { source.rows[$0] }, through: batches.table, changing: draws),
        labels: Tensor(indices.map { source.labels.storage[$0] }), indices: indices)
    }
  }
}

extension LabelledImages {
  /// All examples in their order, as for a test.
  ///
  /// - Parameters:
  ///   - size: how many examples a batch has, at least 1; the last one has what is left.
  ///   - type: the type of number.
  ///   - standardizer: the rule from a byte to a number; without one 0 becomes 0 and 255 becomes 1.
  public func batches<Scalar: TensorScalar>(
    of size: Int, as type: Scalar.Type = Float.self,
    standardizedBy standardizer: PixelStandardizer? = nil
  ) -> Batches<Scalar> {
    require(size > 0, "batches: of \(size) examples")
    return Batches(
      source: self, order: Array(0..<count), size: size,
      table: byteTable(standardizer, as: type), augmentation: nil)
  }

  /// All examples in random order, as for an epoch of training.
  ///
  /// - Parameters:
  ///   - size: how many examples a batch has, at least 1; the last one has what is left.
  ///   - generator: the source of the order and of what happens to the images.
  ///   - type: the type of number.
  ///   - standardizer: the rule from a byte to a number; without one 0 becomes 0 and 255 becomes 1.
  ///   - augmentation: what may happen to each image; nothing unless told.
  public func batches<Scalar: TensorScalar>(
    of size: Int, shuffledBy generator: inout RandomGenerator, as type: Scalar.Type = Float.self,
    standardizedBy standardizer: PixelStandardizer? = nil,
    augmentedBy augmentation: Augmentation? = nil
  ) -> Batches<Scalar> {
    require(size > 0, "batches: of \(size) examples")
    let order = generator.permutation(of: count)
    let means = standardizer?.means ?? Array(repeating: 0.5, count: shape[0])
    let gray = means.map { UInt8((255 * min(max($0, 0), 1)).rounded()) }
    return Batches(
      source: self, order: order, size: size, table: byteTable(standardizer, as: type),
      augmentation: augmentation.map { ($0, gray, generator.split()) })
  }
}
