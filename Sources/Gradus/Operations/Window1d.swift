// A window along one axis of an image: how many places it has, and which of the image's elements it
// covers at each. At its place o it looks at the elements o·s − p + j·d for j = 0 … k − 1, with the
// letters of `Window2d`.

/// One axis of a `Window2d`.
struct Window1d {
  let size, stride, padding, dilation: Int
  let roundingUp: Bool

  /// How far it can move on an input of a length, counting what may hang over; negative where it
  /// does not fit.
  private func room(on length: Int) -> Int {
    length + 2 * padding - reach + (roundingUp ? stride - 1 : 0)
  }

  /// From its first element to its last.
  private var reach: Int { dilation * (size - 1) + 1 }

  /// How many places it has on an input of a length; 0 where it does not fit.
  func places(on length: Int) -> Int {
    guard length > 0, room(on: length) >= 0 else { return 0 }
    let last = room(on: length) / stride
    return roundingUp && last * stride >= length + padding ? last : last + 1
  }

  /// The shortest input on which it has a place.
  var leastLength: Int { max(-room(on: 0), 1) }

  /// The input's elements under the window at its place o, those on padding left out.
  func elements(at o: Int, of length: Int) -> StrideTo<Int> {
    let first = o * stride - padding
    let skipped = first < 0 ? (dilation - 1 - first) / dilation : 0
    return Swift.stride(
      from: first + skipped * dilation, to: min(first + reach, length), by: dilation)
  }

  /// How many elements of the input and its padding are under the window at its place o; fewer than
  /// its size only where it hangs over.
  func paddedCount(at o: Int, of length: Int) -> Int {
    let inside = length + 2 * padding - o * stride
    return min(size, (inside + dilation - 1) / dilation)
  }
}
