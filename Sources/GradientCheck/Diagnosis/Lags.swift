// An element that stands at one index of an axis reaches outputs at other indices of it: those of a
// window, or of all later steps of a sequence. The distance from one to the other is a lag; a mistake
// that forgets the state forgets the larger ones.

import Gradus

extension Evidence {
  var lagMistakes: [Proposal] {
    let forgotten = value.shape.indices.flatMap { axis in
      output.shape.indices.flatMap { forgottenLags(along: axis, ofOutput: $0) }
    }
    return forgotten + output.shape.indices.flatMap(truncated)
  }

  private func forgottenLags(along axis: Int, ofOutput outputAxis: Int) -> [Proposal] {
    let length = value.shape[axis]
    guard length > 2, output.shape[outputAxis] == length else { return [] }
    func lag(from offset: Int, to k: Int) -> Int {
      output.shape.index(at: k, along: outputAxis) - value.shape.index(at: offset, along: axis)
    }
    let lags = columns.flatMap { offset, column in column.reached.map { lag(from: offset, to: $0) }
    }
    guard let least = lags.min(), let greatest = lags.max(), greatest > least else { return [] }
    func keeping(
      _ kind: Diagnosis.Kind, _ phrase: String, _ isKept: (_ lag: Int) -> Bool
    ) -> Proposal {
      testing(kind, phrase) { place in
        share(at: place) { isKept(lag(from: place.offset, to: $0)) }
      }
    }
    // A sequence: what comes in reaches its own step and later ones, or earlier ones.
    if least == 0 || greatest == 0, greatest - least > 1 {
      return (1...greatest - least).map { reach in
        keeping(
          .truncated,
          "cut off after \(reach == 1 ? "one step" : "\(reach) steps") of axis \(axis): what later "
            + "steps get through the state is missing"
        ) { abs($0) < reach }
      }
    }
    return [least, greatest].map { end in
      keeping(
        .shareMissing,
        "the share of the outputs \(abs(end)) \(end < 0 ? "before" : "after") an element along axis "
          + "\(axis) is missing: a window cut short"
      ) { $0 != end }
    }
  }

  /// A parameter has no step of its own; but the first step's outputs have no earlier ones.
  private func truncated(along axis: Int) -> [Proposal] {
    let length = output.shape[axis]
    guard length > 2, length <= 16, isSequence(along: axis) else { return [] }
    let steps = (0..<length).map { shares(of: $0, along: axis) }
    let isRight = steps.map { shares in
      shares.allSatisfy { abs($0.a - $0.n.value) <= 3 * $0.place.bound + $0.n.error }
    }
    // A step that the input does not reach is neither right nor wrong.
    let isReached = steps.map { shares in shares.contains { abs($0.n.value) > 1e3 * $0.n.error } }
    guard let first = isRight.firstIndex(of: false), !isRight[first...].contains(true),
      zip(isRight, isReached).contains(where: { $0 && $1 })
    else { return [] }
    let rightSteps = first == 1 ? "the first step" : "the first \(first) steps"
    return [
      stating(
        .truncated,
        "right for the outputs of \(rightSteps) of axis \(axis), wrong for all later ones: what comes "
          + "through earlier steps is missing or wrong")
    ]
  }

  /// Whether some input has the axis too, and reaches its own step of it and later ones only.
  private func isSequence(along axis: Int) -> Bool {
    let length = output.shape[axis]
    return subject.point.enumerated().contains { input, x in
      x.shape.indices.contains { own in
        x.shape[own] == length
          && [0, length / 2, length - 1].allSatisfy { step in
            let reached = column(input, step * x.shape.stride(of: own))?.reached ?? []
            // From its own step on, without a gap, to the end.
            return Set(reached.map { output.shape.index(at: $0, along: axis) })
              == Set(step..<length)
          }
      }
    }
  }
}
