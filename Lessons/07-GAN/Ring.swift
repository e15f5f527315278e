// Mode collapse, provoked: a generator that should cover eight heaps on a ring, once in turns with
// its judge and once with many steps for each of the judge's. After Metz et al. (2017).

import Foundation
import Gradus
import LessonKit
import Plot

/// Eight normal distributions on a ring.
struct Ring {
  static let (modes, radius, spread) = (8, 2.0, 0.05)

  /// The middle of a heap.
  static func center(_ mode: Int) -> (x: Double, y: Double) {
    let angle = 2 * Double.pi * Double(mode) / Double(modes)
    return (radius * cos(angle), radius * sin(angle))
  }

  /// Random points, `[2, count]`.
  static func points(_ count: Int, using random: inout RandomGenerator) -> Tensor<Float> {
    let centers = (0..<count).map { _ in center(random.integer(below: modes)) }
    let middles = Tensor<Float>([centers.map { Float($0.x) }, centers.map { Float($0.y) }])
    return middles + .normal([2, count], standardDeviation: spread, using: &random)
  }

  /// How many heaps have at least a hundredth of the points, and the share of the points that are in
  /// some heap, that is within 4 standard deviations of its middle.
  static func coverage(_ points: Tensor<Float>) -> (modes: Int, share: Double) {
    let count = points.shape[1]
    let heaps = (0..<count).compactMap { n in
      (0..<modes).first { mode in
        let middle = center(mode)
        return hypot(Double(points[0, n]) - middle.x, Double(points[1, n]) - middle.y) < 4 * spread
      }
    }
    let full = (0..<modes).count { mode in heaps.count { $0 == mode } * 100 >= count }
    return (full, Double(heaps.count) / Double(count))
  }

  /// A pair that has not been trained.
  static func pair(using random: inout RandomGenerator) -> Adversaries {
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
    return Adversaries(G, D, noise: 16, rate: 1e-3)
  }
}

extension GAN {
  /// Trains a pair in turns, and one whose generator takes ten steps for each of the discriminator;
  /// draws what both cover on the way.
  func collapse(into record: inout RunRecord, using random: inout RandomGenerator) throws {
    let looks = 6
    let ways = [("in turns", 1, 3_000), ("greedy", 10, 1_500)]
    let progress = ProgressLine("ring", of: ways.map { $0.1 * $0.2 }.reduce(0, +))
    var table = Table(
      .text("training"), .number("rounds", "%'d"), .number("heaps covered", "%d"),
      .number("fakes in heaps", "%.1p"))
    var panels: [Plot.Axes] = []
    var covered: [Int] = []
    let real = Ring.points(500, using: &random)
    for (name, stepsOfG, rounds) in ways {
      var pair = Ring.pair(using: &random)
      for round in 1...rounds {
        _ = pair.trainDiscriminator(on: Ring.points(128, using: &random), using: &random)
        for _ in 0..<stepsOfG { _ = pair.trainGenerator(128, using: &random) }
        progress.advance(by: stepsOfG)
        guard round * looks % rounds == 0 else { continue }
        let fakes = pair.G(pair.noise(1_000, using: &random), .evaluation).value
        let (modes, share) = Ring.coverage(fakes)
        table.add(name, round, modes, share)
        covered.append(modes)
        panels.append(panel("\(name), \(Double(round), "%'d") rounds", real, fakes))
        if round == rounds {
          let key = stepsOfG == 1 ? "turns" : "greedy"
          record.number("ring.\(key).modes", modes, agreement: .full(relative: 0.3))
          record.number("ring.\(key).share", share, agreement: .full(relative: 0.3))
        }
      }
    }
    progress.end()
    record.table("ring", table)
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
