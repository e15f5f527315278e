// The course of a check: guards first, then every entry, or a sample, by all witnesses, then
// directions, the adjoint identity and, where something is wrong, the search for its cause.

import Gradus

/// A check being carried out.
struct Examination {
  let subject: Subject
  let options: CheckOptions
  let run: GuardedRun
  var sampling: Sampling

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
      for i in subject.names.indices { inputs.append(input(i, offsets[i], survey)) }
      if faults.isEmpty {
        let tied = tiedEntries(inputs)
        for (i, entries) in tied { inputs[i].append(entries) }
      }
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

  /// Judges one input's entries and, where only a sample of them was taken, directions.
  private mutating func input(
    _ i: Int, _ offsets: [Int], _ survey: NoiseOfLoss
  ) -> GradientReport.Input {
    let numerics = offsets.map { offset in
      survey.derivatives[i][offset]
        ?? subject.numeric(i, offset, contractedWith: run.cotangent, noise: survey.level)
    }
    let (name, value, gradient) = (subject.names[i], subject.point[i], run.gradients[i])
    let fits = gradient.shape == value.shape
    let isZero = options.zeros.contains(name)
    let scale = numerics.map(\.value).rootMeanSquare
    // A gradient that was not summed over the broadcast axes is compared after it has been.
    let comparable = fits ? gradient : gradient.summed(to: value.shape)
    let entries = comparable.map { gradient in
      zip(offsets, numerics).map { offset, n in
        entry(i, offset, of: gradient, n, scale: scale, isZero: isZero)
      }
    }
    let projections =
      fits && offsets.count < value.count
      ? (0..<3).map { _ in projection(i, survey, isZero: isZero) } : []
    let isFlat = numerics.allSatisfy {
      $0.regularity == .smooth && $0.isMoreThanNoise && abs($0.value) <= 100 * $0.error
    }
    let isShared = entries?.contains(where: \.isSubgradient) ?? false
    return GradientReport.Input(
      name: name, value: value, entries: fits ? entries ?? [] : [], projections: projections,
      isFlat: isFlat && !isShared, isZero: isZero, isMisshapen: !fits
    ) {
      guard let comparable, let entries else { return [] }
      if !fits {
        // As closely as any cause has to agree: the rounding of such a gradient is not measured.
        let agrees = entries.allSatisfy {
          abs($0.analytic - $0.numeric) <= 3 * max($0.bound, 2e-9 * max(abs($0.numeric), scale))
        }
        let phrase = "not summed over the axes along which it was broadcast"
        return agrees ? [Diagnosis(kind: .unreduced, description: phrase)] : []
      }
      return Evidence(
        subject: subject, run: run, input: i, gradient: comparable, offsets: offsets,
        entries: entries, constants: options.constants
      ).diagnoses()
    } steps: { entry in
      let offset = value.shape.offset(of: entry.index)
      return subject.numeric(
        i, offset, contractedWith: run.cotangent, by: .whole, noise: survey.level
      ).steps
    }
  }

  /// One entry; one that does not pass is judged again with other steps, and a pass stands,
  /// or else what is known most closely: an estimate of error is deceived now and then.
  private func entry(
    _ i: Int, _ offset: Int, of gradient: Tensor<Double>, _ n: NumericDerivative, scale: Double,
    isZero: Bool
  ) -> Entry {
    var entry = judged(i, offset, of: gradient, n, scale: scale, isZero: isZero)
    for procedure in [NumericDerivative.Procedure.thorough, .near] where entry.verdict != .pass {
      let other = subject.numeric(i, offset, contractedWith: run.cotangent, by: procedure)
      let next = judged(i, offset, of: gradient, other, scale: scale, isZero: isZero)
      // A pass needs one procedure that knows the derivative well; of others, the closest counts.
      if next.verdict == .pass || next.error < entry.error { entry = next }
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
    return Entry(
      index: subject.point[i].shape.index(at: offset), analytic: gradient.storage[offset],
      numeric: n, forward: forward,
      allowance: rounding(of: n.magnitude) + 2 * run.spreads[i].storage[offset], scale: scale,
      isZero: isZero)
  }

  /// The rounding of one entry of a gradient, in double precision.
  func rounding(of magnitude: Double) -> Double {
    accumulatedRounding(terms: run.cotangent.count, unit: .ulpOfOne / 2) * magnitude
  }
}

/// γ_m, the relative rounding of a gradient with one term an output.
///
/// A sum of m products has a rounding error below γ_m Σ|terms|, γ_m = m u/(1 − m u), however it is
/// ordered (Higham, Accuracy and Stability of Numerical Algorithms, §3.1). The terms of a gradient
/// are v·∂y/∂x, one an output; sixteen further roundings are granted to each on its way.
func accumulatedRounding(terms: Int, unit u: Double) -> Double {
  let m = Double(terms + 16) * u
  return m / (1 - m)
}

extension Tensor<Double> {
  /// The sum over the axes along which a tensor of the given shape would have been repeated to give
  /// this one, or over those of the examples, at the end, that it lacks; nil where it has others.
  func summed(to target: [Int]) -> Tensor? {
    let missing = rank - target.count
    guard missing >= 0 else { return nil }
    if zip(target, shape[missing...]).allSatisfy({ $0 == 1 || $0 == $1 }) {
      return reduced(to: target)
    }
    return shape.starts(with: target) ? summed(along: TensorAxes(Array(target.count..<rank))) : nil
  }

  /// One at a row-major offset, zero elsewhere.
  static func unit(at offset: Int, shape: [Int]) -> Tensor {
    var scalars = [Double](repeating: 0, count: shape.reduce(1, *))
    scalars[offset] = 1
    return Tensor(shape: shape, scalars: scalars)
  }
}

extension [Int] {
  /// The row-major offset of the element at an index of this shape.
  func offset(of index: [Int]) -> Int { zip(self, index).reduce(0) { $0 * $1.0 + $1.1 } }

  /// The index along each axis of the element at a row-major offset of this shape.
  func index(at offset: Int) -> [Int] {
    var rest = offset
    var index = self
    for axis in indices.reversed() {
      index[axis] = rest % self[axis]
      rest /= self[axis]
    }
    return index
  }
}
