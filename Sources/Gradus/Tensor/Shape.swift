// Arithmetic on shapes: counts, strides, axes counted from either end.

/// The axes a reduction runs along: one (`0`), several (`[0, 2]`) or `.all`; negative ones count
/// from the end, so −1 is the last, the axis of the examples.
public struct TensorAxes: ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, Sendable {
  /// The axes as given; nil stands for all of them.
  let indices: [Int]?

  /// Every axis.
  public static let all = TensorAxes(indices: nil)

  private init(indices: [Int]?) { self.indices = indices }

  /// The given axes.
  public init(_ indices: [Int]) { self.indices = indices }

  /// One axis.
  public init(integerLiteral axis: Int) { self.init([axis]) }

  /// Several axes.
  public init(arrayLiteral axes: Int...) { self.init(axes) }

  /// The axes in ascending order, counted from the front, of a tensor of the given shape.
  func resolved(in shape: [Int], operation: String) -> [Int] {
    guard let indices else { return Array(shape.indices) }
    if indices.count == 1 { return [shape.axis(indices[0], operation: operation)] }
    let axes = indices.map { shape.axis($0, operation: operation) }.sorted()
    require(
      zip(axes, axes.dropFirst()).allSatisfy { $0 < $1 }, "\(operation): an axis repeats in \(axes)"
    )
    return axes
  }
}

extension Collection<Int> {
  /// How many elements a tensor of this shape has; a scalar's empty shape has one.
  @inline(__always)
  var elementCount: Int {
    var count = 1
    for length in self {
      let (product, overflows) = count.multipliedReportingOverflow(by: length)
      if length < 0 || overflows { return elementCountOfUnusualShape }
      count = product
    }
    return count
  }

  /// The same where a length is negative or so many lengths cannot be multiplied: only a length of 0
  /// among them can make a tensor.
  @inline(never)
  private var elementCountOfUnusualShape: Int {
    let shape = Array(self)
    require(shape.allSatisfy { $0 >= 0 }, "Tensor: negative length in shape \(shape)")
    require(contains(0), "Tensor: shape \(shape) has more elements than can be counted")
    return 0
  }
}

extension [Int] {
  /// The distance between neighbours along each axis in row-major order.
  var strides: [Int] {
    var strides = self
    var stride = 1
    for axis in indices.reversed() {
      strides[axis] = stride
      stride *= self[axis]
    }
    return strides
  }

  /// An axis counted from the front, for one that may be counted from the end.
  func axis(_ axis: Int, operation: String) -> Int {
    require(
      axis >= -count && axis < count, "\(operation): axis \(axis) of a tensor of shape \(self)")
    return axis < 0 ? axis + count : axis
  }

  /// Whether every axis of a tensor of the given rank is named exactly once.
  func isPermutation(of rank: Int) -> Bool {
    count == rank && (0..<rank).allSatisfy { contains($0) }
  }

  /// Splits the elements around one axis: element (o, k, i) stands at (o·length + k)·inner + i.
  func around(_ axis: Int) -> (outer: Int, length: Int, inner: Int) {
    let outer = self[..<axis].elementCount
    let inner = self[(axis + 1)...].elementCount
    return (outer, self[axis], inner)
  }

  /// The shape with the given axes set to length 1.
  func keeping(_ reduced: some Sequence<Int>) -> [Int] {
    var shape = self
    for axis in reduced { shape[axis] = 1 }
    return shape
  }

  /// The shape without the given axes.
  func dropping(_ reduced: [Int]) -> [Int] {
    indices.filter { !reduced.contains($0) }.map { self[$0] }
  }

  /// The shape that this one and another have in common, which have to broadcast; `operation` is
  /// named if they do not.
  @inline(__always)
  func broadcast(with other: [Int], operation: String) -> [Int] {
    self == other ? self : joined(with: other, operation)
  }

  /// The same where they differ.
  @inline(never)
  private func joined(with other: [Int], _ operation: String) -> [Int] {
    var common = count < other.count ? other : self
    for fromEnd in 1...common.count {
      let m = fromEnd <= count ? self[count - fromEnd] : 1
      let n = fromEnd <= other.count ? other[other.count - fromEnd] : 1
      require(
        m == n || m == 1 || n == 1, "\(operation): shapes \(self) and \(other) do not broadcast")
      common[common.count - fromEnd] = m == 1 ? n : m
    }
    return common
  }
}

/// Where each row of a shape, a run along its last axis, begins in storage with the given strides.
struct RowOffsets {
  let shape: [Int]
  let strides: [Int]
  var index: [Int]
  var offset = 0

  init(shape: [Int], strides: [Int]) {
    self.shape = shape
    self.strides = strides
    index = Array(repeating: 0, count: shape.count)
  }

  /// The offset of the present row; then steps to the next, like an odometer.
  mutating func next() -> Int {
    let present = offset
    for axis in shape.indices.dropLast().reversed() {
      index[axis] += 1
      offset += strides[axis]
      if index[axis] < shape[axis] { break }
      offset -= shape[axis] * strides[axis]
      index[axis] = 0
    }
    return present
  }
}
