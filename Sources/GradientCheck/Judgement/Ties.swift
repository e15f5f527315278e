// Entries on a kink that they share, as those of a tie are. Each may lie between its own two slopes
// and all of them together still be no subgradient: at max(x₁, x₂) with x₁ = x₂ both may be 1, or
// both 0, one at a time, but their sum must be 1. So they are also moved together and against each
// other, and a·d is held to the slopes along d, on the point and around it: a subgradient is a mean
// of gradients from nearby (Clarke, Optimization and Nonsmooth Analysis, 1983, §2.5), whichever
// of them a convention chooses.

import Gradus

/// The directions in which entries that share a kink move.
struct Ties {
  /// An element of an input.
  struct Place {
    let input, offset: Int
  }

  /// Some places, each with +1 or −1.
  struct Direction {
    var moves: [(place: Place, sign: Double)]
  }

  /// How many entries are looked at, and how many directions are taken.
  private static let (mostPlaces, mostDirections) = (24, 32)

  let directions: [Direction]
  private let subject: Subject
  private let v: [Double]

  /// Finds out which of the places share a kink.
  ///
  /// - Parameter gradients: those under test, whose signs make a direction too.
  init(
    _ places: [Place], of subject: Subject, contractedWith cotangent: Tensor<Double>,
    gradients: [Tensor<Double>]
  ) {
    self.subject = subject
    v = cotangent.scalars
    let places = Array(places.prefix(Self.mostPlaces))
    let pairs = Self.sharing(places, subject, v)
    var found: [Direction] = []
    for group in Self.groups(count: places.count, joinedBy: pairs) where group.count > 1 {
      func direction(_ sign: (Int) -> Double) -> Direction {
        Direction(moves: group.map { (places[$0], sign($0)) }.filter { $0.1 != 0 })
      }
      func gradient(_ k: Int) -> Double {
        gradients[places[k].input].storage[places[k].offset]
      }
      found.append(direction { _ in 1 })
      if group.count > 2 {
        let signs = direction { gradient($0) > 0 ? 1 : gradient($0) < 0 ? -1 : 0 }
        if signs.moves.count > 1 { found.append(signs) }
      }
      for (i, j) in pairs where group.contains(i) {
        for sign in group.count > 2 ? [1.0, -1] : [-1] {
          found.append(Direction(moves: [(places[i], 1), (places[j], sign)]))
        }
      }
    }
    directions = Array(found.prefix(Self.mostDirections))
  }

  /// The pairs that do more, or less, together than one after the other.
  private static func sharing(
    _ places: [Place], _ subject: Subject, _ v: [Double]
  ) -> [(Int, Int)] {
    guard places.count > 1 else { return [] }
    // A maximum shows it on the way up, a minimum on the way down.
    let found = [0x1p-16, -0x1p-16].map { step in
      func outputs(_ moved: [Int]) -> [Double] {
        subject.outputs(moving: moved.map { (places[$0], step) })
      }
      let still = outputs([])
      let alone = places.indices.map { outputs([$0]) }
      return places.indices.map { i in
        places.indices.map { j in
          guard i < j else { return false }
          let both = outputs([i, j])
          var (mixed, most) = (0.0, 0.0)
          for k in v.indices {
            let moves = (alone[i][k] - still[k], alone[j][k] - still[k])
            mixed += abs(v[k] * (both[k] - still[k] - moves.0 - moves.1))
            most += abs(v[k]) * max(abs(moves.0), abs(moves.1), abs(both[k] - still[k]))
          }
          return mixed > 1e-2 * most
        }
      }
    }
    return places.indices.flatMap { i in
      places.indices.filter { found[0][i][$0] || found[1][i][$0] }.map { (i, $0) }
    }
  }

  /// What is connected by pairs.
  private static func groups(count: Int, joinedBy pairs: [(Int, Int)]) -> [[Int]] {
    var leader = Array(0..<count)
    for (i, j) in pairs {
      let (old, new) = (leader[j], leader[i])
      for k in leader.indices where leader[k] == old { leader[k] = new }
    }
    return Dictionary(grouping: 0..<count) { leader[$0] }.values.sorted { $0[0] < $1[0] }
  }

  /// The derivative along a direction and, where that depends on where near the point it is taken,
  /// all that it may be.
  func derivative(
    along direction: Direction, contractedWith cotangent: Tensor<Double>,
    _ sampling: inout Sampling
  ) -> NumericDerivative {
    var n = subject.numeric(along: tensors(direction), contractedWith: cotangent)
    let nearby = slopes(along: direction, &sampling)
    let ends = [n.subgradients?.range, nearby].compactMap { $0 }
    guard let low = ends.map(\.lowerBound).min(), let high = ends.map(\.upperBound).max() else {
      return n
    }
    let scale = max(abs(low), abs(high))
    if n.regularity == .smooth, high - low <= 1e-3 * scale { return n }
    // Slopes from nearby are those of the point but for the function's bend.
    let margin = 1e-4 * scale
    n.regularity = .kink
    n.subgradients = Subgradients(
      range: low - margin...high + margin, error: 1e-3 * NumericDerivative.tolerance * scale)
    return n
  }

  /// From the least Σ v·slope to the greatest around the point, every output by itself; nil where a
  /// value is not finite.
  private func slopes(
    along direction: Direction, _ sampling: inout Sampling
  ) -> ClosedRange<Double>? {
    let (far, near) = (0x1p-18, 0x1p-23)
    let signs = direction.moves.map(\.sign)
    let random = (0..<6).map { _ in sampling.uniform(signs.count) }
    let ends = ([signs, signs.map { -$0 }] + random).map { start in
      [-1.0, 1].map { side in
        subject.outputs(
          moving: zip(direction.moves, start).map { move, start in
            (move.place, far * start + side * near * move.sign)
          })
      }
    }
    return Subgradients.range(of: ends.map { ($0[0], $0[1]) }, contractedWith: v, step: 2 * near)
  }

  /// The direction as tensors of the inputs' shapes.
  func tensors(_ direction: Direction) -> [Tensor<Double>] {
    subject.point.indices.map { input in
      var scalars = [Double](repeating: 0, count: subject.point[input].count)
      for (place, sign) in direction.moves where place.input == input {
        scalars[place.offset] = sign
      }
      return Tensor(shape: subject.point[input].shape, scalars: scalars)
    }
  }
}

extension Subject {
  /// The outputs with some elements moved.
  fileprivate func outputs(moving moves: [(place: Ties.Place, by: Double)]) -> [Double] {
    var scalars = point.map(\.scalars)
    for (place, step) in moves { scalars[place.input][place.offset] += step }
    return sample(at: zip(point, scalars).map { Tensor(shape: $0.shape, scalars: $1) }).values
  }
}
