// Copying the entries at given indices along an axis. Where the axis is the last, as the examples
// are, every number comes from a place of its own, and the time is the memory's: the threads share
// the rows, so that more requests are on their way at once.

/// y[o, k, i] = x[o, indices[k], i] for x of shape `[outer, length, inner]`; `y` holds nothing yet.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
@inline(never)
func gather<Scalar>(
  _ x: UnsafePointer<Scalar>, _ indices: [Int], into y: UnsafeMutablePointer<Scalar>, outer: Int,
  length: Int, inner: Int
) {
  let count = indices.count
  indices.withUnsafeBufferPointer { indices in
    let perPart = max(1, 4_096 / max(count * inner, 1))
    let parts = (outer + perPart - 1) / perPart
    ThreadTeam.share(parts, nanoseconds: outer * count * inner) { part in
      for o in part * perPart..<min(part * perPart + perPart, outer) {
        let (x, y) = (x + o * length * inner, y + o * count * inner)
        if inner == 1 {
          for k in 0..<count { (y + k).initialize(to: x[indices[k]]) }
        } else {
          for k in 0..<count {
            (y + k * inner).initialize(from: x + indices[k] * inner, count: inner)
          }
        }
      }
    }
  }
}
