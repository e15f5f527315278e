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

  /// Numbers that may be missing or too many, with their meaning.
  let constants: [(meaning: String, value: Double)]

  /// A few dozen places, the wrong ones first, for what is expensive to work out.
  let tested: [Int]

  /// The columns of the Jacobian at the tested places, as they are asked for.
  private(set) lazy var columns: [Int: Column] = {
    var columns: [Int: Column] = [:]
    for place in tested { columns[place] = column(at: places[place]) }
    return columns
  }()

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
    let wrong = places.indices.filter { [places] in places[$0].isWrong }
    let right = places.indices.filter { [places] in !places[$0].isWrong }
    tested = wrong.spread(over: 36) + right.spread(over: 12)
  }

  /// The column at a place, with steps short enough for it to agree with the numeric derivative.
  private func column(at place: Place) -> Column? {
    var best: Column?
    for exponent in [-9, -13, -18] {
      let column = Column(
        subject, input, place.offset, at: subject.point, exponent: exponent, v: cotangent)
      guard let column else { continue }
      let error = abs(column.contracted(with: cotangent.storage) - place.numeric)
      if best.map({ error < $0.error }) ?? true { best = column.with(error: error) }
      if error <= 1e-9 * max(abs(place.numeric), column.size) { break }
    }
    guard let best, best.error <= 1e-6 * max(abs(place.numeric), best.size) else { return nil }
    return best
  }

  /// Σ v·∂y/∂x at a tested place of another point, where the function is run as it is.
  func slope(at place: Int, of point: [Tensor<Double>], by input: Int? = nil) -> Predicted? {
    guard
      let column = Column(
        subject, input ?? self.input, places[place].offset, at: point, exponent: -9, v: cotangent)
    else { return nil }
    let value = column.contracted(with: cotangent.storage)
    return Predicted(value, error: 1e-3 * column.error + 1e-9 * column.size)
  }

  /// The point with this input at another value.
  func point(_ value: Tensor<Double>, for input: Int? = nil) -> [Tensor<Double>] {
    var point = subject.point
    point[input ?? self.input] = value
    return point
  }
}

/// What a mistake would have made of an entry, and the error of saying so.
struct Predicted {
  let value: Double
  let error: Double

  init(_ value: Double, error: Double = 0) { (self.value, self.error) = (value, error) }

  static func + (a: Predicted, b: Predicted) -> Predicted {
    Predicted(a.value + b.value, error: a.error + b.error)
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
    let largest = values.reduce(0) { max($0, abs($1)) }
    reached = values.indices.filter { abs(values[$0]) > 1e-7 * largest }
  }

  /// Richardson's quotients of all outputs from two steps; nil where a value is not finite or the
  /// output has another shape.
  init?(
    _ subject: Subject, _ input: Int, _ offset: Int, at point: [Tensor<Double>], exponent: Int,
    v: Tensor<Double>
  ) {
    let x = point[input].storage[offset]
    let unit = Double(sign: .plus, exponent: max(abs(x), 1).exponent, significand: 1)
    var quotients: [[Double]] = []
    for k in [exponent, exponent - 1] {
      let h = unit * Double(sign: .plus, exponent: k, significand: 1)
      let samples = [x + h, x - h].map { moved in
        var point = point
        var scalars = point[input].scalars
        scalars[offset] = moved
        point[input] = Tensor(shape: point[input].shape, scalars: scalars)
        return subject.output(at: point)
      }
      guard samples.allSatisfy({ $0.shape == v.shape }) else { return nil }
      quotients.append(
        zip(samples[0].storage, samples[1].storage).map { ($0 - $1) / ((x + h) - (x - h)) })
    }
    let values = zip(quotients[0], quotients[1]).map { (4 * $1 - $0) / 3 }
    guard values.allSatisfy(\.isFinite) else { return nil }
    var (change, size) = (0.0, 0.0)
    for (k, v) in v.storage.enumerated() {
      change += v * (quotients[1][k] - quotients[0][k])
      size += abs(v * values[k])
    }
    self.init(values, error: abs(change), size: size)
  }

  func with(error: Double) -> Column { Column(values, error: error, size: size) }

  /// Σ w·∂y/∂x.
  func contracted(with w: some Sequence<Double>) -> Double {
    zip(values, w).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

extension [Int] {
  /// At most `count` elements from the first to the last.
  fileprivate func spread(over count: Int) -> [Int] {
    if self.count <= count { return self }
    return (0..<count).map { self[$0 * (self.count - 1) / (count - 1)] }
  }
}
