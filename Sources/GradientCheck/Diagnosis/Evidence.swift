// What the search for a cause may look at: one input's gradient beside its numeric derivatives, the
// values that went into it, and numeric derivatives for other cotangents, taken when asked for.

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

  let places: [Place]

  /// Numbers that may be missing or too many, with their meaning.
  let constants: [(meaning: String, value: Double)]

  /// v·∂y/∂x of each place's own output, at a few places; for an output of the input's shape.
  private(set) lazy var ownOutputs = numeric { [cotangent] place in
    cotangent * .unit(at: place.offset, shape: cotangent.shape)
  }

  /// Whether each element of the input reaches its own output only.
  private(set) lazy var isElementwise =
    output.shape == value.shape
    && zip(places, ownOutputs).allSatisfy { place, own in
      own.map { abs($0 - place.numeric) <= 3 * place.bound } ?? true
    }

  /// Whether some element of the input reaches several outputs, whose shares then add up: neither
  /// none nor all of them have an even sum of indices.
  private(set) lazy var accumulates: Bool = {
    let half = Tensor(
      shape: output.shape,
      scalars: cotangent.storage.enumerated().map { offset, v in
        output.shape.index(at: offset).reduce(0, +).isMultiple(of: 2) ? v : 0
      })
    return places.contains { place in
      let share = subject.numeric(input, place.offset, contractedWith: half).value
      return isPart(share, of: place)
    }
  }()

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
    let named = constants.sorted { $0.key < $1.key }.map { (meaning: $0.key, value: $0.value) }
    self.constants = subject.constants + named
    places = zip(offsets, entries).compactMap { offset, entry in
      guard entry.verdict == .pass || entry.verdict == .fail, entry.regularity == .smooth else {
        return nil
      }
      // A correction has rounding, or a numeric derivative's error, of its own.
      let own = 2e-9 * max(abs(entry.analytic), abs(entry.numeric))
      return Place(
        offset: offset, analytic: entry.analytic, numeric: entry.numeric,
        bound: max(entry.bound, own), isWrong: entry.verdict == .fail)
    }
  }

  /// A correction of every place from the place alone.
  func correcting(_ correction: (Place) -> Double) -> [Double?] { places.map(correction) }

  /// The gradient with its entries rearranged.
  func taking(_ source: (Int) -> Int) -> [Double?] {
    places.map { analytic.storage[source($0.offset)] }
  }

  /// Whether the share of some outputs in a gradient is neither none of it nor all.
  func isPart(_ share: Double, of place: Place) -> Bool {
    min(abs(share), abs(share - place.numeric)) > 3 * place.bound
  }

  /// A few places, wrong ones first, for what is expensive to work out.
  var few: [Int] {
    let wrong = places.indices.filter { places[$0].isWrong }
    let right = places.indices.filter { !places[$0].isWrong }
    return Array(wrong.spread(over: 6) + right.spread(over: 2))
  }

  /// The numeric derivatives of Σ w·y at a few places; nil elsewhere.
  func numeric(under w: (Place) -> Tensor<Double>) -> [Double?] {
    var values = [Double?](repeating: nil, count: places.count)
    for place in few {
      let offset = places[place].offset
      values[place] = subject.numeric(input, offset, contractedWith: w(places[place])).value
    }
    return values
  }

  /// The gradient less an error of known size, where that is known.
  func removing(_ error: [Double?]) -> [Double?] {
    zip(places, error).map { place, error in error.map { place.analytic - $0 } }
  }
}

extension [Int] {
  /// At most `count` elements from the first to the last.
  fileprivate func spread(over count: Int) -> [Int] {
    if self.count <= count { return self }
    return (0..<count).map { self[$0 * (self.count - 1) / (count - 1)] }
  }
}
