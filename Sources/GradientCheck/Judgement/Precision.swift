// Single precision. A numeric derivative in `Float` knows three digits at best, so nothing is
// differentiated there: the pullbacks are checked in `Double`, and their results in `Float` are
// then held to those in `Double`, at inputs that both can represent, to within γ_m·Σ|terms| for u =
// 2⁻²⁴ and what the rounding of the inputs alone would change.

import Gradus

/// A generic program's gradients in `Float` beside those in `Double`.
struct PrecisionCheck {
  private let names: [String]
  private let point: [Tensor<Float>]
  private let subject: Subject
  private let gradients: (single: [Tensor<Float>], double: [Tensor<Double>])
  private let cotangent: Tensor<Double>
  private let spreads: [[Double]]
  private let offsets: [[Int]]

  /// What leaves nothing to compare.
  private let faults: [Fault]

  init(_ program: some DifferentiableProgram, _ inputs: Subject.Inputs, _ options: CheckOptions) {
    var sampling = Sampling(seed: options.seed)
    names = inputs.map(\.name)
    point = inputs.map { Tensor<Float>($0.value) }
    subject = Subject(program, zip(names, point).map { ($0, Tensor<Double>($1)) })
    let variables = point.map { Variable($0) }
    let output = program(variables)
    let v = Tensor<Float>(sampling.cotangent(output.shape))
    cotangent = Tensor<Double>(v)
    offsets = sampling.offsets(counts: point.map(\.count), limit: options.entries)

    let run = subject.run(subject.point)
    var faults = zip(names, subject.point).compactMap { Fault(name: $0, value: $1) }
    if run.output.shape != output.shape {
      faults.append(.precisionShape(double: run.output.shape, single: output.shape))
    }
    guard faults.isEmpty else {
      (self.faults, gradients, spreads) = (faults, ([], []), [])
      return
    }
    let (single, double) = (output.gradients(of: variables, upstream: v), run.pullback(cotangent))
    for (name, (x, (single, double))) in zip(names, zip(point, zip(single, double))) {
      if let found = [single.shape, double.shape].first(where: { $0 != x.shape }) {
        faults.append(.shape(input: name, expected: x.shape, found: found))
      }
    }
    gradients = (single, double)
    var spreads = double.map { [Double](repeating: 0, count: $0.count) }
    for _ in 0..<(faults.isEmpty ? 3 : 0) {
      let nearby = subject.run(point.map { Tensor<Double>(sampling.nudged($0)) })
      guard nearby.output.shape == output.shape else {
        faults.append(.outputShape(expected: output.shape, found: nearby.output.shape))
        break
      }
      for (i, moved) in nearby.pullback(cotangent).enumerated() {
        let changes = zip(double[i].storage, moved.storage).map { abs($0 - $1) }
        spreads[i] = zip(spreads[i], changes).map { max($0, $1) }
      }
    }
    (self.spreads, self.faults) = (spreads, faults)
  }

  /// Every entry, or a sample, of every input.
  func report() -> GradientReport {
    let inputs = (faults.isEmpty ? names : []).indices.map { i in
      let shape = point[i].shape
      let entries = offsets[i].map { offset in
        Entry(
          index: shape.index(at: offset), single: gradients.single[i].storage[offset].doubleValue,
          double: gradients.double[i].storage[offset], allowance: allowance(i, offset))
      }
      return GradientReport.Input(
        name: names[i], value: subject.point[i], entries: entries, projections: [], isFlat: false,
        isZero: false, isMisshapen: false, diagnose: { [] }, steps: { _ in [] })
    }
    return GradientReport(
      inputs: inputs, faults: faults, witnesses: [.reverse, .double], cotangent: cotangent)
  }

  /// The rounding granted to an entry: that of its terms, whose size forward mode knows, or of
  /// terms as large as the input's other entries, for 1 − y² rounds like 1 however small it is; and
  /// at every step on their way as much as a rounding of the inputs.
  private func allowance(_ i: Int, _ offset: Int) -> Double {
    let size =
      subject.forward(
        InputElement(input: i, offset: offset), contractedWith: cotangent)?.magnitude ?? 0
    let usual = gradients.double[i].rootMeanSquare
    return accumulatedRounding(terms: cotangent.count, unit: 0x1p-24) * max(size, usual)
      + 4 * spreads[i][offset]
  }
}
