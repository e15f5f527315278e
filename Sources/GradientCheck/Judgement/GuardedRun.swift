// What must hold of a function and its pullback before a single number is compared, whatever the
// numbers are: the same values when asked again, gradients of the inputs' shapes, arguments left
// alone, and linearity, for a pullback is the transpose of a matrix.

import Gradus

/// A run of the function under test with its gradient, after the guards have seen it.
struct GuardedRun {
  let output: Tensor<Double>
  let cotangent: Tensor<Double>

  /// The gradients under test, one an input.
  let gradients: [Tensor<Double>]

  /// The same run's pullback.
  let pullback: (Tensor<Double>) -> [Tensor<Double>]

  /// How much each entry of each gradient changes when inputs and cotangent move by their last
  /// place: the measured rounding of the backward pass, and of what led to it.
  let spreads: [Tensor<Double>]

  /// What was found broken.
  private(set) var faults: [Fault] = []

  init(_ subject: Subject, _ sampling: inout Sampling) {
    // Copies with storage of their own, which nothing that is called can reach.
    let point = subject.point.map { Tensor(shape: $0.shape, scalars: $0.storage.map { $0 }) }
    let run = subject.run(subject.point)
    output = run.output
    pullback = run.pullback
    subject.otherShape.expected = output.shape
    let v = sampling.cotangent(output.shape)
    cotangent = Tensor(shape: v.shape, scalars: v.storage.map { $0 })
    let repeated = subject.run(subject.point).output
    gradients = run.pullback(v)
    let (names, gradients) = (subject.names, gradients)

    if gradients.count != names.count {
      faults.append(.count(expected: names.count, found: gradients.count))
    }
    faults += zip(names, point).compactMap { Fault(name: $0, value: $1) }
    if !repeated.isIdentical(to: run.output) { faults.append(.nonDeterministic) }
    for (name, (before, after)) in zip(names, zip(point, run.inputs()))
    where !after.isIdentical(to: before) { faults.append(.changesInput(name)) }
    if !v.isIdentical(to: cotangent) { faults.append(.changesCotangent) }
    for (name, (again, gradient)) in zip(names, zip(run.pullback(cotangent), gradients))
    where !again.isIdentical(to: gradient) { faults.append(.notRepeatable(input: name)) }
    let shapes = zip(names, zip(point, gradients)).filter { $1.0.shape != $1.1.shape }
    faults += shapes.map { .shape(input: $0, expected: $1.0.shape, found: $1.1.shape) }
    guard shapes.isEmpty, faults.isEmpty else {
      spreads = point.map { .zeros($0.shape) }
      return
    }
    spreads = Self.spreads(of: gradients, subject, cotangent, &sampling)
  }

  /// The largest change of each entry over three nudges of the inputs and of the cotangent, which
  /// shows the rounding of a backward pass whose inputs are saturated. A change beyond 10⁻⁷ is no
  /// rounding: a tie was broken, a kink crossed. But where all is small, a number may have been near
  /// 1 on its way, as in a softmax that is all but certain, and have kept the rounding from there.
  private static func spreads(
    of gradients: [Tensor<Double>], _ subject: Subject, _ v: Tensor<Double>,
    _ sampling: inout Sampling
  ) -> [Tensor<Double>] {
    var spreads = gradients.map { [Double](repeating: 0, count: $0.count) }
    let largest = gradients.map(\.rootMeanSquare).max() ?? 0
    for _ in 0..<3 {
      let point = subject.point.map { sampling.nudged($0) }
      let run = subject.run(point)
      guard subject.otherShape.admits(run.output) else { continue }
      let moved = run.pullback(sampling.nudged(v))
      for (i, (gradient, other)) in zip(gradients, moved).enumerated()
      where other.shape == gradient.shape {
        let scale = gradient.rootMeanSquare
        // Beside large gradients, the rounding of what cancels is as large as theirs.
        let most = max(1e-7 * scale, Entry.unseen, 0x1p-40 * largest)
        for (j, (a, b)) in zip(gradient.storage, other.storage).enumerated()
        where abs(a - b) <= max(1e-7 * abs(a), most) {
          spreads[i][j] = max(spreads[i][j], abs(a - b))
        }
      }
    }
    return zip(gradients, spreads).map { Tensor(shape: $0.shape, scalars: $1) }
  }

  /// Gradients that are not as many, or of other shapes, than those of the first cotangent.
  private func otherShapes(_ results: [[Tensor<Double>]], _ names: [String]) -> [Fault] {
    if let other = results.first(where: { $0.count != names.count }) {
      return [.count(expected: names.count, found: other.count)]
    }
    return names.indices.compactMap { i in
      let shape = gradients[i].shape
      return results.first { $0[i].shape != shape }.map {
        .shape(input: names[i], expected: shape, found: $0[i].shape)
      }
    }
  }

  /// Holds the pullback to B(0) = 0 and B(αv + βw) = αB(v) + βB(w), for the inputs that are not
  /// flat: where the gradient is zero but for its rounding, that is not linear.
  func linearityFaults(_ names: [String], isFlat: [Bool], _ sampling: inout Sampling) -> [Fault] {
    let (alpha, beta) = (0.75, -1.5)
    let w = sampling.cotangent(cotangent.shape)
    let ofZero = pullback(.zeros(cotangent.shape))
    let ofSum = pullback(alpha * cotangent + beta * w)
    let ofOther = pullback(w)
    let shapes = otherShapes([ofZero, ofSum, ofOther], names)
    if !shapes.isEmpty { return shapes }
    return names.indices.compactMap { i in
      let parts = zip(gradients[i].storage, ofOther[i].storage).map { (alpha * $0, beta * $1) }
      let size = parts.reduce(0) { max($0, abs($1.0) + abs($1.1)) }
      let rounding = spreads[i].storage.reduce(0, max)
      guard size.isFinite else { return nil }
      if ofZero[i].storage.contains(where: { $0 != 0 }) { return .zeroNotKept(input: names[i]) }
      // A gradient has a term an output, each of which may have kept the rounding of numbers near
      // 1, enlarged by what follows: the size of that nobody knows where all derivatives are small.
      let kept = Entry.unseen * Double(cotangent.count).squareRoot()
      let tolerance = 1e-10 * size + 100 * rounding + kept
      let isLinear = zip(ofSum[i].storage, parts).allSatisfy { sum, part in
        abs(sum - (part.0 + part.1)) <= tolerance
      }
      return isLinear || isFlat[i] ? nil : .notLinear(input: names[i])
    }
  }
}
