// Mode collapse, provoked: a generator that should cover eight heaps on a ring, in turns with its
// judge and with ten steps for each of the judge's. After Metz et al. (2017).

import Datasets
import Gradus
import LessonKit
import Plot
import TensorPlots

/// What a generator makes at some time of its training.
struct Look: Codable {
  let rounds: Int
  /// How many heaps are covered, and the share of fakes in one.
  let heaps: Int
  let share: Double
  /// The fakes along both axes; none where they are not drawn.
  let fakes: [[Float]]
}

/// Some real points, and what generators made in turns and greedily, seed by seed, look by look.
private struct Ring: Codable {
  let real: [[Float]]
  let turns, greedy: [[Look]]
}

extension GAN {
  /// A pair for points in the plane that has not been trained.
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

  /// Trains a pair for the ring and looks at it six times.
  ///
  /// - Parameters:
  ///   - stepsOfG: how many steps the generator takes for each of the discriminator.
  ///   - rounds: how many steps the discriminator takes, a multiple of 6.
  static func ringLooks(
    stepsOfG: Int, rounds: Int, keepingFakes: Bool = true, using random: inout RandomGenerator
  ) -> [Look] {
    let ring = GaussianRing()
    var pair = ringPair(using: &random)
    return (1...6).map { look in
      for _ in 0..<rounds / 6 {
        _ = pair.trainDiscriminator(on: ring.points(128, using: &random), using: &random)
        for _ in 0..<stepsOfG { _ = pair.trainGenerator(128, using: &random) }
      }
      let fakes = pair.G(pair.noise(1_000, using: &random), .evaluation).value
      let (heaps, share) = ring.coverage(by: fakes)
      return Look(
        rounds: look * rounds / 6, heaps: heaps, share: share,
        fakes: keepingFakes ? coordinates(of: fakes) : [])
    }
  }

  /// Points `[2, count]` to a thousandth, which is finer than a pixel.
  private static func coordinates(of points: Tensor<Float>) -> [[Float]] {
    (0..<2).map { axis in points.slice(at: axis).scalars.map { (1_000 * $0).rounded() / 1_000 } }
  }

  /// Records what pairs trained in both ways cover; draws it of the first of either way.
  func collapse(into record: inout RunRecord, using random: inout RandomGenerator) throws {
    let seeds = options.sized(full: 3, quick: 1)
    let rounds = options.sized(full: 3_000, quick: 240)
    let found = try record.result("ring", within: 0.02) {
      rings(rounds: rounds, seeds: seeds, using: &random)
    }
    let ways = [("in turns", found.turns), ("greedy", found.greedy)]
    record.recipe(
      "ring",
      Recipe(
        loss: "cross-entropy of D, $-\\log D$ of G", data: "points of the ring, drawn anew",
        rule: "Adam at a rate of 0.001, β₁ = 0.5", batch: "128", steps: "\(rounds, "%'d") rounds",
        seeds: "\(seeds)"))
    record.show(
      "ring", "Eight heaps on a ring, seed by seed",
      columns: [
        "rounds %'d", "in turns: heaps covered", "fakes in heaps %.0p", "greedy: heaps covered",
        "fakes in heaps %.0p",
      ],
      rows: (0..<6).map { k in
        [found.turns[0][k].rounds]
          + ways.flatMap { _, looks -> [any TableValue] in
            [
              looks.map { "\($0[k].heaps)" }.joined(separator: ", "),
              looks.map { $0[k].share }.median,
            ]
          }
      })
    record.claim(
      "ring.turns", "in turns every seed covers at least seven of the eight heaps in the end",
      found.turns.allSatisfy { $0[5].heaps >= 7 })
    record.claim(
      "ring.greedy", "no greedy generator covers more than two heaps at any of the six looks",
      found.greedy.joined().allSatisfy { $0.heaps <= 2 })
    let figure = Figure(columns: 3, sharing: .both, size: Size(width: 480, height: 680)) {
      for (way, looks) in ways {
        for (k, look) in looks[0].enumerated() {
          Axes(
            "\(look.rounds, "%'d") rounds: \(look.heaps)/8",
            x: .linear("", -3...3, ticks: .none),
            y: .linear(k % 3 == 0 ? way : "", -3...3, ticks: .none), equalAspect: true
          ) {
            Scatter(x: found.real[0], y: found.real[1], color: .ink, radius: 1.6)
            Scatter(x: look.fakes[0], y: look.fakes[1], color: .vermilion, radius: 1)
          }
        }
      }
    }
    try record.draw("ring.png", figure)
  }

  /// Trains pairs in both ways from several seeds; the fakes of the first are kept.
  private func rings(
    rounds: Int, seeds: Int, using random: inout RandomGenerator
  ) -> Ring {
    let progress = ProgressLine("ring", of: 2 * seeds)
    defer { progress.end() }
    func looks(_ stepsOfG: Int) -> [[Look]] {
      (0..<seeds).map { seed in
        defer { progress.advance() }
        return Self.ringLooks(
          stepsOfG: stepsOfG, rounds: rounds, keepingFakes: seed == 0, using: &random)
      }
    }
    return Ring(
      real: Self.coordinates(of: GaussianRing().points(500, using: &random)), turns: looks(1),
      greedy: looks(10))
  }
}
