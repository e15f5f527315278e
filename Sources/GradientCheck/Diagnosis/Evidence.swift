// What the search for a cause may look at: one input's gradient beside its numeric derivatives, the
// values that went into it, and the function itself, which can be run at any other point.

import Gradus

/// One input's wrong gradient and everything around it.
final class Evidence {
  /// A checked entry with a reliable numeric derivative.
  struct Place {
    let offset: Int
    let analytic: Double
    let numeric: Double
    let bound: Double
    let isWrong: Bool

    /// a − n.
    var residual: Double { analytic - numeric }
  }

  let subject: Subject
  let cotangent: Tensor<Double>
  let output: Tensor<Double>

  /// Which input.
  let input: Int

  /// The input's value.
  let value: Tensor<Double>

  /// The gradient under test, of the input's shape.
  let analytic: Tensor<Double>

  /// What gave it: from the output's gradient to the input's.
  let pullback: (Tensor<Double>) -> Tensor<Double>

  let places: [Place]

  /// Those of them that are wrong.
  let wrong: [Place]

  /// A few dozen places, the wrong ones first, for what is expensive to work out.
  let tested: [Place]

  /// Numbers that may be missing or too many, with their meaning.
  let constants: [(meaning: String, value: Double)]

  /// The columns of the Jacobian at the tested places, by their offsets.
  private(set) lazy var columns: [Int: Column] = tested.reduce(into: [:]) {
    $0[$1.offset] = column(at: $1)
  }

  private(set) lazy var structure = Structure(self)

  init(
    subject: Subject, run: GuardedRun, input: Int, gradient: Tensor<Double>, offsets: [Int],
    entries: [Entry], constants: [String: Double]
  ) {
    self.subject = subject
    self.input = input
    cotangent = run.cotangent
    output = run.output
    value = subject.point[input]
    analytic = gradient
    pullback = { v in
      let gradients = run.pullback(v)
      // What is no gradient of this input is like nothing.
      guard input < gradients.count, gradients[input].shape == gradient.shape else {
        return gradient.map { _ in .nan }
      }
      return gradients[input]
    }
    let named = constants.sorted { $0.key < $1.key }.map { (meaning: $0.key, value: $0.value) }
    self.constants = subject.constants + named
    places = zip(offsets, entries).compactMap { offset, entry in
      guard entry.verdict == .pass || entry.verdict == .fail, entry.regularity == .smooth else {
        return nil
      }
      // A correction has rounding, or a numeric derivative's error, of its own.
      let size = entry.analytic.isFinite ? abs(entry.analytic) : 0
      let own = 2e-9 * max(size, abs(entry.numeric))
      return Place(
        offset: offset, analytic: entry.analytic, numeric: entry.numeric,
        bound: max(entry.bound, own), isWrong: entry.verdict == .fail)
    }
    wrong = places.filter(\.isWrong)
    tested = wrong.spread(over: 36) + places.filter { !$0.isWrong }.spread(over: 12)
  }

  /// The input's name.
  var name: String { subject.names[input] }

  /// The other inputs, by number.
  var others: [Int] { subject.point.indices.filter { $0 != input } }

  /// Whether each element has an output in its own place that is not the only one it reaches.
  var hasDirectPath: Bool { output.shape == value.shape && !structure.isElementwise }

  /// Whether some element of the input reaches several outputs, whose shares then add up.
  var accumulates: Bool { columns.values.contains { $0.reached.count > 1 } }

  /// The index along each axis of the input.
  func index(_ place: Place) -> [Int] { value.shape.index(at: place.offset) }

  /// The output's gradient in the place of an element of the input.
  func upstream(_ place: Place) -> Double { cotangent.storage[place.offset] }

  /// The point with an input, this one if none is given, at another value.
  func point(_ value: Tensor<Double>, for input: Int? = nil) -> [Tensor<Double>] {
    var point = subject.point
    point[input ?? self.input] = value
    return point
  }
}

extension Evidence {
  /// The column at a place, with steps short enough for it to agree with the numeric derivative.
  private func column(at place: Place) -> Column? {
    var best: Column?
    for exponent in [-9, -13, -18] {
      guard let column = column(input, place.offset, exponent: exponent) else { continue }
      let error = abs(column.values.dot(cotangent.storage) - place.numeric)
      if best.map({ error < $0.error }) ?? true { best = column.with(error: error) }
      if error <= 1e-9 * max(abs(place.numeric), column.size) { break }
    }
    guard let best, best.error <= 1e-6 * max(abs(place.numeric), best.size) else { return nil }
    return best
  }

