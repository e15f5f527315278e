// The flow of values and gradients through two networks, for a step of either, as a diagram.

import LessonKit
import Plot

extension GAN {
  /// Draws both steps, values in grey and gradients in red.
  func drawFlow(into record: inout RunRecord) throws {
    typealias Box = Diagram.Box
    typealias Arrow = Diagram.Arrow
    let (data, still, learns) = (
      Color(hex: 0xDCEAF5), Color(hex: 0xF2F2F2), Color(hex: 0xFBE8CF)
    )
    /// An arrow back along the one between two boxes in a row, below it.
    func back(_ from: Box, _ to: Box, _ label: String) -> Arrow {
      let middle = Point(
        x: (from.center.x + to.center.x) / 2, y: (from.center.y + to.center.y) / 2 - 0.42)
      return Arrow(from.name, to.name, label: label, up: -12, bends: [middle], color: .vermilion)
    }
    /// An arrow back along the one from the box below, to its left.
    func down(_ from: Box, _ to: Box, _ label: String) -> Arrow {
      let middle = Point(x: from.center.x - 0.32, y: (from.center.y + to.center.y) / 2)
      return Arrow(
        from.name, to.name, label: label, right: -17, bends: [middle], color: .vermilion)
    }
    func step(_ title: String, ofGenerator: Bool) -> Axes {
      let z = Box("z", "noise", x: 0, y: 1, color: data)
      let fake = Box("G(z)", "fakes", x: 1.5, y: 1, color: data)
      let D = Box("D", "scores", x: 3, y: 1, color: data)
      let loss = Box(
        ofGenerator ? "L_G" : "L_D", ofGenerator ? "fooled?" : "found out?", x: 4.5,
        y: 1, color: data)
      let thetaG = Box(
        "θ_G", ofGenerator ? "learns" : "stands still", x: 1.5, y: 0,
        color: ofGenerator ? learns : still)
      let thetaD = Box(
        "θ_D", ofGenerator ? "stands still" : "learns", x: 3, y: 0,
        color: ofGenerator ? still : learns)
      let real = Box("x", "real", x: 1.5, y: 2, color: data)
      var arrows = [
        Arrow("z", "G(z)"), Arrow("θ_G", "G(z)"), Arrow("G(z)", "D"), Arrow("θ_D", "D"),
        Arrow("D", loss.name), back(loss, D, "dD"),
      ]
      if ofGenerator {
        arrows += [back(D, fake, "dG(z)"), down(fake, thetaG, "dθ_G")]
      } else {
        arrows += [Arrow("x", "D"), down(D, thetaD, "dθ_D")]
      }
      return Axes(
        title, x: .linear("", -0.5...5, ticks: .none),
        y: .linear("", -0.4...2.4, ticks: .none)
      ) {
        Diagram(
          [z, fake, D, loss, thetaG, thetaD] + (ofGenerator ? [] : [real]), arrows: arrows,
          size: Size(width: 0.86, height: 0.52))
      }
    }
    let figure = Figure(columns: 1, size: Size(width: 460, height: 470)) {
      step("A step of the discriminator", ofGenerator: false)
      step("A step of the generator", ofGenerator: true)
    }
    try record.draw("flow.svg", figure)
  }
}
