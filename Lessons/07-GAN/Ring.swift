// Mode collapse, provoked: a generator that should cover eight heaps on a ring, once in turns with
// its judge and once with many steps for each of the judge's. After Metz et al. (2017).

import Datasets
import Gradus
import LessonKit
import Plot

/// What two generators cover on the way.
struct Ring: Codable {
  /// Points of the ring, to draw below the fakes: along both axes.
  let real: [[Float]]
  var looks: [Look] = []

  struct Look: Codable {
    let name: String
    let rounds: Int
    /// How many heaps are covered, and the share of fakes in one.
    let heaps: Int
    let share: Double
    let fakes: [[Float]]
  }

  /// Points `[2, count]` to a thousandth, which is finer than a pixel.
  static func drawn(_ points: Tensor<Float>) -> [[Float]] {
    (0..<2).map { axis in points.slice(at: axis).scalars.map { (1_000 * $0).rounded() / 1_000 } }
  }
}

extension GAN {
  /// A pair that has not been trained.
  static func ringPair(using random: inout RandomGenerator) -> Adversaries {
    let G = Sequential<Float> {
      Linear(16, 64, using: &random)
      ReLU()
      Linear(64, 64, using: &random)
      ReLU()
      Linear(64, 2, using: &random)
    }
    let D = Sequential<Float> {
      Linear(2, 64, using: &random)
      LeakyReLU(slope: 0.2)
      Linear(64, 64, using: &random)
      LeakyReLU(slope: 0.2)
      Linear(64, 1, using: &random)
    }
    return Adversaries(G, D, noise: 16, rates: (1e-3, 1e-3))
  }

  /// Trains a pair in turns, and one whose generator takes ten steps for each of the discriminator;
  /// draws what both cover on the way.
  func collapse(into record: inout RunRecord, using random: inout RandomGenerator) throws {
    let looks = 6
    let rounds = options.sized(full: 3_000, quick: 240)
    // Which heap a greedy generator is near changes from round to round.
    let found = try record.result("ring", within: 0.02) {
      trained([("in turns", 1, rounds), ("greedy", 10, rounds)], looks, using: &random)
    }
    var table = Table(
      .text("training"), .number("rounds", "%'d"), .number("heaps covered", "%d"),
      .number("fakes in heaps", "%.1p"))
    for look in found.looks { table.add(look.name, look.rounds, look.heaps, look.share) }
    let covered = found.looks.map(\.heaps)
    record.table("ring", table)
    record.number("ring.turns.heaps", covered[looks - 1], agreement: .full(relative: 0.3))
    record.number(
      "ring.greedy.heaps", covered.suffix(looks).max() ?? 0, agreement: .full(relative: 1))
    print("Eight heaps on a ring\n\(table)\n")
    let figure = Figure(columns: looks, sharing: .both, size: Size(width: 900, height: 330)) {
      for (k, look) in found.looks.enumerated() {
        panel(
          "\(Double(look.rounds), "%'d") rounds: \(look.heaps)/8",
          row: k % looks == 0 ? look.name : "", found.real, look.fakes)
      }
    }
    try record.draw(
      "ring.png", figure,
      alt: """
        Two rows of \(looks) plots of points in the plane, eight grey heaps on a ring in each. In \
        the upper row, trained in turns, the fakes cover \
        \(covered.prefix(looks).map(String.init).joined(separator: ", ")) heaps. In the lower, \
        with ten steps of the generator for each of the discriminator, they are in one place at a \
        time, and cover \(covered.suffix(looks).map(String.init).joined(separator: ", ")).
        """)
  }

  /// Trains pairs in these ways, so many steps of the generator for each of the discriminator and
  /// so many rounds, and looks at each so many times.
  func trained(
    _ ways: [(name: String, stepsOfG: Int, rounds: Int)], _ looks: Int,
    using random: inout RandomGenerator
  ) -> Ring {
    let progress = ProgressLine("ring", of: ways.map { $0.stepsOfG * $0.rounds }.reduce(0, +))
    defer { progress.end() }
    let ring = GaussianRing()
    var found = Ring(real: Ring.drawn(ring.points(500, using: &random)))
    for (name, stepsOfG, rounds) in ways {
      var pair = Self.ringPair(using: &random)
      for round in 1...rounds {
        _ = pair.trainDiscriminator(on: ring.points(128, using: &random), using: &random)
        for _ in 0..<stepsOfG { _ = pair.trainGenerator(128, using: &random) }
        progress.advance(by: stepsOfG)
        guard round * looks % rounds == 0 else { continue }
        let fakes = pair.G(pair.noise(1_000, using: &random), .evaluation).value
        let (heaps, share) = ring.coverage(by: fakes)
        found.looks.append(
          Ring.Look(
            name: name, rounds: round, heaps: heaps, share: share, fakes: Ring.drawn(fakes)))
      }
    }
    return found
  }

  /// Real points in grey below fakes in red.
  private func panel(
    _ title: String, row: String, _ real: [[Float]], _ fakes: [[Float]]
  ) -> Axes {
    func cloud(_ points: [[Float]], _ color: Color, _ radius: Double) -> Scatter {
      Scatter(
        x: points[0].map(Double.init), y: points[1].map(Double.init), color: color,
        radius: radius)
    }
    return Axes(
      title, x: .linear("", -3...3, ticks: .none), y: .linear(row, -3...3, ticks: .none),
      equalAspect: true
    ) {
      cloud(real, Color(hex: 0x9E9E9E), 2.5)
      cloud(fakes, .vermilion, 1)
    }
  }
}