  /// The column of an input's element, at the point if no other is given.
  func column(
    _ input: Int, _ offset: Int, at point: [Tensor<Double>]? = nil, exponent: Int = -9
  ) -> Column? {
    Column(
      subject, InputElement(input: input, offset: offset), at: point ?? subject.point,
      exponent: exponent, cotangent: cotangent)
  }

  /// Σ v·∂y/∂x at a tested place of another point, where the function is run as it is.
  func slope(at place: Place, of point: [Tensor<Double>], by input: Int? = nil) -> Predicted? {
    column(input ?? self.input, place.offset, at: point).map {
      Predicted($0.values.dot(cotangent.storage), error: 1e-3 * $0.error + 1e-9 * $0.size)
    }
  }

  /// The gradient under test at another point; nil where it, or the output, has another shape.
  func gradient(at point: [Tensor<Double>]) -> Tensor<Double>? {
    let run = subject.run(point)
    guard run.output.shape == output.shape else { return nil }
    let gradient = run.pullback(cotangent)[input]
    return gradient.shape == value.shape ? gradient : nil
  }

  /// Σ w·∂y/∂x at a tested place.
  func sum(at place: Place, _ weight: (_ output: Int) -> Double) -> Predicted? {
    guard let column = columns[place.offset] else { return nil }
    var (sum, size) = (0.0, 0.0)
    for k in column.reached {
      let share = weight(k) * column.values[k]
      sum += share
      size += abs(share)
    }
    return Predicted(sum, error: 4 * column.error + 4e-9 * size)
  }

  /// What some outputs contribute to Σ v·∂y/∂x at a tested place.
  func share(at place: Place, of isCounted: (_ output: Int) -> Bool) -> Predicted? {
    sum(at: place) { isCounted($0) ? cotangent.storage[$0] : 0 }
  }

  /// What one index of an axis of the output contributes, at the tested places, to the gradient
  /// under test and to the right one.
  func shares(of index: Int, along axis: Int) -> [(place: Place, a: Double, n: Predicted)] {
    let v = cotangent.keeping(index, along: axis)
    let a = pullback(v)
    return tested.compactMap { place in
      sum(at: place) { v.storage[$0] }.map { (place, a.storage[place.offset], $0) }
    }
  }
}

/// The derivatives of all outputs by one element of an input.
struct Column {
  let values: [Double]

  /// How far the contraction with the cotangent is from the truth, as far as that is known.
  let error: Double

  /// Σ |v·∂y/∂x|.
  let size: Double

  /// The outputs that the element reaches.
  let reached: [Int]

  private init(_ values: [Double], error: Double, size: Double) {
    (self.values, self.error, self.size) = (values, error, size)
    let largest = values.largestMagnitude
    reached = values.indices.filter { abs(values[$0]) > 1e-7 * largest }
  }

  /// Richardson's quotients of all outputs from two steps; nil where a value is not finite or the
  /// output has another shape.
  fileprivate init?(
    _ subject: Subject, _ element: InputElement, at point: [Tensor<Double>], exponent: Int,
    cotangent v: Tensor<Double>
  ) {
    let x = point[element]
    var quotients: [[Double]] = []
    for k in [exponent, exponent - 1] {
      let h = x.unit * .twoToThe(k)
      let samples = [x + h, x - h].map { moved in
        subject.output(at: point.setting(element, to: moved))
      }
      guard samples.allSatisfy({ $0.shape == v.shape }) else { return nil }
      quotients.append(
        zip(samples[0].storage, samples[1].storage).map { ($0 - $1) / ((x + h) - (x - h)) })
    }
    let values = zip(quotients[0], quotients[1]).map { (4 * $1 - $0) / 3 }
    guard values.allSatisfy(\.isFinite) else { return nil }
    let change = zip(quotients[0], quotients[1]).map { $1 - $0 }
    self.init(
      values, error: abs(v.storage.dot(change)),
      size: zip(v.storage, values).reduce(0) { $0 + abs($1.0 * $1.1) })
  }

  fileprivate func with(error: Double) -> Column { Column(values, error: error, size: size) }
}

extension Array {
  /// At most `count` elements from the first to the last.
  fileprivate func spread(over count: Int) -> [Element] {
    if self.count <= count { return self }
    return (0..<count).map { self[$0 * (self.count - 1) / (count - 1)] }
  }
}
