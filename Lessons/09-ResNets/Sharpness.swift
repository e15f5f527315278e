// How sharp the minima are, as numbers: the largest and the least eigenvalues of the Hessian, and the
// curvature along a plotted direction, from gradients and read off the surface. Rectifiers have
// kinks, so that it matters how far apart the points are from which a curvature is taken; products
// with the Hessian are made with steps so small that hardly any kink lies within.

import Gradus
import Landscape
import LessonKit

/// What is known of the Hessian at a solution.
struct Sharpness: Codable {
  /// From the largest to the least, as far as so many products tell.
  let eigenvalues: [Eigenvalue]
  /// d·H·d for the first plotted direction, from gradients at ±h·d, by h, the last so small that
  /// hardly any kink lies within.
  let byGradients: [Double]
  /// The same from three losses, by h.
  let byLosses: [Double]
}

extension ResNets {
  /// How many products with the Hessian the eigenvalues are found from.
  private var products: Int { options.sized(full: 24, quick: 4) }

  /// What is around a network in double precision, on the images of the surfaces.
  private func near(
    _ model: Sequential<Float>, _ kind: Architecture, _ photos: Photos
  ) -> Neighbourhood<Double> {
    Neighbourhood(of: model, on: photos.sample(sampleSize), make: maker(kind))
  }

  /// The Hessian's eigenvalues at a network, in descending order.
  func eigenvalues(
    of model: Sequential<Float>, _ kind: Architecture, _ photos: Photos, _ progress: ProgressLine
  ) -> [Eigenvalue] {
    let near = near(model, kind, photos)
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
      return try views.map { view in
        let model = try view.solution.run.value.model
        let near = near(model, view.kind, try photos.value)
        let d = Direction(try view.plane.value.directions[0].parts.map { Tensor<Double>($0) })
        func loss(_ a: Double) -> Double { near.measure(at: moved(near.center, by: [(a, d)])).loss }
        return Sharpness(
          eigenvalues: eigenvalues(of: model, view.kind, try photos.value, progress),
          byGradients: (steps + [1e-9]).map { h in
            d.dot(
              hessianProduct(d, at: near.center, step: h * d.length, differencesOf: near.gradient))
          }, byLosses: steps.map { h in (loss(h) - 2 * loss(0) + loss(-h)) / (h * h) })
      }
    }
    var table = Table(
      .text("network"), .number("λ₁", "%.3g"), .number("λ₂", "%.3g"), .number("least λ", "%.2g"),
      .number("d·H·d", "%.3g"), .number("at the grid's spacing", "%.3g"),
      .number("off the surface", "%.3g"))
    for (view, sharpness) in zip(views, found) {
      let values = sharpness.eigenvalues.map(\.value)
      table.add(
        view.kind.name, values[0], values[1], values[values.count - 1],
        sharpness.byGradients[4], sharpness.byGradients[0], view.grid.curvatures.x)
      record.number("sharpness.\(view.kind.key)", values[0], agreement: .loose)
    }
    record.table("sharpness", table)
    record.number("sharpness.products", products)
    print("Eigenvalues of the Hessian, and curvature along the first direction\n\(table)\n")
    var scales = Table([.text("network")] + steps.map { .number("h = \(Float($0))", "%.3g") })
    for (view, sharpness) in zip(views, found) {
      scales.add([view.kind.name.cell] + sharpness.byLosses.map(\.cell))
    }
    record.table("scales", scales)
    print("The curvature from three losses, h apart\n\(scales)\n")
    // The deepest plain network has learnt next to nothing, and lies in no bowl.
    let ratios = zip(views, found).filter { $0.0.kind.hasSkips || $0.0.kind.depth < deepest }
      .map { $0.grid.curvatures.x / $1.byGradients[0] }
    record.claim(
      "sharpness.surface",
      "but for the deepest plain network the surface's curvature is within a tenth of what "
        + "gradients at the same spacing say", ratios.allSatisfy { (0.9...1.1).contains($0) })
    record.recipe(
      "sharpness",
      Recipe(
        loss: "as of the surfaces, in double precision", data: "the images of the surfaces",
        initializer: "the same networks",
        rule: "Lanczos's method with differences of gradients, "
          + "a step of 1e-8 to either side", steps: "\(products) products", seeds: "\(options.seed)"
      ))
    try checkProduct(views[1], photos, into: &record)
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
