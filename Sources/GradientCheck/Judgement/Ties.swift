// Entries on a kink that they share, as those of a tie are. Each may lie between its own two slopes
// and all of them together still be no subgradient: at max(x₁, x₂) with x₁ = x₂ both may be 1, or
// both 0, one at a time, but their sum must be 1. And a median of three equal numbers does not move
// with any one of them, and yet moves with two. So they are also moved together and against each
// other, and a·d is held to the slopes along d, on the point and around it: a subgradient is a mean
// of gradients from nearby (Clarke, Optimization and Nonsmooth Analysis, 1983, §2.5), whichever
// of them a convention chooses.

import Gradus

/// The directions in which entries that share a kink move.
struct Ties {
  /// Some elements, each with a weight.
  struct Direction { let moves: [(element: InputElement, weight: Double)] }

  /// Entries that share a kink, and the gradients nearby.
  struct Group {
    let elements: [InputElement]
    let slopes: NearbySlopes
    let directions: [Direction]
  }

  /// How many directions are taken of one group.
  private static let mostDirections = 32

  let groups: [Group]
  private let subject: Subject

  /// Finds out which entries share a kink.
  ///
  /// - Parameters:
  ///   - kinks: the entries that are on one by themselves.
  ///   - gradients: those under test, whose signs make a direction too.
  init(
    kinks: [InputElement], of subject: Subject, contractedWith cotangent: Tensor<Double>,
    gradients: [Tensor<Double>], _ sampling: inout Sampling
  ) {
    self.subject = subject
    let moves = TiedMoves(subject, cotangent)
    let candidates = moves.candidates(kinks: kinks, &sampling)
    groups = moves.groups(among: candidates, &sampling).map { elements in
      let slopes = NearbySlopes(of: elements, moves, &sampling)
      let gradient = elements.map { gradients[$0] }
      let directions = Self.directions(gradient, slopes)
      return Group(
        elements: elements, slopes: slopes,
        directions: directions.prefix(Self.mostDirections).map { weights in
          Direction(moves: zip(elements, weights).filter { $1 != 0 }.map { ($0, $1) })
        }.filter { !$0.moves.isEmpty })
    }
  }

  /// All together, with the gradient's signs, along it, from the nearest mean of gradients nearby to
  /// it, and pairs with and against each other.
  private static func directions(_ a: [Double], _ slopes: NearbySlopes) -> [[Double]] {
    let indices = a.indices
    var found = [a.map { _ in 1.0 }]
    if a.count > 2 { found.append(a.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }) }
    let size = a.largestMagnitude
    if size > 0, size.isFinite {
      found.append(a.map { $0 / size })
      let away = slopes.distance(to: a)
      let most = away.largestMagnitude
      if most > 1e-3 * size { found.append(away.map { $0 / most }) }
    }
    let neighbours = indices.dropLast().map { ($0, $0 + 1) }
    let others = indices.flatMap { i in indices.filter { $0 > i + 1 }.map { (i, $0) } }
    for (i, j) in neighbours + others {
      for sign in a.count > 2 ? [1.0, -1] : [-1] {
        found.append(indices.map { $0 == i ? 1 : $0 == j ? sign : 0 })
      }
    }
    return found
  }

  /// The derivative along a direction and, where that depends on where near the point it is taken,
  /// all that it may be.
  func derivative(
    along direction: Direction, in group: Group, contractedWith cotangent: Tensor<Double>
  ) -> NumericDerivative {
    var n = subject.numeric(along: tensors(direction), contractedWith: cotangent)
    let nearby = group.slopes.range(along: direction)
    let ends = [n.subgradients?.range, nearby].compactMap { $0 }
    guard let low = ends.map(\.lowerBound).min(), let high = ends.map(\.upperBound).max() else {
      return n
    }
    let scale = max(abs(low), abs(high), group.slopes.largest)
    if n.regularity == .smooth, high - low <= 1e-3 * scale { return n }
    // Slopes from nearby are those of the point but for the function's bend.
    let margin = 1e-4 * scale
    n.regularity = .kink
    n.subgradients = Subgradients(
      range: low - margin...high + margin, error: 1e-3 * NumericDerivative.tolerance * scale)
    return n
  }

  /// The direction as tensors of the inputs' shapes.
  private func tensors(_ direction: Direction) -> [Tensor<Double>] {
    direction.moves.reduce(subject.point.map { .zeros($0.shape) }) {
      $0.setting($1.element, to: $1.weight)
    }
  }
}
