// Where to check. A point on a kink proves nothing about either side of it, and ties and kinks
// deserve tests of their own; so a point for the usual check keeps its distance from both: no
// element is near zero, where rectifiers and magnitudes bend, and no two are near each other, where
// maxima do.

import Gradus

extension Tensor<Double> {
  /// Random elements, at least 0.1 from zero and from each other, in random order and about as
  /// often negative as positive; of `count` elements the largest is near 0.1·count.
  public static func testPoint(_ shape: [Int], using generator: inout RandomGenerator) -> Tensor {
    let count = shape.reduce(1, *)
    let order = generator.permutation(of: count)
    let scalars = order.map { place in
      // The places are ±0.2, ±0.4, …; each moves by less than half of what would bring two too
      // close.
      let size = 0.2 * Double(place / 2 + 1) + 0.1 * (generator.uniform() - 0.5)
      return place.isMultiple(of: 2) ? size : -size
    }
    return Tensor(shape: shape, scalars: scalars)
  }
}
