// Convolutions, pooling, tables of embeddings, and what only moves numbers.

import Gradus

private let imageShape = [2, 5, 7, 3]
private let kernels = [4, 2, 3, 3]

private let convolution: @Sendable (Variables) -> Variable<Double> = {
  conv2d($0[0], $0[1], padding: 1) + $0[2].reshaped([-1, 1, 1, 1])
}

private func rotated(_ w: Tensor<Double>) -> Tensor<Double> {
  w.picking(along: 2) { w.shape[2] - 1 - $0 }.picking(along: 3) { w.shape[3] - 1 - $0 }
}

private func pooled(_ x: Variable<Double>, _ window: Window2d) -> Variable<Double> {
  maxPool2d(x, window)
}

/// Rows of a table, some of them more than once.
private let words = [3, 1, 3, 0, 4, 1, 3]
private let lookup: @Sendable (Variables) -> Variable<Double> = { $0[0].gathered(words, along: 0) }

private func scattered(_ dy: Tensor<Double>, into rows: Int, _ order: [Int], at offset: Int = 0)
  -> Tensor<Double>
{
  var table = Tensor<Double>.zeros([rows, dy.shape[1]])
  for place in order {
    for column in 0..<dy.shape[1] {
      table[(words[place] + offset) % rows, column] = dy[place, column]
    }
  }
  return table
}

/// x moved by a number of places along an axis, around the end.
private func rolled(_ x: Variable<Double>, by step: Int, along axis: Int) -> Variable<Double> {
  let n = x.shape[axis]
  return x.gathered((0..<n).map { ($0 - step + n) % n }, along: axis)
}

/// x with zeros before and behind, along axis 1.
private func padded(_ x: Variable<Double>) -> Variable<Double> {
  let zeros = Variable(Tensor<Double>.zeros([x.shape[0], 2]))
  return .concatenated([zeros, x, zeros], along: 1)
}

