// The course of a check: guards first, then every entry, or a sample, by all witnesses, then
// directions, the adjoint identity and, where something is wrong, the search for its cause.

import Gradus

/// A check being carried out.
struct Examination {
  let subject: Subject
  let options: CheckOptions
  let run: GuardedRun
  var sampling: Sampling

  /// The largest of all numeric derivatives.
  private(set) var largest = 0.0

  /// Checks a subject and reports.
  static func report(on subject: Subject, _ options: CheckOptions) -> GradientReport {
    var examination = Examination(subject, options)
    return examination.report()
  }

  private init(_ subject: Subject, _ options: CheckOptions) {
    let unknown = options.zeros.subtracting(subject.names)
    require(unknown.isEmpty, "gradient check: no input is named \(unknown.sorted())")
    self.options = options
    sampling = Sampling(seed: options.seed)
    run = GuardedRun(subject, &sampling)
    subject.otherShape.expected = run.output.shape
    var subject = subject
    if run.faults.isEmpty, let memory = options.memory,
      memory.isOf(point: subject.point, outputs: [run.output] + subject.outputsNearby())
    {
      subject.memory = memory
    }
    self.subject = subject
  }

  private mutating func report() -> GradientReport {
    var faults = run.faults
    let isComparable = faults.allSatisfy(\.leavesSomethingToCompare)
    let offsets = sampling.offsets(counts: subject.point.map(\.count), limit: options.entries)
    var inputs: [GradientReport.Input] = []
    if isComparable {
      let survey = NoiseOfLoss(subject, run, offsets)
      let numerics = subject.names.indices.map { self.numerics($0, offsets[$0], survey) }
      largest = numerics.joined().reduce(0) { max($0, $1.value.isFinite ? abs($1.value) : 0) }
      let compared = subject.names.indices.map {
        self.compared($0, offsets[$0], numerics[$0])
      }
      var tied = TiedEntries()
      if faults.isEmpty {
        tied = TiedEntries(&self, compared.map { Array(zip($0.offsets, $0.entries)) })
      }
      for i in subject.names.indices { inputs.append(input(i, compared[i], tied, survey)) }
      if let found = subject.otherShape.found {
        faults.append(.outputShape(expected: run.output.shape, found: found))
      }
      if faults.isEmpty {
        faults += run.linearityFaults(
          subject.names, isFlat: inputs.map(\.isFlat), &sampling)
      }
      let isSmooth = inputs.allSatisfy { $0.entries.allSatisfy { $0.regularity == .smooth } }
      if isSmooth, faults.isEmpty, let fault = adjointFault() { faults.append(fault) }
    }
    return GradientReport(
      inputs: inputs, faults: faults,
      witnesses: subject.directional == nil
        ? [.reverse, .numeric] : [.reverse, .forward, .numeric],
      cotangent: run.cotangent)
  }

  /// One input's entries as each is by itself.
  private struct Compared {
    let offsets: [Int]
    let numerics: [NumericDerivative]
    /// The gradient under test, in the input's shape; nil where it cannot be brought to it.
    let gradient: Tensor<Double>?
    let entries: [Entry]
  }

  /// The numeric derivatives by one input.
  private func numerics(
    _ i: Int, _ offsets: [Int], _ survey: NoiseOfLoss
  ) -> [NumericDerivative] {
    offsets.map { offset in
      survey.derivatives[i][offset]
        ?? subject.numeric(i, offset, contractedWith: run.cotangent, noise: survey.level)
    }
  }

  /// Compares one input's gradient with its numeric derivatives.
  private func compared(
    _ i: Int, _ offsets: [Int], _ numerics: [NumericDerivative]
  ) -> Compared {
    let (value, gradient) = (subject.point[i], run.gradients[i])
    let isZero = options.zeros.contains(subject.names[i])
    let scale = numerics.map(\.value).rootMeanSquare
    // A gradient that was not summed over the broadcast axes is compared after it has been.
    let comparable = gradient.shape == value.shape ? gradient : gradient.summed(to: value.shape)
    let entries = comparable.map { gradient in
      zip(offsets, numerics).map { offset, n in
        entry(i, offset, of: gradient, n, scale: scale, isZero: isZero)
      }
    }
    return Compared(
      offsets: offsets, numerics: numerics, gradient: comparable, entries: entries ?? [])
  }

