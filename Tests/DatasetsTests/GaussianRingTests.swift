// A ring of heaps: where its points are, and how much of it others cover.

import Datasets
import Gradus
import Testing

@Suite struct GaussianRingTests {
  @Test func pointsLieInHeapsOnARing() {
    var random = RandomGenerator(seed: 8)
    let ring = GaussianRing(heaps: 5, radius: 3, spread: 0.1)
    let points = ring.points(2_000, using: &random)
    #expect(points.shape == [2, 2_000])
    let radii = sqrt((points * points).summed(along: 0))
    #expect(abs(radii.mean().scalar - 3) < 0.02)
    let (heaps, share) = ring.coverage(by: points)
    #expect(heaps == 5 && share > 0.99)
    // The same seed, the same points.
    random = RandomGenerator(seed: 8)
    #expect(ring.points(2_000, using: &random) == points)
  }

  @Test func middlesAreCountedFromTheXAxis() {
    let ring = GaussianRing(heaps: 4, radius: 1)
    let (x, y) = ring.middle(of: 1)
    #expect(abs(x) < 1e-12 && abs(y - 1) < 1e-12)
    #expect(ring.middle(of: 0) == (1, 0))
  }

  @Test func coverageCountsHeaps() {
    var random = RandomGenerator(seed: 9)
    let ring = GaussianRing()
    let cloud = Tensor<Float>.normal([2, 1_000], standardDeviation: 0.05, using: &random)
    let inOne = ring.coverage(by: cloud + Tensor<Float>([[2], [0]]))
    #expect(inOne.heaps == 1 && inOne.share > 0.98)
    #expect(ring.coverage(by: cloud) == (0, 0))
    // Nine of a thousand points are too few for a heap, ten are enough.
    for (few, heaps) in [(9, 1), (10, 2)] {
      let places = (0..<1_000).map { $0 < few ? (Float(-2), Float(0)) : (2, 0) }
      let points = Tensor<Float>([places.map { $0.0 }, places.map { $0.1 }])
      #expect(ring.coverage(by: points) == (heaps, 1))
    }
  }
}
