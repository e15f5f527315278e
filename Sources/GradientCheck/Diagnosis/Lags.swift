// An element that stands at one index of an axis reaches outputs at other indices of it: those of a
// window, or of all later steps of a sequence. The distance from one to the other is a lag; a mistake
// that forgets the state forgets the larger ones.

import Gradus

extension Pattern {
  static let lags: [Pattern] = [
    Pattern { e in
      e.value.shape.indices.flatMap { axis -> [Proposal] in
        e.output.shape.indices.flatMap { outputAxis -> [Proposal] in
          let length = e.value.shape[axis]
          guard length > 2, e.output.shape[outputAxis] == length else { return [] }
          func lag(_ place: Int, _ k: Int) -> Int {
            e.output.shape.index(at: k)[outputAxis]
              - e.value.shape.index(at: e.places[place].offset)[axis]
          }
          let lags = Set(
            e.columns.flatMap { place, column in column.reached.map { lag(place, $0) } })
          guard let least = lags.min(), let greatest = lags.max(), greatest > least else {
            return []
          }
          func keeping(
            _ kind: Diagnosis.Kind, _ phrase: String, _ isKept: @escaping (Int) -> Bool
          ) -> Proposal {
            e.testing(kind, phrase) { place in
              e.sum(at: place) { isKept(lag(place, $0)) ? e.cotangent.storage[$0] : 0 }
            }
          }
          // A sequence: what comes in reaches its own step and later ones, or earlier ones.
          let isSequence = (least == 0 || greatest == 0) && greatest - least > 1
          if isSequence {
            return (1...greatest - least).map { reach in
              keeping(
                .truncated,
                "cut off after \(reach == 1 ? "one step" : "\(reach) steps") of axis \(axis): what "
                  + "later steps get through the state is missing"
              ) { abs($0) < reach }
            }
          }
          return [least, greatest].map { end in
            keeping(
              .shareMissing,
              "the share of the outputs \(abs(end)) \(end < 0 ? "before" : "after") an element along "
                + "axis \(axis) is missing: a window cut short"
            ) { $0 != end }
          }
        }
      }
    },
    Pattern { e in
      // A parameter has no step of its own; but the first step's outputs have no earlier ones.
      e.output.shape.indices.flatMap { axis -> [Proposal] in
        let length = e.output.shape[axis]
        guard length > 2, length <= 16, e.isSequence(along: axis) else { return [] }
        var isRight: [Bool] = []
        var hasProof = false
        for step in 0..<length {
          let v = Tensor(
            shape: e.output.shape,
            scalars: e.cotangent.storage.enumerated().map { k, v in
              e.output.shape.index(at: k)[axis] == step ? v : 0
            })
          let a = e.pullback(v)
          let compared = e.tested.compactMap { place in
            e.sum(at: place) { v.storage[$0] }.map { n in
              (a: a.storage[e.places[place].offset], n: n.value, place: place, error: n.error)
            }
          }
          let agrees = compared.allSatisfy {
            abs($0.a - $0.n) <= 3 * e.places[$0.place].bound + $0.error
          }
          // A step that the input does not reach is neither right nor wrong.
          let isReached = compared.contains { abs($0.n) > 1e3 * $0.error }
          isRight.append(agrees)
          hasProof = hasProof || agrees && isReached
        }
        guard let first = isRight.firstIndex(of: false), hasProof,
          !isRight[first...].contains(true)
        else { return [] }
        let steps = first == 1 ? "the first step" : "the first \(first) steps"
        return [
          e.predicting(
            .truncated,
            "right for the outputs of \(steps) of axis \(axis), wrong for all later ones: what comes "
              + "through earlier steps is missing or wrong", tier: .vague, \.analytic)
        ]
      }
    },
  ]
}

extension Evidence {
  /// Whether some input has the axis too, and reaches its own step of it and later ones only.
  fileprivate func isSequence(along axis: Int) -> Bool {
    let length = output.shape[axis]
    return subject.point.enumerated().contains { input, x in
      x.shape.indices.contains { own in
        guard x.shape[own] == length else { return false }
        let stride = x.shape[(own + 1)...].reduce(1, *)
        let earliest = [0, length / 2, length - 1].map { step -> Int? in
          let column = Column(
            subject, input, step * stride, at: subject.point, exponent: -9, v: cotangent)
          let steps = Set(column?.reached.map { output.shape.index(at: $0)[axis] } ?? [])
          // From its own step on, without a gap, to the end.
          return steps == Set(step..<length) ? step : nil
        }
        return !earliest.contains(nil)
      }
    }
  }
}
