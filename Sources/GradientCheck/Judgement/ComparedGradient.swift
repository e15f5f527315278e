// One input's gradient beside its numeric derivatives, and how one entry of it is judged.

import Gradus

/// One input's gradient under test and its numeric derivatives.
struct ComparedGradient {
  let input: Int

  /// The entries that are checked.
  let offsets: [Int]

  /// The numeric derivatives by them.
  let numerics: [NumericDerivative]

  /// The gradient under test, in the input's shape: one that was not summed over the broadcast axes is
  /// compared after it has been. Nil where it cannot be brought to that shape.
  let gradient: Tensor<Double>?

  /// Whether it had the shape by itself.
  let fits: Bool

  /// Whether it was declared zero.
  let isZero: Bool

  /// The size of the numeric derivatives.
  let scale: Double

  init(_ examination: Examination, input: Int, _ offsets: [Int], _ survey: NoiseOfLoss) {
    let (subject, run) = (examination.subject, examination.run)
    let shape = subject.point[input].shape
    (self.input, self.offsets) = (input, offsets)
    numerics = offsets.map { offset in
      survey.derivatives[input][offset]
        ?? subject.numeric(
          InputElement(input: input, offset: offset), contractedWith: run.cotangent,
          noise: survey.level)
    }
    fits = run.gradients[input].shape == shape
    gradient = fits ? run.gradients[input] : run.gradients[input].summed(to: shape)
    isZero = examination.options.zeros.contains(subject.names[input])
    scale = numerics.map(\.value).rootMeanSquare
  }

  /// One entry, to be judged beside derivatives of some size, or of these; nil where there is no
  /// gradient.
  func suspect(at offset: Int, besides scale: Double? = nil) -> Suspect? {
    gradient.map {
      Suspect(
        element: InputElement(input: input, offset: offset), analytic: $0.storage[offset],
        scale: scale ?? self.scale, isZero: isZero)
    }
  }
}

/// One entry of a gradient under test, and what it is held to.
struct Suspect {
  let element: InputElement
  let analytic: Double

  /// The size of the derivatives among which it stands.
  let scale: Double

  /// Whether it was declared zero.
  let isZero: Bool
}

extension Examination {
  /// One input's entries as each is by itself.
  func entries(_ compared: ComparedGradient) -> [Entry] {
    zip(compared.offsets, compared.numerics).compactMap { offset, n in
      compared.suspect(at: offset).map { entry($0, n) }
    }
  }

  /// One entry; one that does not pass, or only on a kink, is judged again with other steps, and a
  /// pass where the function is smooth stands, or else what is known most closely: an estimate of
  /// error is deceived now and then. Where the shortest steps contradict that, they count, if they do
  /// not blame the gradient alone.
  func entry(_ suspect: Suspect, _ n: NumericDerivative) -> Entry {
    var (entry, known) = (judged(suspect, n), n)
    if entry.verdict == .pass, n.regularity == .smooth { return entry }
    for procedure in [NumericDerivative.Procedure.thorough, .near] {
      let other = subject.numeric(suspect.element, contractedWith: run.cotangent, by: procedure)
      var next = judged(suspect, other)
      if procedure == .near, other.contradicts(known) {
        if next.verdict == .fail, entry.verdict != .fail {
          next.verdict = .inconclusive(entry.verdict == .pass ? .kink : .noise)
        }
        return next
      }
      // A pass needs one procedure that knows the derivative well; of others, the closest counts.
      if entry.verdict != .pass, next.verdict == .pass || next.error < entry.error {
        (entry, known) = (next, other)
      }
    }
    return entry
  }

  /// An entry as one numeric derivative has it.
  private func judged(_ suspect: Suspect, _ n: NumericDerivative) -> Entry {
    let forward = subject.forward(suspect.element, contractedWith: run.cotangent)?.value
    func entry(roundingOf magnitude: Double) -> Entry {
      Entry(
        index: subject.index(of: suspect.element), analytic: suspect.analytic, numeric: n,
        forward: forward, allowance: rounding(of: magnitude) + 2 * run.spreads[suspect.element],
        scale: suspect.scale, isZero: suspect.isZero, largest: largest)
    }
    let own = entry(roundingOf: n.magnitude)
    // Where all cancels, what is left may be the rounding of large gradients beside.
    let isNothing = n.regularity == .smooth && abs(n.value) <= n.error
    return own.verdict == .pass || !isNothing || largest <= n.magnitude
      ? own : entry(roundingOf: largest)
  }

  /// The rounding of one entry of a gradient, in double precision.
  func rounding(of magnitude: Double) -> Double {
    accumulatedRounding(terms: run.cotangent.count, unit: .ulpOfOne / 2) * magnitude
  }
}
