// Mode collapse, provoked: a generator that should cover eight heaps on a ring, once in turns with
// its judge and once with many steps for each of the judge's. After Metz et al. (2017).

import Datasets
import Gradus
import LessonKit
import Plot

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
    let ring = GaussianRing()
    let looks = 6
    let ways = [("in turns", 1, 3_000), ("greedy", 10, 1_500)]
    let progress = ProgressLine("ring", of: ways.map { $0.1 * $0.2 }.reduce(0, +))
    var table = Table(
      .text("training"), .number("rounds", "%'d"), .number("heaps covered", "%d"),
      .number("fakes in heaps", "%.1p"))
    var panels: [Plot.Axes] = []
    var covered: [Int] = []
    let real = ring.points(500, using: &random)
    for (name, stepsOfG, rounds) in ways {
      var pair = Self.ringPair(using: &random)
      for round in 1...rounds {
        _ = pair.trainDiscriminator(on: ring.points(128, using: &random), using: &random)
        for _ in 0..<stepsOfG { _ = pair.trainGenerator(128, using: &random) }
        progress.advance(by: stepsOfG)
        guard round * looks % rounds == 0 else { continue }
        let fakes = pair.G(pair.noise(1_000, using: &random), .evaluation).value
        let (heaps, share) = ring.coverage(by: fakes)
        table.add(name, round, heaps, share)
        covered.append(heaps)
        panels.append(panel("\(name), \(Double(round), "%'d") rounds", real, fakes))
      }
    }
    progress.end()
    record.table("ring", table)
    // Which heap a greedy generator is near changes from round to round.
    record.number("ring.turns.heaps", covered[looks - 1], agreement: .full(relative: 0.3))
    record.number(
      "ring.greedy.heaps", covered.suffix(looks).max() ?? 0, agreement: .full(relative: 1))
    print("Eight heaps on a ring\n\(table)\n")
    let figure = Figure(columns: looks, sharing: .both, size: Size(width: 900, height: 330)) {
      for panel in panels { panel }
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

  /// Real points in grey below fakes in red.
  private func panel(
    _ title: String, _ real: Tensor<Float>, _ fakes: Tensor<Float>
  ) -> Plot.Axes {
    func cloud(_ points: Tensor<Float>, _ color: Color, _ radius: Double) -> Scatter {
      let points = Tensor<Double>(points)
      return Scatter(
        x: points.slice(at: 0).scalars, y: points.slice(at: 1).scalars, color: color,
        radius: radius)
    }
    return Axes(
      title, x: .linear("", -3...3, ticks: .none), y: .linear("", -3...3, ticks: .none)
    ) {
      cloud(real, Color(hex: 0x9E9E9E), 2.5)
      cloud(fakes, .vermilion, 1)
    }
  }
}
