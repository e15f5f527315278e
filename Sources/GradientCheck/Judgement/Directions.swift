// Derivatives along directions: random ones, in which every entry has its say, and those of the adjoint
// identity.

import Gradus

extension Examination {
  /// The gradient along a random direction of ±1, in which every entry of an input has its say.
  mutating func projection(_ compared: ComparedGradient, _ survey: NoiseOfLoss) -> Entry {
    let i = compared.input
    let signs = sampling.signs(subject.point[i].shape)
    let direction = signs / Double(signs.count).squareRoot()
    let directions = subject.directions(i, direction)
    let n = subject.numeric(along: directions, contractedWith: run.cotangent, noise: survey.level)
    let terms = zip(run.gradients[i].storage, direction.storage).map { $0 * $1 }
    let sum = Subject.Directional(terms: terms)
    let spread = zip(run.spreads[i].storage, direction.storage).reduce(0) { $0 + abs($1.0 * $1.1) }
    return Entry(
      index: [], analytic: sum.value, numeric: n,
      forward: subject.directional?(directions, run.cotangent).value,
      allowance: rounding(of: n.magnitude + sum.magnitude) + 2 * spread,
      scale: terms.rootMeanSquare * Double(terms.count).squareRoot(), isZero: compared.isZero,
      largest: largest)
  }

  /// ⟨v, J·u⟩ = ⟨Jᵀ·v, u⟩ for random directions u through all inputs at once; where it does not
  /// hold, the numeric derivative along u tells who is wrong, if it can see as closely.
  ///
  /// Every term of the two sums may have lost ``Entry/lost`` on its way. The signs of u and v are
  /// random, so that what m terms have lost adds up to √m times as much, however the losses hang
  /// together: E(Σ u·e)² = Σ e².
  mutating func adjointFault() -> Fault? {
    guard let directional = subject.directional else { return nil }
    for _ in 0..<2 {
      let u = subject.point.map { sampling.signs($0.shape) }
      let forward = directional(u, run.cotangent)
      let terms = zip(run.gradients, u).flatMap { zip($0.storage, $1.storage).map { $0 * $1 } }
      let reverse = Subject.Directional(terms: terms)
      let spread = run.spreads.reduce(0) { $0 + $1.storage.reduce(0, +) }
      let rounding = rounding(of: reverse.magnitude + forward.magnitude) + 2 * spread
      let lost = Entry.lost * Double(terms.count + run.cotangent.count).squareRoot()
      let distance = abs(forward.value - reverse.value)
      if distance <= 10 * max(rounding, lost) { continue }
      let length = Double(terms.count).squareRoot()
      let n = subject.numeric(along: u.map { $0 / length }, contractedWith: run.cotangent)
      let unseen = Entry.unseen * Double(run.cotangent.count).squareRoot()
      guard distance > length * max(n.error, 10 * unseen) else { return .notAdjoint(wrong: nil) }
      let numeric = length * n.value
      let (toForward, toReverse) = (abs(numeric - forward.value), abs(numeric - reverse.value))
      if toForward <= toReverse / 10 { return .notAdjoint(wrong: .reverse) }
      if toReverse <= toForward / 10 { return .notAdjoint(wrong: .forward) }
      return .notAdjoint(wrong: nil)
    }
    return nil
  }
}
