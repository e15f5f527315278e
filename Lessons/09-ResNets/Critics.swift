// What the picture may not be trusted for, tried: other random directions, other lengths of them,
// batch normalisation by the batch, and a network that is the same function with other weights (Dinh,
// Pascanu, Bengio and Bengio 2017, "Sharp minima can generalize for deep nets").

import Gradus
import Landscape
import LessonKit
import Plot

/// A slice of a loss.
private struct Slice: Codable {
  let name: String
  let hasSkips: Bool
  let losses: [Double]

  /// The loss at a = 1.
  var end: Double { losses.last ?? .nan }
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
    let directions = options.sized(full: 5, quick: 2)
    let found = try record.result("critics", within: 0.1) {
      try views.filter { $0.kind.depth == deepest }.map { view in
        try slices(around: view, try photos.value, places, directions: directions)
      }
    }
    record.recipe(
      "critics",
      Recipe(
        loss: "as of the surfaces, by the batch's statistics where it says so",
        data: "the images of the surfaces", initializer: "the deepest networks",
        rule: "θ + a·u; every second convolution's weights times 0.25",
        batch: "64 where BatchNorm goes by the batch",
        steps: "a from −1 to 1, \(places.count) points",
        seeds: "\(options.seed + 1000), and \(directions) others"))
    conclude(found, places, into: &record)
    try compareEigenvalues(views[1], photos, into: &record)
    try draw(found, places, into: &record)
  }

  /// A network's slices: in other directions; by other lengths; by the running and by the batch's
  /// statistics; and of the same function with other weights, by filter and by the whole, each before
  /// the network as it is.
  private func slices(
    around view: View, _ photos: Photos, _ places: [Double], directions: Int
  ) throws -> [[Slice]] {
    let near = try view.plane.value.surroundings
    let (model, other) = (near.model(at: near.center), near.model(at: near.center))
    rescaled(other, by: 0.25)
    func slice(
      _ name: String, of model: Sequential<Float>, scale: DirectionScale = .filter,
      mode: Mode = .evaluation, seed: UInt64 = 0
    ) -> Slice {
      var row = LossGrid(x: places, y: [0])
      row.complete(
        plane(through: model, view.kind, photos, scale: scale, mode: mode, seed: seed).reading)
      return Slice(name: name, hasSkips: view.kind.hasSkips, losses: row.losses.map(Double.init))
    }
    let scales = DirectionScale.allCases.map { slice($0.rawValue, of: model, scale: $0) }
    return [
      (1...directions).map { slice("\($0)", of: model, seed: UInt64($0)) },
      scales,
      [slice("running", of: model), slice("batch", of: model, mode: .training)],
      [
        slice("filter, scaled", of: other), slice("whole, scaled", of: other, scale: .whole),
        scales[0], scales[2],
      ],
    ]
  }

  /// What the chapter says of the slices, the plain network's first.
  private func conclude(_ found: [[[Slice]]], _ places: [Double], into record: inout RunRecord) {
    let (directions, lengths) = (found.map { $0[0] }, found.map { $0[1] })
    let (modes, rescaled) = (found.map { $0[2] }, found.map { $0[3] })
    for (k, key) in ["plain", "skips"].enumerated() {
      record.numbers(
        [
          "critics.directions.\(key)": apart(directions[k]),
          "critics.lengths.\(key)": apart(lengths[k]), "critics.modes.\(key)": apart(modes[k]),
          "critics.batch.\(key)": modes[k][1].end,
        ], agreement: .loose)
    }
    record.claim(
      "critics.layer", "with each layer's length the slices end within a tenth of each filter's",
      lengths.allSatisfy { abs($0[1].end / $0[0].end - 1) < 0.1 })
    record.claim(
      "critics.whole",
      "as drawn, a direction takes the plain loss beyond 10,000 by a quarter of the way",
      zip(places, lengths[0][2].losses).allSatisfy { abs($0) < 0.249 || $1 > 10_000 })
    record.claim(
      "critics.filter", "only as drawn, the rescaled network shows another slice",
      rescaled.allSatisfy { apart([$0[0], $0[2]]) < 1.01 && $0[1].end > 10 * $0[3].end })
    record.claim(
      "critics.flat", "by the batch's statistics the slices stay below 4, by running ones not",
      modes.allSatisfy { $0[1].losses.allSatisfy { $0 < 4 } && $0[0].end > 100 })
    record.claim(
      "critics.lengths", "other lengths move the end of the slice more than other directions do",
      zip(lengths, directions).allSatisfy { apart($0) > apart($1) })
  }

  /// How far apart slices lie at a = 1, as a factor.
  private func apart(_ slices: [Slice]) -> Double {
    let ends = slices.map(\.end)
    return (ends.max() ?? 1) / (ends.min() ?? 1)
  }

  /// The largest eigenvalue of the shallowest network with skips, and of the same one scaled.
  private func compareEigenvalues(
    _ view: View, _ photos: OnDemand<Photos>, into record: inout RunRecord
  ) throws {
    let values = try record.result("critics.eigenvalues", within: 0.1) {
      let near = try view.plane.value.surroundings
      let (model, other) = (near.model(at: near.center), near.model(at: near.center))
      rescaled(other, by: 0.25)
      let progress = ProgressLine("eigenvalues", of: 2 * products)
      defer { progress.end() }
      return try [model, other].map {
        eigenvalues(of: $0, view.kind, try photos.value, progress)[0].value
      }
    }
    record.numbers(
      ["critics.sharp": values[0], "critics.sharper": values[1]], agreement: .loose)
    record.claim(
      "critics.sharper", "the same function with other weights is more than twice as sharp",
      values[1] > 2 * values[0])
  }

  /// What was tried, a panel each; of the plain network, whose lines go the same way, without names.
  private func draw(
    _ found: [[[Slice]]], _ places: [Double], into record: inout RunRecord
  ) throws {
    let titles = [
      "other directions", "other lengths", "BatchNorm by the batch",
      "same function, other weights",
    ]
    let dashes: [Stroke.Dash] = [.solid, .dashed, .dotted, .solid]
    let figure = Figure(columns: 2, size: Size(width: 520, height: 520)) {
      for (k, title) in titles.enumerated() {
        Axes(title, x: "a", y: .log("loss", 1...10_000)) {
          for slices in found {
            for (j, slice) in slices[k].enumerated() {
              Line(
                x: places, y: slice.losses, label: k > 0 && slice.hasSkips ? slice.name : nil,
                color: slice.hasSkips ? .blue : .vermilion, width: slice.hasSkips ? 2 : 1,
                dash: k == 0 ? .solid : dashes[j])
            }
          }
        }
      }
    }
    try record.draw("critics.svg", figure)
  }
}
