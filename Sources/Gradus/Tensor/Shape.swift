// Arithmetic on shapes: counts, strides, axes counted from either end, and NumPy's broadcasting
// rule (Harris et al. 2020, "Array programming with NumPy"): shapes are aligned at their last axis,
// and an axis of length 1, or a missing one, repeats.

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

  /// The shape that two broadcast shapes have in common.
  func broadcast(with other: [Int], operation: String) -> [Int] {
    let rank = Swift.max(count, other.count)
    return (0..<rank).map { axis in
      let (m, n) = (length(axis, ofRank: rank), other.length(axis, ofRank: rank))
      require(
        m == n || m == 1 || n == 1, "\(operation): shapes \(self) and \(other) do not broadcast")
      return m == 1 ? n : m
    }
  }

  /// The length of an axis of this shape under leading axes of length 1 that fill up its rank.
  private func length(_ axis: Int, ofRank rank: Int) -> Int {
    let own = axis - (rank - count)
    return own < 0 ? 1 : self[own]
  }

  /// Where row number `row` of a larger broadcast shape, a run along its last axis, begins in
  /// storage of this shape.
  func offset(ofRow row: Int, broadcastTo shape: [Int]) -> Int {
    var (row, offset, stride) = (row, 0, last ?? 1)
    for axis in Swift.stride(from: shape.count - 2, through: shape.count - count, by: -1) {
      let length = length(axis, ofRank: shape.count)
      if length != 1 { offset += row % shape[axis] * stride }
      row /= shape[axis]
      stride *= length
    }
    return offset
  }

  /// Strides that walk this shape while the indices run over a larger broadcast shape: an axis that
  /// repeats has stride 0.
  func strides(broadcastTo shape: [Int]) -> [Int] {
    let missing = [Int](repeating: 0, count: shape.count - count)
    return missing + zip(self, strides).map { $0 == 1 ? 0 : $1 }
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
