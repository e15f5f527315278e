// Shapes and axes: row-major offsets, indices along axes, sets of axes and their names.

extension [Int] {
  /// The row-major offset of the element at an index of this shape.
  func offset(of index: [Int]) -> Int { zip(self, index).reduce(0) { $0 * $1.0 + $1.1 } }

  /// The index along each axis of the element at a row-major offset of this shape.
  func index(at offset: Int) -> [Int] {
    var rest = offset
    var index = self
    for axis in indices.reversed() {
      index[axis] = rest % self[axis]
      rest /= self[axis]
    }
    return index
  }

  /// The index along one axis of the element at a row-major offset of this shape.
  func index(at offset: Int, along axis: Int) -> Int { offset / stride(of: axis) % self[axis] }

  /// From one index along an axis of this shape to the next.
  func stride(of axis: Int) -> Int { self[(axis + 1)...].reduce(1, *) }

  /// The axes of this shape that have more than one index.
  var longAxes: [Int] { indices.filter { self[$0] > 1 } }

  /// All sets of some of the elements, the smaller ones first.
  var subsets: [[Int]] {
    let all = (0..<1 << count).map { bits in
      indices.filter { bits >> $0 & 1 == 1 }.map { self[$0] }
    }
    return all.sorted { $0.count < $1.count }
  }

  /// The same without the empty one.
  var nonemptySubsets: [[Int]] { subsets.filter { !$0.isEmpty } }

  /// These axes in words: `axis 1`, or `axes 0, 2`.
  var phrase: String { (count == 1 ? "axis " : "axes ") + map(String.init).joined(separator: ", ") }
}
