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

/// The same function with other weights: every second convolution's times a factor, and what the
/// batch normalisation after it remembers of mean and deviation likewise.
func rescaled(_ model: Sequential<Float>, by factor: Float) {
  // ANCHOR: rescaling
  let kernels = model.parameters.filter { $0.shape.count == 4 }
  let memory = model.namedState.map(\.content)  // a mean and a variance each
  for k in stride(from: 0, to: kernels.count, by: 2) {
    kernels[k].value = factor * kernels[k].value
    memory[2 * k].value = factor * memory[2 * k].value
    memory[2 * k + 1].value = factor * factor * memory[2 * k + 1].value
  }
  // ANCHOR_END: rescaling
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
        "critics.same.\(key)", spread([slices[3][0], slices[3][2]]) - 1,
        agreement: .full(relative: 1))
    }
    record.claim(
      "critics.filter",
      "filter-normalised, the rescaled network shows the same slice to a hundredth",
      found.allSatisfy { spread([$0[3][0], $0[3][2]]) < 1.01 })
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

  /// The largest eigenvalue of the shallowest network with skips, and of the same one scaled.
  private func compareEigenvalues(
    _ view: View, _ photos: OnDemand<Photos>, into record: inout RunRecord
  ) throws {
    let values = try record.result("critics.eigenvalues", within: 0.1) {
      let near = try view.plane.value.surroundings
      let (model, other) = (near.model(at: near.center), near.model(at: near.center))
      rescaled(other, by: 0.25)
      let progress = ProgressLine("eigenvalues", of: 2 * options.sized(full: 24, quick: 4))
      defer { progress.end() }
      return try [model, other].map {
        eigenvalues(of: $0, view.kind, try photos.value, progress)[0].value
      }
    }
    record.number("critics.sharp", values[0], agreement: .loose)
    record.number("critics.sharper", values[1], agreement: .loose)
    record.claim(
      "critics.sharper", "the same function with other weights is more than twice as sharp",
      values[1] > 2 * values[0])
  }
}
