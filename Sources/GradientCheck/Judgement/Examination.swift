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
    let offsets = sampling.offsets(counts: subject.point.map(\.count), limit: options.entries)
    var inputs: [GradientReport.Input] = []
    if faults.allSatisfy(\.leavesSomethingToCompare) {
      let survey = NoiseOfLoss(subject, run, offsets)
      let compared = offsets.enumerated().map { ComparedGradient(self, input: $0, $1, survey) }
      largest = compared.flatMap(\.numerics).map(\.value).filter(\.isFinite).largestMagnitude
      let entries = compared.map(self.entries)
      let tied =
        faults.isEmpty
        ? TiedEntries(&self, zip(compared, entries).map { Array(zip($0.offsets, $1)) })
        : TiedEntries()
      for (compared, entries) in zip(compared, entries) {
        inputs.append(input(compared, entries, tied, survey))
      }
      if let found = subject.otherShape.found {
        faults.append(.outputShape(expected: run.output.shape, found: found))
      }
      if faults.isEmpty {
        faults += run.linearityFaults(subject.names, isFlat: inputs.map(\.isFlat), &sampling)
      }
      let isSmooth = inputs.allSatisfy { $0.entries.allSatisfy { $0.regularity == .smooth } }
      if isSmooth, faults.isEmpty, let fault = adjointFault() { faults.append(fault) }
    }
    return GradientReport(
      inputs: inputs, faults: faults,
      witnesses: subject.directional == nil
        ? [.reverse, .numeric] : [.reverse, .forward, .numeric], cotangent: run.cotangent)
  }

  /// What follows for one input from its entries, those of ties judged with the others of the tie,
  /// and from directions: those of ties and, where only a sample of the entries was taken, random
  /// ones.
  private mutating func input(
    _ compared: ComparedGradient, _ alone: [Entry], _ tied: TiedEntries, _ survey: NoiseOfLoss
  ) -> GradientReport.Input {
    let (i, offsets) = (compared.input, compared.offsets)
    func element(_ offset: Int) -> InputElement { InputElement(input: i, offset: offset) }
    let entries = zip(offsets, alone).map { offset, entry in
      if let again = tied.entries[i]?[offset] { return again }
      guard entry.verdict == .inconclusive(.noise), let size = tied.largest[i],
        size > compared.scale, let suspect = compared.suspect(at: offset, besides: size)
      else { return entry }
      return self.entry(suspect, subject.numeric(suspect.element, contractedWith: run.cotangent))
    }
    let isSample = offsets.count < subject.point[i].count
    let projections =
      compared.fits && isSample ? (0..<3).map { _ in projection(compared, survey) } : []
    let isFlat =
      compared.numerics.allSatisfy {
        $0.regularity == .smooth && $0.isMoreThanNoise && abs($0.value) <= 100 * $0.error
      } && entries.allSatisfy { abs($0.numeric) <= 100 * $0.error }
    let isShared =
      offsets.contains { tied.contains(element($0)) } || entries.contains(where: \.isSubgradient)
    return GradientReport.Input(
      name: subject.names[i], value: subject.point[i], entries: compared.fits ? entries : [],
      projections: projections + (tied.directions[i] ?? []),
      isFlat: isFlat && !isShared, isZero: compared.isZero, isMisshapen: !compared.fits
    ) {
      let causes = causes(compared, entries)
      return causes.isEmpty && compared.fits ? tied.causes[i] ?? [] : causes
    } steps: { entry in
      let offset = subject.point[i].shape.offset(of: entry.index)
      return subject.numeric(
        element(offset), contractedWith: run.cotangent, by: .whole, noise: survey.level
      ).steps
    }
  }

  /// The causes of what is wrong with an input's gradient.
  private func causes(_ compared: ComparedGradient, _ entries: [Entry]) -> [Diagnosis] {
    guard let gradient = compared.gradient else { return [] }
    if compared.fits {
      return Evidence(
        subject: subject, run: run, input: compared.input, gradient: gradient,
        offsets: compared.offsets, entries: entries, constants: options.constants
      ).diagnoses()
    }
    // As closely as any cause has to agree: the rounding of such a gradient is not measured.
    let agrees = entries.allSatisfy {
      let size = max(abs($0.numeric), compared.scale)
      return abs($0.analytic - $0.numeric) <= 3 * max($0.bound, 2e-9 * size)
    }
    let phrase = "not summed over the axes along which it was broadcast"
    return agrees ? [Diagnosis(kind: .unreduced, description: phrase)] : []
  }
}
