// Picking by index: entries along an axis (the examples of a batch), the score of each example's
// own label, and the one-hot columns that say the same as a product. What was picked receives the
// gradient; picked twice, twice.

extension Tensor {
  /// The entries at `indices`, each in 0..<length, along an axis, in that order and with repeats;
  /// by default the last axis, that of the examples.
  public func gathered(_ indices: [Int], along axis: Int = -1) -> Tensor {
    let axis = shape.axis(axis, operation: "gathered")
    let (outer, length, inner) = shape.around(axis)
    requireIndices(
      indices, in: length, "gathered", "axis \(axis) of shape \(shape)")
    var target = shape
    target[axis] = indices.count
    return Tensor(shape: target) { y in
      withAddress { x in
        gather(x, indices, into: y, outer: outer, length: length, inner: inner)
      }
    }
  }
}

extension Tensor where Scalar: TensorScalar {
  /// A column per label, one at the label's class, in 0..<classes, and zero elsewhere; shape
  /// `[classes, examples]`.
  public static func oneHot(_ labels: Tensor<Int>, classes: Int) -> Tensor {
    require(classes >= 0, "oneHot: \(classes) classes")
    let examples = labels.count
    var result = Tensor.zeros([classes, examples])
    for (n, label) in labels.storage.enumerated() {
      require(
        label >= 0 && label < classes, "oneHot: label \(label) among \(classes) classes")
      result.storage[label * examples + n] = 1
    }
    return result
  }

  /// Entry `labels[n]`, in 0..<classes, of column n of a `[classes, examples]` matrix; shape
  /// `[examples]`.
  public func gathered(byLabel labels: Tensor<Int>) -> Tensor {
    requireLabels(labels, operation: "gathered(byLabel:)")
    let examples = labels.count
    return Tensor(
      shape: [examples],
      scalars: labels.storage.enumerated().map { n, label in storage[label * examples + n] })
  }

  /// Stops unless this is a matrix `[classes, examples]` with a label in 0..<classes for each of its
  /// examples.
  func requireLabels(_ labels: Tensor<Int>, operation: String) {
    require(
      rank == 2 && labels.shape == [shape[1]],
      "\(operation): labels of shape \(labels.shape) for scores of shape \(shape)")
    let wrong = labels.storage.first { $0 < 0 || $0 >= shape[0] }
    require(
      wrong == nil,
      "\(operation): label \(wrong ?? 0) of \(shape[0]) classes; labels are in 0..<\(shape[0])")
  }

  /// The transpose of `gathered`: adds the entries of this tensor, along an axis, into a zero
  /// tensor of the given length there, at `indices`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func scattered(_ indices: [Int], length: Int, along axis: Int = -1) -> Tensor {
    let axis = shape.axis(axis, operation: "scattered")
    let (outer, count, inner) = shape.around(axis)
    require(indices.count == count, "scattered: \(indices.count) indices for shape \(shape)")
    require(length >= 0, "scattered: a length of \(length)")
    requireIndices(indices, in: length, "scattered", "an axis of length \(length)")
    var target = shape
    target[axis] = length
    var result = Tensor.zeros(target)
    for o in 0..<outer {
      for (k, index) in indices.enumerated() {
        for i in 0..<inner {
          result.storage[(o * length + index) * inner + i] += storage[(o * count + k) * inner + i]
        }
      }
    }
    return result
  }
}

/// Stops unless every index has a place.
private func requireIndices(
  _ indices: [Int], in length: Int, _ operation: String, _ axis: @autoclosure () -> String
) {
  let wrong = indices.first { $0 < 0 || $0 >= length }
  require(
    wrong == nil, "\(operation): index \(wrong ?? 0) of \(axis()); one in 0..<\(length) is expected"
  )
}

extension Variable {
  /// The entries at `indices` along an axis, by default the last, that of the examples.
  public func gathered(_ indices: [Int], along axis: Int = -1) -> Variable {
    let length = shape[shape.axis(axis, operation: "gathered")]
    return Variable(
      value.gathered(indices, along: axis),
      Edge(self) { dy in dy.scattered(indices, length: length, along: axis) })
  }

  /// Entry `labels[n]`, in 0..<classes, of column n of a `[classes, examples]` matrix; shape
  /// `[examples]`.
  public func gathered(byLabel labels: Tensor<Int>) -> Variable {
    let y = value.gathered(byLabel: labels)
    let shape = shape
    return Variable(
      y,
      Edge(self) { dy in
        var dx = Tensor<Scalar>.zeros(shape)
        for (n, label) in labels.storage.enumerated() {
          dx.storage[label * shape[1] + n] += dy.storage[n]  // dx[c, n] = dy[n] at c = label
        }
        return dx
      })
  }
}
