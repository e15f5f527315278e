// The drawn shapes: the same from the same seed, and too hard for a linear model.

import Datasets
import Gradus
import Testing

@testable import DrawnImages

@Suite struct DrawnShapesTests {
  @Test func theSeedDecidesAll() throws {
    func pixels(seed: UInt64) throws -> [UInt8] {
      var shapes = try DrawnShapes(seed: seed)
      return shapes.images(20).pixels
    }
    let first = try pixels(seed: 1)
    #expect(first.count == 20 * 3 * 32 * 32)
    #expect(try pixels(seed: 1) == first)
    #expect(try pixels(seed: 2) != first)
  }

  @Test func classesInTurn() throws {
    let data = try ImageDataset.drawn(requested: .cifar10)
    #expect(data.training.count == 6000)
    #expect(data.test.count == 1000)
    #expect(data.training.labels.scalars.prefix(12) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
    #expect(data.name == "Drawn shapes")
    #expect(data.place.hasPrefix("drawn by Cairo 1."))
  }

  /// Softmax regression reaches about 15 percent of the test images, where guessing has 10; a
  /// small convolutional network has 94 after twelve epochs.
  @Test func aLinearModelLearnsNextToNothing() throws {
    let data = try ImageDataset.drawn()
    let rule = PixelStandardizer(fitting: data.training)
    var generator = RandomGenerator(seed: 1)
    let model = Sequential<Float> {
      Flatten()
      Linear(3 * 32 * 32, 10, using: &generator)
    }
    var optimizer = Adam(model.parameters, learningRate: 1e-3)
    for _ in 1...8 {
      for batch in data.training.batches(
        of: 64, shuffledBy: &generator, standardizedBy: rule)
      {
        let logits = model(batch.images, .training)
        let loss = crossEntropy(logits: logits, targets: batch.labels)
        optimizer.step(loss.gradients(of: optimizer.parameters))
      }
    }
    let logits = model(data.test.images(as: Float.self, standardizedBy: rule), .evaluation)
    let right = zip(logits.value.argmax(along: 0).scalars, data.test.labels.scalars)
      .count { $0 == $1 }
    #expect(right < 300)
  }
}
