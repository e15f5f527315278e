// The same function with other weights, and how sharp it then is.

import Gradus
import Landscape
import LessonKit

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
  /// The largest eigenvalue of the shallowest network with skips, and of the same one scaled.
  func compareEigenvalues(
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
