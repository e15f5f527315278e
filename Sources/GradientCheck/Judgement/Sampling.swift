// What is drawn at random, from one seed: the cotangent, the entries where there are too many, the
// directions.

import Gradus

/// The random choices of one check.
struct Sampling {
  private var generator: RandomGenerator

  init(seed: UInt64) { generator = RandomGenerator(seed: seed) }

  /// Weights of magnitude ½ to 1 and random sign. A plain sum would hide an upstream gradient that
  /// is ignored, and make every gradient of a softmax zero.
  mutating func cotangent(_ shape: [Int]) -> Tensor<Double> {
    let u = Tensor<Double>.uniform(shape, in: -0.5..<0.5, using: &generator)
    return u.map { $0 < 0 ? $0 - 0.5 : $0 + 0.5 }
  }

  /// +1 or −1 for every element.
  mutating func signs(_ shape: [Int]) -> Tensor<Double> {
    Tensor<Double>.uniform(shape, in: -1..<1, using: &generator).map { $0 < 0 ? -1 : 1 }
  }

  /// Numbers from −1 to 1.
  mutating func uniform(_ count: Int) -> [Double] {
    (0..<count).map { _ in 2 * generator.uniform() - 1 }
  }

  /// Every element moved by one unit in the last place, up or down.
  mutating func nudged<Scalar: TensorScalar & BinaryFloatingPoint>(
    _ x: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let signs = signs(x.shape)
    return Tensor(
      shape: x.shape,
      scalars: zip(x.storage, signs.storage).map { $0 == 0 ? 0 : $1 < 0 ? $0.nextDown : $0.nextUp })
  }

  /// Which entries of inputs of the given sizes are checked: all, or of each input a share of the
  /// limit, one from each of as many equal stretches. The first and the last are always among them,
  /// where mistakes like to sit.
  mutating func offsets(counts: [Int], limit: Int) -> [[Int]] {
    let total = counts.reduce(0, +)
    return counts.map { count in
      let share = max(50, Int(Double(limit) * Double(count) / Double(total)))
      if total <= limit || count <= share { return Array(0..<count) }
      let inner = (1..<share - 1).map { stratum in
        let bounds = [stratum, stratum + 1].map { $0 * count / share }
        return bounds[0] + generator.integer(below: bounds[1] - bounds[0])
      }
      return [0] + inner + [count - 1]
    }
  }
}
