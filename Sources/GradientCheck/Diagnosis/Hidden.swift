// A factor of every unit and every example, somewhere inside: a hidden layer's derivative. The share
// of a single example in the gradient of a matrix of weights is an outer product, and such a factor
// the same for all weights of a unit. Shares are told apart by the output's gradient, or where all
// outputs are summed, by running the function without an example.

import Foundation
import Gradus

extension Pattern {
  static let hidden: [Pattern] = [
    Pattern { e in
      guard e.value.rank == 2, e.value.shape[0] > 1, e.value.shape[1] > 1 else { return [] }
      let shares = e.sharesOfOutputs + e.sharesOfInputs
      return shares.flatMap { shares in
        [0, 1].flatMap { e.proposals(shares, units: $0) }
      }
    }
  ]
}

/// What each example contributes to the gradient under test and to the right one.
private struct Shares {
  /// The input whose axis the examples are an axis of, if it is known.
  var input: Int?
  var axis = 0

  /// How many examples there are.
  let count: Int

  /// An example's, for every tested place.
  let pairs: (_ example: Int) -> [(place: Int, a: Double, n: Predicted)]
}

extension Evidence {
  /// The shares of the indices of each axis of the output.
  fileprivate var sharesOfOutputs: [Shares] {
    output.shape.indices.filter { (2...32).contains(output.shape[$0]) }.map { axis in
      let stride = output.shape[(axis + 1)...].reduce(1, *)
      return Shares(count: output.shape[axis]) { [self] example in
        let v = Tensor(
          shape: output.shape,
          scalars: cotangent.storage.enumerated().map {
            $0 / stride % output.shape[axis] == example ? $1 : 0
          })
        let a = pullback(v)
        return tested.compactMap { place in
          sum(at: place) { v.storage[$0] }.map {
            (place: place, a: a.storage[places[place].offset], n: $0)
          }
        }
      }
    }
  }

  /// The shares of the examples of another input, in which an example of zeros has none.
  fileprivate var sharesOfInputs: [Shares] {
    guard output.count == 1 else { return [] }
    return subject.point.indices.filter { $0 != input && subject.point[$0].rank == 2 }.flatMap {
      other -> [Shares] in
      let x = subject.point[other]
      return [0, 1].filter {
        (2...16).contains(x.shape[$0]) && value.shape.contains(x.shape[1 - $0])
      }
      .map { axis in
        Shares(input: other, axis: axis, count: x.shape[axis]) { [self] example in
          let without = Tensor(
            shape: x.shape,
            scalars: x.storage.enumerated().map { offset, x0 in
              x.shape.index(at: offset)[axis] == example ? 0 : x0
            })
          let there = point(without, for: other)
          let run = subject.run(there)
          guard run.output.shape == output.shape else { return [] }
          let a = run.pullback(cotangent)[input]
          return tested.prefix(24).compactMap { place in
            slope(at: place, of: there).map { n in
              let here = places[place]
              return (
                place: place, a: here.analytic - a.storage[here.offset],
                n: Predicted(here.numeric - n.value, error: n.error + here.bound)
              )
            }
          }
        }
      }
    }
  }

