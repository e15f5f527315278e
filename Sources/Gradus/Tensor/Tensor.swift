// A dense array of numbers: a shape and the elements in row-major order (the last axis varies
// fastest). A value like any other in Swift: copies are independent, storage is shared until
// written.
//
// The batch is the last axis throughout the engine: `[features, examples]` and, for images,
// `[channels, height, width, examples]`. A linear layer is then W·X + b as in the formula, and the
// same entry of neighbouring examples stands side by side in memory.

/// A dense, row-major array of any rank.
///
/// Elements are usually a `TensorScalar`; comparisons give `Tensor<Bool>`, and labels and arg-maxes
/// are `Tensor<Int>`.
public struct Tensor<Scalar: BitwiseCopyable> {
  /// The length of each axis; empty for a single number.
  public let shape: [Int]

  /// The elements in row-major order, where they stand; as many as the product of `shape`.
  public internal(set) var storage: TensorStorage<Scalar>

  /// The elements in row-major order as an array of their own. It is made anew each time: whoever
  /// wants an element looks into `storage`.
  public var scalars: [Scalar] { Array(storage) }

  /// A tensor of the given shape and elements in row-major order.
  public init(shape: [Int], scalars: [Scalar]) {
    self.init(shape: shape, storage: TensorStorage(scalars))
  }

  /// A tensor of the given shape and elements in row-major order.
  init(shape: [Int], storage: TensorStorage<Scalar>) {
    require(
      shape.elementCount == storage.count,
      "Tensor: shape \(shape) has \(shape.elementCount) elements, \(storage.count) were given")
    self.shape = shape
    self.storage = storage
  }

  /// A tensor whose elements are written, all of them, into memory that holds nothing yet.
  @inline(__always)
  public init(shape: [Int], writing: (UnsafeMutablePointer<Scalar>) -> Void) {
    self.shape = shape
    storage = TensorStorage(count: shape.elementCount, writing: writing)
  }

  /// A tensor of one repeated element.
  public init(repeating scalar: Scalar, shape: [Int]) {
    self.shape = shape
    storage = TensorStorage(repeating: scalar, count: shape.elementCount)
  }

  /// A vector, shape `[count]`.
  public init(_ scalars: [Scalar]) {
    self.init(shape: [scalars.count], scalars: scalars)
  }

  /// A matrix from its rows, which must be equally long; shape `[rows, columns]`.
  public init(_ rows: [[Scalar]]) {
    let columns = rows.first?.count ?? 0
    require(
      rows.allSatisfy { $0.count == columns }, "Tensor: rows of different lengths")
    self.init(shape: [rows.count, columns], scalars: rows.flatMap(\.self))
  }

  /// How many axes the tensor has.
  public var rank: Int { shape.count }

  /// How many elements the tensor has.
  public var count: Int { storage.count }

  /// The only element of a tensor that has just one.
  public var scalar: Scalar {
    require(count == 1, "scalar: a tensor of shape \(shape) has \(count) elements")
    return storage[0]
  }

  /// The element at one index per axis, as in `x[row, column]`.
  public subscript(indices: Int...) -> Scalar {
    get { storage[offset(of: indices)] }
    set { storage[offset(of: indices)] = newValue }
  }

  /// Where the element at the given indices stands in `storage`.
  private func offset(of indices: [Int]) -> Int {
    require(
      indices.count == rank, "subscript: \(indices.count) indices for shape \(shape)")
    var offset = 0
    for (axis, index) in indices.enumerated() {
      require(
        index >= 0 && index < shape[axis], "subscript: \(indices) lies outside shape \(shape)")
      offset = offset * shape[axis] + index
    }
    return offset
  }
}

extension Tensor: Equatable where Scalar: Equatable {}
extension Tensor: Hashable where Scalar: Hashable {}
extension Tensor: Sendable where Scalar: Sendable {}

// MARK: - Creation

extension Tensor where Scalar: TensorScalar {
  /// A single number: rank 0, shape `[]`.
  public init(_ scalar: Scalar) { self.init(shape: [], scalars: [scalar]) }

  /// A tensor of zeros.
  public static func zeros(_ shape: [Int]) -> Tensor { Tensor(repeating: 0, shape: shape) }

  /// A tensor of ones.
  public static func ones(_ shape: [Int]) -> Tensor { Tensor(repeating: 1, shape: shape) }

  /// The integers of a range as a vector: 0, 1, 2, …
  public init(_ range: Range<Int>) { self.init(range.map { Scalar($0) }) }

  /// `count` equally spaced numbers from the lower to the upper bound, both included; shape
  /// `[count]`, count at least 2.
  public static func linearlySpaced(_ bounds: ClosedRange<Double>, count: Int) -> Tensor {
    require(count >= 2, "linearlySpaced: \(count) points; at least 2 are needed")
    let step = (bounds.upperBound - bounds.lowerBound) / Double(count - 1)
    return Tensor(
      (0..<count).map { k in
        Scalar(k == count - 1 ? bounds.upperBound : bounds.lowerBound + Double(k) * step)
      })
  }

  /// The same numbers in another type, each rounded to the nearest.
  public init<Other: TensorScalar>(_ other: Tensor<Other>) {
    self.init(shape: other.shape, scalars: other.storage.map { Scalar($0.doubleValue) })
  }

  /// Ones where the mask is true, zeros elsewhere.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public init(_ mask: Tensor<Bool>) {
    self.init(shape: mask.shape, scalars: mask.storage.map { $0 ? 1 : 0 })
  }

  /// The integers as numbers.
  public init(_ integers: Tensor<Int>) {
    self.init(shape: integers.shape, scalars: integers.storage.map { Scalar($0) })
  }
}

// MARK: - Storage

extension Tensor {
  /// Calls `body` with the address of the elements.
  @inline(__always)
  func withAddress(_ body: (UnsafePointer<Scalar>) -> Void) {
    storage.withAddress(body)
  }

  /// The same for elements that `body` may change.
  @inline(__always)
  mutating func withMutableAddress(_ body: (UnsafeMutablePointer<Scalar>) -> Void) {
    storage.withMutableAddress(body)
  }
}
