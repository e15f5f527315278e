// What the function is, as far as it tells when it is run: which axes it sums over, which it
// repeats along, along which shifts or scales change nothing, because something is normalised. A
// cause is plausible only for some functions: a biased variance needs a mean, BatchNorm's terms
// something normalised.

import Gradus

/// What is known of a function around one of its inputs.
struct Structure {
  /// The output has the input's shape, and each of its elements depends on its own input only.
  let isElementwise: Bool

  /// Sets of axes of the input along which adding a number changes nothing, none contained in
  /// another: along these a mean is taken out.
  let shiftInvariant: [[Int]]

  /// Sets of axes along which multiplying by a number changes next to nothing, after their mean
  /// has been taken out where that is so.
  let scaleInvariant: [[Int]]

  /// Whether a number that is added to every element of the input is added to the output, which is
  /// smaller: a mean.
  let isMean: Bool

  /// Axes of the output along which an element of some input is repeated, and axes of the inputs
  /// that are summed over: their lengths are what a gradient may be off by.
  let summed: [(name: String, shape: [Int], axes: [Int])]

  init(_ e: Evidence) {
    let x = e.value
    isElementwise =
      e.output.shape == x.shape
      && e.columns.allSatisfy { offset, column in column.reached.allSatisfy { $0 == offset } }
      && !e.columns.isEmpty
    let sets = x.shape.longAxes.nonemptySubsets
    let spread = max(x.rootMeanSquare, 1e-3)
    func change(_ other: Tensor<Double>) -> [Double]? {
      let y = e.subject.output(at: e.point(other))
      guard y.shape == e.output.shape else { return nil }
      return zip(y.storage, e.output.storage).map { $0 - $1 }
    }
    let size = max(e.output.rootMeanSquare, 1e-300)
    var invariant: [[Int]] = []
    for set in sets where !invariant.contains(where: { $0.allSatisfy(set.contains) }) {
      let shift = spread * Structure.pattern(x.shape, constantAlong: set)
      guard let change = change(x + shift) else { continue }
      if change.largestMagnitude <= 1e-9 * size { invariant.append(set) }
    }
    isMean =
      e.output.count < x.count
      && change(x + spread)?.allSatisfy { abs($0 - spread) <= 1e-9 * max(spread, size) } == true
    shiftInvariant = invariant
    scaleInvariant =
      sets.filter { set in
        let mean = invariant.contains(set) ? x.mean(over: set) : .zeros([1])
        // A factor that is another one for every group, against one for every element.
        let factors = [set, []].map {
          Structure.pattern(x.shape, constantAlong: $0).map { 1.2 + 0.4 * $0 }
        }
        // Far from the mean the ε under the root is nothing, however large it is.
        return [(1, 0.05, 0), (0x1p14 / spread, 1e-4, 1e-3)].contains { length, most, least in
          func output(_ factor: Tensor<Double>) -> Tensor<Double> {
            e.subject.output(at: e.point(mean + length * factor * (x - mean)))
          }
          let still = length == 1 ? e.output : output(.ones(x.shape))
          let moved = factors.map(output)
          guard still.shape == e.output.shape, moved.allSatisfy({ $0.shape == still.shape }) else {
            return false
          }
          let changes = moved.map { ($0 - still).rootMeanSquare }
          return changes[1] > least * still.rootMeanSquare && changes[0] <= most * changes[1]
            && moved.allSatisfy { $0.storage.allSatisfy(\.isFinite) }
        }
      }.minimal
    summed = Structure.summed(e)
  }

  /// Numbers in −1...1 that are the same along some axes and differ along the others.
  private static func pattern(_ shape: [Int], constantAlong axes: [Int]) -> Tensor<Double> {
    Tensor(
      shape: shape,
      scalars: (0..<shape.reduce(1, *)).map { offset in
        let index = shape.index(at: offset)
        let phase = shape.indices.reduce(0.7) {
          axes.contains($1) ? $0 : $0 + Double(index[$1] + 1) * (1.3 + Double($1))
        }
        return Double.sin(phase * phase)
      })
  }

  private static func summed(_ e: Evidence) -> [(name: String, shape: [Int], axes: [Int])] {
    let (subject, output) = (e.subject, e.output.shape)
    var repeated = Set<Int>()
    var found: [(name: String, shape: [Int], axes: [Int])] = []
    for (name, (input, x)) in zip(subject.names, subject.point.enumerated()) {
      func reached(_ offset: Int) -> Set<Int> { Set(e.column(input, offset)?.reached ?? []) }
      let strides = x.shape.indices.map(x.shape.stride)
      // From the middle, as a border may be an exception.
      let middle = x.shape.indices.reduce(0) { $0 + x.shape[$1] / 2 * strides[$1] }
      let own = reached(middle)
      let contracted = x.shape.longAxes.filter {
        !own.isDisjoint(with: reached(middle - strides[$0]))
      }
      found.append((name, x.shape, contracted))
      for axis in output.indices
      where Set(own.map { output.index(at: $0, along: axis) }).count > 1 {
        repeated.insert(axis)
      }
    }
    return [("the output", output, repeated.sorted())] + found
  }
}

extension [[Int]] {
  /// The sets that contain no other one.
  fileprivate var minimal: [[Int]] {
    filter { set in !contains { $0.count < set.count && $0.allSatisfy(set.contains) } }
  }
}