  /// Judges one input's entries and directions: those of ties and, where only a sample of the entries
  /// was taken, random ones.
  private mutating func input(
    _ i: Int, _ compared: Compared, _ tied: TiedEntries, _ survey: NoiseOfLoss
  ) -> GradientReport.Input {
    let (offsets, numerics, comparable) = (compared.offsets, compared.numerics, compared.gradient)
    let (name, value) = (subject.names[i], subject.point[i])
    let fits = run.gradients[i].shape == value.shape
    let isZero = options.zeros.contains(name)
    let scale = numerics.map(\.value).rootMeanSquare
    let entries = zip(offsets, compared.entries).map { offset, entry in
      if let again = tied.entries[i]?[offset] { return again }
      guard entry.verdict == .inconclusive(.noise), let size = tied.largest[i], size > scale,
        let gradient = comparable
      else { return entry }
      return self.entry(
        i, offset, of: gradient, subject.numeric(i, offset, contractedWith: run.cotangent),
        scale: size, isZero: isZero)
    }
    let projections =
      fits && offsets.count < value.count
      ? (0..<3).map { _ in projection(i, survey, isZero: isZero) } : []
    let isFlat =
      numerics.allSatisfy {
        $0.regularity == .smooth && $0.isMoreThanNoise && abs($0.value) <= 100 * $0.error
      } && entries.allSatisfy { abs($0.numeric) <= 100 * $0.error }
    let isShared =
      offsets.contains { tied.contains(i, $0) } || entries.contains(where: \.isSubgradient)
    return GradientReport.Input(
      name: name, value: value, entries: fits ? entries : [],
      projections: projections + (tied.directions[i] ?? []),
      isFlat: isFlat && !isShared, isZero: isZero, isMisshapen: !fits
    ) {
      guard let comparable else { return [] }
      if !fits {
        // As closely as any cause has to agree: the rounding of such a gradient is not measured.
        let agrees = entries.allSatisfy {
          abs($0.analytic - $0.numeric) <= 3 * max($0.bound, 2e-9 * max(abs($0.numeric), scale))
        }
        let phrase = "not summed over the axes along which it was broadcast"
        return agrees ? [Diagnosis(kind: .unreduced, description: phrase)] : []
      }
      let causes = Evidence(
        subject: subject, run: run, input: i, gradient: comparable, offsets: offsets,
        entries: entries, constants: options.constants
      ).diagnoses()
      return causes.isEmpty ? tied.causes[i] ?? [] : causes
    } steps: { entry in
      let offset = value.shape.offset(of: entry.index)
      return subject.numeric(
        i, offset, contractedWith: run.cotangent, by: .whole, noise: survey.level
      ).steps
    }
  }

  /// One entry; one that does not pass, or only on a kink, is judged again with other steps, and a
  /// pass where the function is smooth stands, or else what is known most closely: an estimate of
  /// error is deceived now and then. Where the shortest steps contradict that, they count, if they do
  /// not blame the gradient alone.
  private func entry(
    _ i: Int, _ offset: Int, of gradient: Tensor<Double>, _ n: NumericDerivative, scale: Double,
    isZero: Bool
  ) -> Entry {
    var (entry, known) = (judged(i, offset, of: gradient, n, scale: scale, isZero: isZero), n)
    if entry.verdict == .pass, n.regularity == .smooth { return entry }
    for procedure in [NumericDerivative.Procedure.thorough, .near] {
      let other = subject.numeric(i, offset, contractedWith: run.cotangent, by: procedure)
      var next = judged(i, offset, of: gradient, other, scale: scale, isZero: isZero)
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

  private func judged(
    _ i: Int, _ offset: Int, of gradient: Tensor<Double>, _ n: NumericDerivative, scale: Double,
    isZero: Bool
  ) -> Entry {
    var forward: Double?
    if let directional = subject.directional {
      var directions = subject.point.map { Tensor<Double>.zeros($0.shape) }
      directions[i] = .unit(at: offset, shape: subject.point[i].shape)
      forward = directional(directions, run.cotangent).value
    }
    func entry(roundingOf magnitude: Double) -> Entry {
      Entry(
        index: subject.point[i].shape.index(at: offset), analytic: gradient.storage[offset],
        numeric: n, forward: forward,
        allowance: rounding(of: magnitude) + 2 * run.spreads[i].storage[offset], scale: scale,
        isZero: isZero, largest: largest)
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