  /// What a factor says that is one for every unit, an index of an axis of the weights, and every
  /// example.
  fileprivate func proposals(_ shares: Shares, units: Int) -> [Proposal] {
    var ratios: [(unit: Int, example: Int, ratio: Double)] = []
    var (compared, stopped) = (0, 0)
    for example in 0..<shares.count {
      let groups = Dictionary(grouping: shares.pairs(example)) {
        value.shape.index(at: places[$0.place].offset)[units]
      }
      for (unit, members) in groups {
        let largest = members.reduce(0) { max($0, abs($1.a)) }
        let known = members.filter { abs($0.n.value) > 1e3 * ($0.n.error + 1e-12 * largest) }
        guard let first = known.max(by: { abs($0.n.value) < abs($1.n.value) }) else {
          if members.contains(where: { abs($0.a) > 1e3 * $0.n.error }) { stopped += 1 }
          continue
        }
        let ratio = first.a / first.n.value
        for (_, a, n) in known {
          let error = 10 * (n.error + 2e-9 * abs(n.value)) * max(1, abs(ratio))
          guard abs(a - ratio * n.value) <= error else { return [] }
        }
        compared += known.count - 1
        ratios.append((unit, example, ratio))
      }
    }
    let (least, greatest) = (ratios.map(\.ratio).min() ?? 0, ratios.map(\.ratio).max() ?? 0)
    guard compared > 2, !ratios.isEmpty else { return [] }
    func proposal(_ kind: Diagnosis.Kind, _ phrase: String) -> Proposal {
      predicting(kind, phrase, tier: .vague, \.analytic)
    }
    if stopped > 0, greatest - least < 1e-6, abs(least - 1) < 1e-6 {
      return [proposal(.mask, "the mask of a hidden layer's rectifier is missing")]
    }
    // A weight of the examples is the same for all units, and one of the units for all examples.
    func varies(among key: KeyPath<(unit: Int, example: Int, ratio: Double), Int>) -> Bool {
      Dictionary(grouping: ratios) { $0[keyPath: key] }.values.contains {
        let ratios = $0.map(\.ratio)
        return (ratios.max() ?? 0) - (ratios.min() ?? 0) > 1e-3 * max(greatest, -least)
      }
    }
    guard varies(among: \.unit), varies(among: \.example), least > 0 else { return [] }
    guard least > 1 || greatest < 1 else {
      // Some units and examples may be right; what is wrong is a factor of a unit and an example.
      return [
        proposal(
          .localDerivative,
          "a factor of every example and index of axis \(units) of \(name), such as a hidden layer's "
            + "derivative, is another one: a/n is from \(least.short) to \(greatest.short)")
      ]
    }
    let what = least > 1 ? "is missing" : "is there twice"
    if let name = activation(ratios, shares, units: units) {
      return [proposal(.localDerivative, "\(name) of the hidden layer \(what)")]
    }
    return [
      proposal(
        .localDerivative,
        "a derivative of a hidden layer \(what): a/n is a number from \(least.short) to "
          + "\(greatest.short) for every example and unit")
    ]
  }

  /// The activation whose derivative the ratios are, of the sums z = Σ w·x that they belong to.
  private func activation(
    _ ratios: [(unit: Int, example: Int, ratio: Double)], _ shares: Shares, units: Int
  ) -> String? {
    let inputs = shares.input.map { [($0, shares.axis)] }
    let candidates =
      inputs ?? subject.point.indices.filter { $0 != input }.flatMap { [($0, 0), ($0, 1)] }
    for (other, axis) in candidates {
      let x = subject.point[other]
      guard x.rank == 2, x.shape[1 - axis] == value.shape[1 - units],
        x.shape[axis] == shares.count
      else { continue }
      let w = units == 0 ? value : value.transposed()
      let z = matmul(w, axis == 1 ? x : x.transposed())
      let biases = subject.point.filter { $0.count == w.shape[0] }.map { $0.scalars }
      for bias in [[Double](repeating: 0, count: w.shape[0])] + biases {
        for (name, slope) in Self.activations {
          let fits = ratios.allSatisfy { unit, example, ratio in
            let slope = slope(z[unit, example] + bias[unit])
            return abs(ratio * slope - 1) < 1e-5 || abs(ratio / slope - 1) < 1e-5
          }
          if fits { return name }
        }
      }
    }
    return nil
  }

  private static let activations: [(name: String, slope: @Sendable (Double) -> Double)] = [
    ("tanh′", { 1 - tanh($0) * tanh($0) }),
    (
      "σ′",
      { x in
        let y = 1 / (1 + exp(-x))
        return y * (1 - y)
      }
    ),
  ]
}
