// The noise of a function with a single output, as every loss is. It is the same in whichever
// direction one looks, for all of them round the same number last; and to measure it takes more
// evaluations than the derivative does. So it is measured at a few entries of every input, and the
// largest value serves all.

/// The noise of a single output, and the derivatives at which it was measured.
struct NoiseOfLoss {
  /// The noise, and the function at the point; nil where they are to be measured at every entry.
  private(set) var level: NoiseEstimate?

  /// The derivatives by an input's element, by its offset.
  private(set) var derivatives: [[Int: NumericDerivative]]

  /// Measures the noise at about eight entries, and at one an input, where that is worth it.
  init(_ subject: Subject, _ run: GuardedRun, _ offsets: [[Int]]) {
    derivatives = offsets.map { _ in [:] }
    guard run.output.count == 1, offsets.reduce(0, { $0 + $1.count }) > 16 else { return }
    let share = max(1, 8 / offsets.count)
    for (input, offsets) in offsets.enumerated() {
      for place in 0..<share {
        let offset = offsets[place * (offsets.count - 1) / max(1, share - 1)]
        if derivatives[input][offset] != nil { continue }
        derivatives[input][offset] = subject.numeric(
          InputElement(input: input, offset: offset), contractedWith: run.cotangent)
      }
    }
    let largest = derivatives.flatMap(\.values).reduce(0) { max($0, $1.noise) }
    if largest.isFinite {
      level = NoiseEstimate(level: largest, center: subject.sample(at: subject.point))
    }
  }
}