extension WrongGradient {
  static let images: [WrongGradient] = [
    WrongGradient(
      "dx with a kernel that is not turned", .reversed, .parameterIgnored, .otherPoint,
      at: [imageShape, kernels, [4]], of: convolution
    ) { _, p, dy in
      conv2dInputGradient(dy, rotated(p[1]), inputSize: [5, 7], padding: 1)
    },
    WrongGradient(
      "dW turned", .reversed, at: [imageShape, kernels, [4]], of: convolution, input: 1
    ) { right, _, _ in rotated(right) },
    WrongGradient(
      "dW with height and width exchanged", .transposed, at: [imageShape, kernels, [4]],
      of: convolution, input: 1
    ) { right, _, _ in right.permuted([0, 1, 3, 2]) },
    WrongGradient(
      "db of the last example", .overwritten, at: [imageShape, kernels, [4]], of: convolution,
      input: 2
    ) { _, _, dy in dy.sliced(2..<3, along: 3).summed(along: [1, 2, 3]) },
    WrongGradient(
      "db averaged over the places", .factor, at: [imageShape, kernels, [4]], of: convolution,
      input: 2
    ) { right, _, _ in right / 35 },
    WrongGradient(
      "dW divided by the batch", .factor, at: [imageShape, kernels, [4]], of: convolution, input: 1
    ) { right, _, _ in right / 3 },
    WrongGradient("dx one row off", .shifted, at: [imageShape, kernels, [4]], of: convolution) {
      right, _, _ in right.moved(by: 1, along: 1)
    },
    WrongGradient(
      "dx one column off, the windows being so", .shifted, at: [imageShape, kernels, [4]],
      of: convolution
    ) { _, p, dy in
      conv2dInputGradient(dy.moved(by: -1, along: 2), p[1], inputSize: [5, 7], padding: 1)
    },
    WrongGradient(
      "dx without its last row", .unwritten, at: [imageShape, kernels, [4]], of: convolution
    ) { right, _, _ in right.replacing(4, along: 1) { 0 * $0 } },
    WrongGradient(
      "dx without its borders", .unwritten, at: [[1, 5, 6, 2], [2, 1, 3, 3], [2]], of: convolution
    ) { right, _, _ in
      right.picking(along: 1) { $0 % 4 == 0 ? nil : $0 }.picking(along: 2) {
        $0 % 5 == 0 ? nil : $0
      }
    },
    WrongGradient(
      "the kernel's last column never written", .unwritten, at: [imageShape, kernels, [4]],
      of: convolution, input: 1
    ) { right, _, _ in right.replacing(2, along: 3) { 0 * $0 } },
    WrongGradient(
      "dx of the last output channel", .overwritten, at: [imageShape, kernels, [4]], of: convolution
    ) { _, p, dy in
      conv2dInputGradient(dy.sliced(3..<4), p[1].sliced(3..<4), inputSize: [5, 7], padding: 1)
    },
    WrongGradient(
      "dW without the first example", .shareMissing, at: [imageShape, kernels, [4]],
      of: convolution, input: 1
    ) { _, p, dy in
      conv2dKernelGradient(
        p[0].sliced(1..<3, along: 3), dy.sliced(1..<3, along: 3), kernelSize: 3, padding: 1)
    },
    WrongGradient(
      "red and blue exchanged", .exchanged, .reversed, at: [[3, 4, 5, 2], [2, 3, 3, 3], [2]],
      of: convolution
    ) { right, _, _ in right.gathered([2, 1, 0], along: 0) },
    WrongGradient(
      "red and green exchanged", .exchanged, at: [[4, 3, 3, 2], [2, 4, 3, 3], [2]], of: convolution
    ) { right, _, _ in right.gathered([1, 0, 2, 3], along: 0) },
    WrongGradient(
      "average pooling: not divided", .factor, at: [[2, 4, 6, 3]],
      of: { avgPool2d($0[0], .pooling(2, stride: 2)) }
    ) { right, _, _ in 4 * right },
    WrongGradient(
      "average pooling: divided by one side", .factor, at: [[2, 6, 3, 2]],
      of: { avgPool2d($0[0], .pooling(3, stride: 3)) }
    ) { right, _, _ in 3 * right },
    WrongGradient(
      "max pooling: to the whole window", .mask, .localDerivative, at: [[2, 4, 6, 3]],
      of: { pooled($0[0], .pooling(2, stride: 2)) }
    ) { _, p, dy in upsample(dy, by: 2) },
    WrongGradient(
      "max pooling: shared by the window", .mask, .localDerivative, at: [[2, 4, 6, 3]],
      of: { pooled($0[0], .pooling(2, stride: 2)) },
      taken: { avgPool2d($0[0], .pooling(2, stride: 2)) }),
    WrongGradient(
      "max pooling: overlaps overwritten (root-project/root#2175)", .overwritten,
      at: [[1, 7, 5, 3]], of: { pooled($0[0], .pooling(3, stride: 1)) }
    ) { _, p, dy in
      var dx = [Double](repeating: 0, count: p[0].count)
      for (o, place) in argmaxPool2d(p[0], .pooling(3, stride: 1)).storage.enumerated() {
        dx[place] = dy.storage[o]
      }
      return Tensor(shape: p[0].shape, scalars: dx)
    },
    WrongGradient(
      "enlarging: one of four", .overwritten, at: [[2, 3, 2, 3]], of: { upsample($0[0], by: 2) }
    ) { _, _, dy in
      dy.gathered([1, 3, 5], along: 1).gathered([1, 3], along: 2)
    },
    WrongGradient(
      "enlarging: averaged", .factor, at: [[2, 3, 2, 3]], of: { upsample($0[0], by: [2, 3]) }
    ) { right, _, _ in right / 6 },
    WrongGradient(
      "repeated words: the last counts (pytorch#1528)", .overwritten, at: [[5, 4]], of: lookup
    ) { _, _, dy in scattered(dy, into: 5, Array(0..<7)) },
    WrongGradient("repeated words: the first counts", .overwritten, at: [[6, 2]], of: lookup) {
      _, _, dy in scattered(dy, into: 6, (0..<7).reversed())
    },
    WrongGradient(
      "words as columns: the last counts (Paddle#17705)", .overwritten, at: [[3, 5]],
      of: { $0[0].gathered(words, along: 1) }
    ) { _, _, dy in
      scattered(dy.transposed(), into: 5, Array(0..<7)).transposed()
    },
    WrongGradient(
      "repeated words: divided by how often", .factor, .overwritten, .parameterIgnored,
      at: [[5, 4]], of: lookup
    ) { right, _, _ in
      .concatenated(
        (0..<5).map { row in right.sliced(row..<row + 1) / Double(max(1, words.count { $0 == row }))
        })
    },
    WrongGradient("words counted from one", .shifted, at: [[5, 4]], of: lookup) { right, _, _ in
      right.picking(along: 0) { ($0 + 4) % 5 }
    },
    WrongGradient(
      "a transposition not undone", .transposed, at: [[4, 4]], of: { $0[0].transposed() }
    ) { _, _, dy in dy },
    WrongGradient(
      "axes permuted forwards again", .transposed, at: [[3, 3, 3]],
      of: { $0[0].permuted([1, 2, 0]) }
    ) { _, _, dy in dy.permuted([1, 2, 0]) },
    WrongGradient(
      "axes permuted by reshaping", .transposed, at: [[2, 3, 4]], of: { $0[0].permuted([2, 0, 1]) }
    ) { _, _, dy in dy.reshaped([2, 3, 4]) },
    WrongGradient(
      "rolled further for back", .shifted, at: [[3, 7]], of: { rolled($0[0], by: 2, along: 1) }
    ) { _, _, dy in rolled(Variable(dy), by: 2, along: 1).value },
    WrongGradient(
      "rolled, not back", .shifted, at: [[5, 2]], of: { rolled($0[0], by: 1, along: 0) }
    ) { _, _, dy in dy },
    WrongGradient(
      "a flip not undone", .reversed, at: [[2, 5]],
      of: { $0[0].gathered([4, 3, 2, 1, 0], along: 1) }
    ) { _, _, dy in dy },
    WrongGradient("padding cut off one place early", .shifted, at: [[3, 6]], of: { padded($0[0]) })
    { _, _, dy in dy.sliced(1..<7, along: 1) },
    WrongGradient(
      "a part cut out, put back one place late", .shifted, at: [[2, 8]],
      of: { $0[0].sliced(2..<6, along: 1) }
    ) { right, _, _ in right.moved(by: 1, along: 1) },
    WrongGradient(
      "joined parts exchanged", .otherInput, at: [[2, 3], [2, 3]],
      of: { .concatenated([$0[0], $0[1]], along: 1) }
    ) { _, _, dy in dy.sliced(3..<6, along: 1) },
    WrongGradient(
      "joined parts: from the second's beginning less one", .shifted, at: [[2, 4], [2, 3]],
      of: { .concatenated([$0[0], $0[1]], along: 1) }, input: 1
    ) { _, _, dy in dy.sliced(3..<6, along: 1) },
  ]
}
