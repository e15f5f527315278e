// How sharp the minima are, as numbers: the largest and the least eigenvalues of the Hessian, and the
// curvature along a plotted direction, from gradients and read off the surface. Rectifiers have
// kinks, so that it matters how far apart the points are from which a curvature is taken; products
// with the Hessian are made with steps so small that hardly any kink lies within.

import Gradus
import Landscape
import LessonKit

/// What is known of the Hessian at a solution.
private struct Sharpness: Codable {
  /// From the largest to the least, as far as so many products tell.
  let eigenvalues: [Eigenvalue]
  /// u·H·u for the first plotted direction u, from gradients at ±h·u, by h, the last so small that
  /// hardly any kink lies within.
  let byGradients: [Double]
  /// The same from three losses, by h.
  let byLosses: [Double]
}

extension ResNets {
  /// How many products with the Hessian the eigenvalues are found from.
  var products: Int { options.sized(full: 24, quick: 4) }

  /// The Hessian's eigenvalues at a network, on the images of the surfaces, in descending order.
  func eigenvalues(
    of model: Sequential<Float>, _ kind: Architecture, _ photos: Photos, _ progress: ProgressLine
  ) -> [Eigenvalue] {
    let near = Neighbourhood<Double>(of: model, on: photos.sample(sampleSize), make: maker(kind))
    var generator = RandomGenerator(seed: options.seed)
    return lanczosEigenvalues(
      size: model.parameterCount, steps: products, using: &generator
    ) { v in
      progress.advance(kind.name)
      let v = Direction(v, like: near.center.map(\.shape))
      return hessianProduct(
        v, at: near.center, step: 1e-8, differencesOf: near.gradient
      ).flattened
    }
  }

  /// Eigenvalues and curvatures of all solutions.
  func measureCurvature(
    _ views: [View], _ photos: OnDemand<Photos>, into record: inout RunRecord
  ) throws {
    let spacing = views[0].grid.x[1] - views[0].grid.x[0]
    let steps = [spacing, spacing / 10, spacing / 100, spacing / 1000]
    let found = try record.result("sharpness", within: 0.1) {
      let progress = ProgressLine("eigenvalues", of: views.count * products)
      defer { progress.end() }
      return try views.map { try sharpness(of: $0, try photos.value, steps, progress) }
    }
    record.recipe(
      "sharpness",
      Recipe(
        loss: "as of the surfaces, in double precision", data: "the images of the surfaces",
        initializer: "the same networks",
        rule: "Lanczos's method with differences of gradients, a step of 1e-8 to either side",
        steps: "\(products) products", seeds: "\(options.seed)"))
    record.show(
      "sharpness", "Eigenvalues of the Hessian, and curvature along the first direction",
      columns: [
        "network", "λ₁ %.3g", "λ₂ %.3g", "least λ %.2g", "u·H·u %.3g", "at the grid's spacing %.3g",
        "off the surface %.3g",
      ],
      rows: zip(views, found).map { view, sharpness in
        let values = sharpness.eigenvalues.map(\.value)
        return [
          view.kind.name, values[0], values[1], values[values.count - 1],
          sharpness.byGradients[4], sharpness.byGradients[0], view.grid.curvatures.x,
        ]
      })
    record.show(
      "scales", "The curvature from three losses, h apart",
      columns: [.text("network")] + steps.map { .number("h = \(Float($0))", "%.3g") },
      rows: zip(views, found).map { [$0.kind.name] + $1.byLosses })
    conclude(views, found, into: &record)
    try checkProduct(views[1], photos, into: &record)
  }

  /// The eigenvalues at a solution, and its curvature along the first direction by several steps.
  private func sharpness(
    of view: View, _ photos: Photos, _ steps: [Double], _ progress: ProgressLine
  ) throws -> Sharpness {
    let model = try view.solution.run.value.model
    let near = Neighbourhood<Double>(
      of: model, on: photos.sample(sampleSize), make: maker(view.kind))
    let u = Direction(try view.plane.value.directions[0].parts.map { Tensor<Double>($0) })
    func loss(_ a: Double) -> Double { near.measure(at: moved(near.center, by: [(a, u)])).loss }
    return Sharpness(
      eigenvalues: eigenvalues(of: model, view.kind, photos, progress),
      byGradients: (steps + [1e-9]).map { h in
        u.dot(
          hessianProduct(u, at: near.center, step: h * u.length, differencesOf: near.gradient))
      }, byLosses: steps.map { h in (loss(h) - 2 * loss(0) + loss(-h)) / (h * h) })
  }

  /// What the chapter says of the curvatures.
  private func conclude(_ views: [View], _ found: [Sharpness], into record: inout RunRecord) {
    let pairs = zip(views, found)
    // The deepest plain network has learnt next to nothing, and lies in no bowl.
    let ratios = pairs.filter { $0.0.kind.hasSkips || $0.0.kind.depth < deepest }
      .map { $0.grid.curvatures.x / $1.byGradients[0] }
    record.claim(
      "sharpness.surface", "but for the deepest plain one the surface curves as gradients say",
      ratios.allSatisfy { (0.9...1.1).contains($0) })
    record.claim(
      "sharpness.bowls", "but for the deepest the least eigenvalue is hardly below zero",
      pairs.allSatisfy { view, sharpness in
        let values = sharpness.eigenvalues.map(\.value)
        return view.kind.depth == deepest
          || (-values[0] / 40..<0).contains(values[values.count - 1])
      })
    record.claim(
      "sharpness.kinks", "with the smallest step some curvatures come out with the wrong sign",
      found.contains { ($0.byLosses.last ?? 0) < 0 && $0.byGradients[4] > 0 })
  }

  /// One product on a few images by dual numbers and by differences.
  private func checkProduct(
    _ view: View, _ photos: OnDemand<Photos>, into record: inout RunRecord
  ) throws {
    let difference = try record.result("sharpness.check", within: nil) {
      let (model, photos) = (try view.solution.run.value.model, try photos.value)
      let plain = Neighbourhood<Double>(of: model, on: photos.sample(8), make: maker(view.kind))
      let duals = Neighbourhood<Dual<Double>>(
        of: model, on: photos.sample(8), make: maker(view.kind))
      var generator = RandomGenerator(seed: options.seed)
      let v = Direction(at: plain.center, using: &generator)
      let near = hessianProduct(v, at: plain.center, step: 1e-8, differencesOf: plain.gradient)
      let exact = hessianProduct(v, at: plain.center, gradient: duals.gradient)
      return Direction(zip(near.parts, exact.parts).map { $0 - $1 }).length / exact.length
    }
    record.volatile("sharpness.check", difference)
    record.claim(
      "sharpness.check", "products by dual numbers and by differences agree to a thousandth",
      difference < 1e-3)
  }
}
