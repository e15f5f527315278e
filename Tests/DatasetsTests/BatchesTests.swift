// Batches: every example once an epoch, in an order that the seed alone decides.

import Gradus
import Testing

@testable import Datasets

@Suite struct BatchesTests {
  private let images = countedImages(23, shape: [1, 3, 4])

  @Test func inOrder() {
    let batches = images.batches(of: 10)
    #expect(batches.count == 3)
    #expect(batches.map(\.count) == [10, 10, 3])
    #expect(batches.flatMap(\.indices) == Array(0..<23))
    for batch in batches {
      #expect(batch.images == images.images(at: batch.indices, as: Float.self))
      #expect(batch.labels == Tensor(batch.indices.map { $0 % 3 }))
    }
  }

  @Test func shuffled() {
    var generator = RandomGenerator(seed: 4)
    let first = images.batches(of: 8, shuffledBy: &generator, as: Double.self)
    let second = images.batches(of: 8, shuffledBy: &generator, as: Double.self)
    for batches in [first, second] {
      #expect(batches.flatMap(\.indices).sorted() == Array(0..<23))
      for batch in batches {
        #expect(batch.images == images.images(at: batch.indices, as: Double.self))
        #expect(batch.labels == Tensor(batch.indices.map { $0 % 3 }))
      }
    }
    #expect(first.flatMap(\.indices) != second.flatMap(\.indices))
    #expect(first.flatMap(\.indices) == first.flatMap(\.indices))
  }

  @Test func theSeedDecidesAll() {
    /// The images in the order they have without shuffling.
    func epoch(seed: UInt64) -> [Tensor<Float>] {
      var generator = RandomGenerator(seed: seed)
      let batches = images.batches(
        of: 5, shuffledBy: &generator,
        augmentedBy: Augmentation(flips: true, shift: 1, cutout: 2))
      return batches.flatMap { batch in
        batch.indices.enumerated().map { ($1, batch.images.gathered([$0])) }
      }.sorted { $0.0 < $1.0 }.map(\.1)
    }
    #expect(epoch(seed: 1) == epoch(seed: 1))
    #expect(epoch(seed: 1) != epoch(seed: 2))
  }

  @Test func augmentationLeavesTheOrderAlone() {
    let orders = [nil, Augmentation(flips: true)].map { rule in
      var generator = RandomGenerator(seed: 3)
      return images.batches(of: 5, shuffledBy: &generator, augmentedBy: rule).flatMap(\.indices)
    }
    #expect(orders[0] == orders[1])
  }

  @Test func augmentedBatchIsTheDrawsOfItsGenerator() throws {
    var generator = RandomGenerator(seed: 9)
    let rule = Augmentation(flips: true, shift: 1, cutout: 2)
    let standardizer = PixelStandardizer(means: [0.2], deviations: [0.5])
    var draws = generator
    _ = draws.permutation(of: images.count)
    draws = draws.split()
    let batches = images.batches(
      of: 23, shuffledBy: &generator, as: Double.self, standardizedBy: standardizer,
      augmentedBy: rule)
    let batch = try #require(batches.first { _ in true })
    for (n, index) in batch.indices.enumerated() {
      var bytes = [UInt8](repeating: 0, count: 12)
      rule.draw(height: 3, width: 4, using: &draws).apply(
        to: Array(images.pixels[12 * index..<12 * index + 12]), into: &bytes, shape: [1, 3, 4],
        gray: [51])
      for (p, byte) in bytes.enumerated() {
        #expect(batch.images[0, p / 4, p % 4, n] == (Double(byte) / 255 - 0.2) / 0.5)
      }
    }
  }
}
