// What the picture may not be trusted for, tried: other random directions, other lengths of them,
// batch normalisation by the batch, and a network that is the same function with other weights (Dinh,
// Pascanu, Bengio and Bengio 2017, "Sharp minima can generalize for deep nets").

import Gradus
import Landscape
import LessonKit
import Plot

/// A slice of a loss.
struct Slice: Codable {
  let name: String
  let hasSkips: Bool
  let losses: [Double]
}

extension ResNets {
  /// Slices through the deepest networks, and the eigenvalues of one that is scaled.
  func criticise(
    _ views: [View], _ photos: OnDemand<Photos>, into record: inout RunRecord
  ) throws {
    let count = options.sized(full: 41, quick: 9)
    let places = Tensor<Double>.linearlySpaced(-1...1, count: count).scalars
    let deepest = views.filter { $0.kind.depth == self.deepest }
    let directions = options.sized(full: 5, quick: 2)
    let found = try record.result("critics", within: 0.1) {
      try deepest.map { view -> [[Slice]] in
        let (near, photos) = (try view.plane.value.surroundings, try photos.value)
        let (kind, model, other) = (
          view.kind, near.model(at: near.center), near.model(at: near.center)
        )
        rescaled(other, by: 0.25)
        func slice(_ name: String, _ plane: Plane<Float>) -> Slice {
          var row = LossGrid(x: places, y: [0])
          row.complete(plane.reading)
          return Slice(
            name: name, hasSkips: view.kind.hasSkips, losses: row.losses.map(Double.init))
        }
        let seeds = (1...directions).map {
          slice("\($0)", plane(through: model, kind, photos, seed: UInt64($0)))
        }
        let scales = DirectionScale.allCases.map {
          slice($0.rawValue, plane(through: model, kind, photos, scale: $0))
        }
        let modes = [("running", Mode.evaluation), ("batch", .training)].map {
          slice($0.0, plane(through: model, kind, photos, mode: $0.1))
        }
        let same = [("filter, scaled", DirectionScale.filter), ("whole, scaled", .whole)].map {
          slice($0.0, plane(through: other, kind, photos, scale: $0.1))
        }
        return [seeds, scales, modes, same + [scales[0], scales[2]]]
      }
    }
    try compareEigenvalues(views[1], photos, into: &record)
    let titles = [
      "other directions", "other lengths", "BatchNorm by the batch",
      "the same function, other weights",
    ]
    let figure = Figure(columns: 2, size: Size(width: 860, height: 620)) {
      for (k, title) in titles.enumerated() {
        Axes(title, x: "a", y: .log("loss", 1...10_000)) {
          for slices in found {
            for (j, slice) in slices[k].enumerated() {
              let color: Color = slice.hasSkips ? .blue : .vermilion
              Line(
                x: places, y: slice.losses,
                label: k == 0 ? nil : slice.hasSkips ? slice.name : nil,
                color: color.opacity(k == 0 ? 0.7 : 1 - 0.22 * Double(j)), width: 1.3)
            }
          }
        }
      }
    }
    // How far apart slices lie at a = 1, as a factor.
    func spread(_ slices: [Slice]) -> Double {
      let ends = slices.compactMap(\.losses.last)
      return (ends.max() ?? 1) / (ends.min() ?? 1)
    }
    for (view, slices) in zip(deepest, found) {
      let key = view.kind.hasSkips ? "skips" : "plain"
      for (name, slices) in zip(["directions", "lengths", "modes"], slices) {
        record.number("critics.\(name).\(key)", spread(slices), agreement: .loose)
      }
      record.number(
        "critics.batch.\(key)", slices[2][1].losses.last ?? 0, agreement: .loose)
      record.number(
        "critics.same.\(key)", spread([slices[3][0], slices[3][2]]) - 1,
        agreement: .full(relative: 1))
    }
    record.claim(
      "critics.filter",
      "filter-normalised, the rescaled network shows the same slice to a hundredth",
      found.allSatisfy { spread([$0[3][0], $0[3][2]]) < 1.01 })
    record.claim(
      "critics.flat",
      "by the batch's own statistics no loss on the slices is above 4, and running ones end above 100",
      found.allSatisfy {
        $0[2][1].losses.allSatisfy { $0 < 4 } && ($0[2][0].losses.last ?? 0) > 100
      })
    record.claim(
      "critics.lengths",
      "another normalisation moves the end of the slice more than others directions do",
      found.allSatisfy { spread($0[1]) > spread($0[0]) })
    record.recipe(
      "critics",
      Recipe(
        loss: "as of the surfaces, by the batch's statistics where it says so",
        data: "the images of the surfaces", initializer: "the deepest networks",
        rule: "θ + a·d; every second convolution's weights times 0.25",
        batch: "64 where BatchNorm goes by the batch",
        steps: "a from −1 to 1, \(places.count) points",
        seeds: "\(options.seed + 1000), and \(directions) others"))
    try record.draw(
      "critics.svg", figure,
      alt: """
        Slices of the loss around the deepest networks, with skips in blue and without in red. \
        Between \(directions) random directions the loss at the end differs by a factor of up to \
        \(found.map { spread($0[0]) }.max() ?? 0, "%.2g"), between three ways to choose their \
        lengths of \(found.map { spread($0[1]) }.max() ?? 0, "%.2g"), between BatchNorm's two modes \
        of \(found.map { spread($0[2]) }.max() ?? 0, "%.2g").
        """)
  }
}
