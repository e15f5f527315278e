// Images as numbers, chosen and split: each with its own label, each pixel in its own place.

import Gradus
import Testing

@testable import Datasets

/// Images whose pixel p, in row-major order, is 10·n + p for image n, of class n mod 3.
func countedImages(_ count: Int, shape: [Int]) -> LabelledImages {
  let size = shape.reduce(1, *)
  return LabelledImages(
    shape: shape, pixels: (0..<count * size).map { UInt8((10 * ($0 / size) + $0 % size) % 256) },
    labels: (0..<count).map { $0 % 3 }, classNames: ["a", "b", "c"])
}

@Suite struct LabelledImagesTests {
  @Test func examplesBecomeTheLastAxis() {
    let images = countedImages(4, shape: [2, 1, 3])
    let x = images.images(at: [2, 0], as: Double.self)
    #expect(x.shape == [2, 1, 3, 2])
    for (channel, column, n) in [(0, 0, 0), (1, 0, 0), (1, 2, 0), (0, 1, 1), (1, 2, 1)] {
      let byte = 10 * [2, 0][n] + 3 * channel + column
      #expect(x[channel, 0, column, n] == Double(byte) / 255)
    }
    #expect(images.images(as: Double.self) == images.images(at: 0..<4, as: Double.self))
  }

  @Test(arguments: [1, 15, 16, 17, 40])
  func everyPixelOfEveryCount(count: Int) {
    let images = countedImages(count, shape: [3, 5, 7])
    let x = images.images(as: Float.self)
    let expected = (0..<105).flatMap { p in
      (0..<count).map { n in Float(Double(images.pixels[n * 105 + p]) / 255) }
    }
    #expect(x.scalars == expected)
  }

  @Test func sameNumbersOnAnyNumberOfThreads() {
    let images = countedImages(70, shape: [3, 9, 9])
    let all = [1, 2, 5].map { count in
      ThreadTeam.$current.withValue(ThreadTeam(count: count)) { images.images(as: Float.self) }
    }
    #expect(all[0] == all[1])
    #expect(all[0] == all[2])
  }

  @Test func chosenExamplesOfChosenExamples() {
    let images = countedImages(9, shape: [1, 2, 2])
    let chosen = images.examples([8, 1, 4]).examples([2, 0])
    #expect(chosen.count == 2)
    #expect(chosen.labels == Tensor([1, 2]))
    #expect(chosen.images(as: Float.self) == images.images(at: [4, 8], as: Float.self))
  }

  @Test func splitIsAPartition() {
    let images = countedImages(20, shape: [1, 1, 1])
    var generator = RandomGenerator(seed: 5)
    let (training, heldOut) = images.split(holdingOut: 6, using: &generator)
    #expect(training.count == 14)
    #expect(heldOut.count == 6)
    let bytes = [training, heldOut].flatMap { $0.images(as: Float.self).scalars }
    #expect(bytes.sorted() == images.images(as: Float.self).scalars)
    for part in [training, heldOut] {
      let numbers = part.images(as: Float.self).scalars.map { Int(($0 * 25.5).rounded()) }
      #expect(part.labels.scalars == numbers.map { $0 % 3 })
    }
  }
}
