// Numbers that Swift and Python make alike, so that both contenders compute the same and their
// results can be compared. Element i of pattern s is the 32-bit finaliser of MurmurHash3 (Appleby
// 2011) of i + s·2654435769, of which 24 bits make a number in [−½, ½) that is exact in single
// precision.

import Datasets
import Gradus

/// A pattern's whole numbers.
func hash(_ index: Int, _ seed: Int) -> UInt32 {
  var h = UInt32(truncatingIfNeeded: index) &+ UInt32(truncatingIfNeeded: seed) &* 2_654_435_769
  h ^= h >> 16
  h &*= 0x85EB_CA6B
  h ^= h >> 13
  h &*= 0xC2B2_AE35
  return h ^ (h >> 16)
}

/// Numbers in [−½, ½), a tensor for each seed.
func pattern(_ shape: [Int], _ seed: Int) -> Tensor<Float> {
  Tensor(
    shape: shape,
    scalars: (0..<shape.reduce(1, *)).map { Float(hash($0, seed) >> 8) * 0x1p-24 - 0.5 })
}

/// Whole numbers in 0..<bound.
func wholePattern(_ count: Int, below bound: Int, _ seed: Int) -> [Int] {
  (0..<count).map { Int(hash($0, seed)) % bound }
}

/// Images of random bytes, each `[channels, height, width]`, in ten classes.
func imagePattern(_ count: Int, of shape: [Int]) -> LabelledImages {
  LabelledImages(
    shape: shape,
    pixels: (0..<count * shape.reduce(1, *)).map { UInt8(hash($0, 1) >> 24) },
    labels: wholePattern(count, below: 10, 2), classNames: (0..<10).map(String.init))
}

/// A model's parameters before its first step, drawn in the order in which they are asked for.
struct StartingPoint {
  private var seed = 100

  /// Numbers in ±1/√fan-in, PyTorch's own scale.
  mutating func callAsFunction(_ shape: [Int], fanIn: Int) -> Tensor<Float> {
    seed += 1
    return Float(2 / Double(fanIn).squareRoot()) * pattern(shape, seed)
  }

  /// A linear layer.
  mutating func linear(_ inputs: Int, _ outputs: Int) -> Linear<Float> {
    let weight = self([outputs, inputs], fanIn: inputs)
    return Linear(weight: weight, bias: self([outputs], fanIn: inputs))
  }

  /// A convolution with a square kernel.
  mutating func convolution(_ inputs: Int, _ outputs: Int, kernel: Int) -> Conv2d<Float> {
    let fanIn = inputs * kernel * kernel
    let weight = self([outputs, inputs, kernel, kernel], fanIn: fanIn)
    return Conv2d(weight: weight, bias: self([outputs], fanIn: fanIn))
  }
}

/// A result in three numbers, by which two contenders' are compared: how many elements there are,
/// their Euclidean norm, and their product with a pattern, which a wrong order would change.
struct Digest: Codable, Equatable {
  let count: Int
  let norm: Double
  let projection: Double
}

extension Digest {
  /// How far two results may differ, relative to the norm: single precision, summed in any order.
  static let tolerance = 1e-4

  init(_ result: Tensor<Float>) {
    var (square, projection) = (0.0, 0.0)
    for (index, element) in result.storage.enumerated() {
      square += Double(element) * Double(element)
      projection += Double(element) * (Double(hash(index, 0) >> 8) * 0x1p-24 - 0.5)
    }
    self.init(count: result.count, norm: square.squareRoot(), projection: projection)
  }

  /// Whether the numbers are finite.
  var isFinite: Bool { norm.isFinite && projection.isFinite }

  /// Whether two results are the same but for rounding.
  func agrees(with other: Digest) -> Bool {
    let bound = Self.tolerance * max(norm, other.norm)
    return count == other.count && abs(norm - other.norm) <= bound
      && abs(projection - other.projection) <= bound
  }
}
