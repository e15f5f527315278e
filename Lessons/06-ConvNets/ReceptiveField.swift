// Which pixels can a unit see? Layer after layer, with kernel k, stride s and dilation d:
//
//   size ← size + (k − 1)·d·jump        jump ← jump·s
//
// and which count how much? The field of L layers of 3×3 is 2L + 1 wide, but what comes through its
// middle grows like √L only (Luo, Li, Urtasun and Zemel 2016).

import Gradus
import LessonKit
import Plot
import TensorPlots

/// How wide a unit's view of the image is, and how far apart those of neighbours lie.
struct ReceptiveField: Equatable {
  var size = 1
  var jump = 1

  /// The field behind windows one after the other; all are square.
  init(of windows: [Window2d]) {
    // ANCHOR: field
    for window in windows {
      size += (window.size.width - 1) * window.dilation.width * jump
      jump *= window.stride.width
    }
    // ANCHOR_END: field
  }
}

/// How much every pixel of an image counts for one output, the first, of convolutions with equal
/// positive weights: the gradient by the image, a square of `size`.
func influence(of windows: [Window2d], size: Int) -> Tensor<Double> {
  let model = Sequential<Double> {
    for window in windows {
      let taps = window.size.height * window.size.width
      Conv2d(
        weight: Tensor(
          repeating: 1 / Double(taps), shape: [1, 1, window.size.height, window.size.width]),
        bias: nil, stride: window.stride, dilation: window.dilation)
    }
  }
  // ANCHOR: influence
  let x = Variable(Tensor<Double>.ones([1, size, size, 1]))
  let unit = model(x, .evaluation).reshaped([-1]).sliced(0..<1)
  return unit.summed().gradients(of: [x])[0].reshaped([size, size])
  // ANCHOR_END: influence
}

/// The standard deviation of where the influence lies along a row.
func spread(_ influence: Tensor<Double>) -> Double {
  let share = influence.summed(along: 0) / influence.summed().scalar
  let place = Tensor<Double>(0..<share.count)
  let mean = (share * place).summed().scalar
  return (share * pow(place - mean, 2)).summed().scalar.squareRoot()
}

extension ConvNets {
  /// Compares the formula with what the gradient reaches, and draws how much each pixel counts.
  func receptiveFields(into record: inout RunRecord) throws {
    let stacks: [(name: String, windows: [Window2d])] = [
      ("one 3×3", [Window2d(3)]),
      ("two 3×3", [Window2d(3), Window2d(3)]),
      ("four 3×3", Array(repeating: Window2d(3), count: 4)),
      ("three 3×3, dilation 1, 2, 4", [1, 2, 4].map { Window2d(3, dilation: $0) }),
      ("our CNN: two 2×2, stride 2", Array(repeating: Window2d(2, stride: 2), count: 2)),
      (
        "LeNet-5: 5×5, pooling, 5×5, pooling",
        [Window2d(5), Window2d(2, stride: 2), Window2d(5), Window2d(2, stride: 2)]
      ),
    ]
    record.show(
      "fields", "Receptive fields",
      columns: [
        .text("layers"), .number("by formula", "%d"), .number("reached", "%d"),
        .number("jump", "%d"),
      ],
      rows: stacks.map { name, windows in
        let field = ReceptiveField(of: windows)
        let reached = influence(of: windows, size: field.size + 2).summed(along: 0)
        return [name, field.size, reached.scalars.count { $0 > 0 }, field.jump]
      })
    let depths = [1, 2, 4, 8, 16, 32]
    let influences = depths.map { L in
      influence(of: Array(repeating: Window2d(3), count: L), size: 2 * L + 1)
    }
    let spreads = influences.map(spread)
    record.number("fields.spread16", spreads[4], agreement: .everywhere())
    record.number("fields.size16", 2 * 16 + 1, agreement: .everywhere())
    record.number("fields.width32", 2 * spreads[5], agreement: .everywhere())
    let figure = Figure(columns: 2, size: Size(width: 440, height: 460)) {
      for (spot, layers) in [(influences[0], 1), (influences[2], 4), (influences[4], 16)] {
        // In the middle of a square of 33×33.
        let edge = 16.0 - Double(layers)
        let span = edge - 0.5...32.5 - edge
        Axes(
          "\(layers) layer\(layers > 1 ? "s" : "")", x: .linear("", -1...33, ticks: .none),
          y: .linear("", -1...33, ticks: .none), equalAspect: true
        ) {
          Image(spot / spot.max(), x: span, y: span, range: 0...1)
          Line(
            x: [-0.5, 32.5, 32.5, -0.5, -0.5], y: [-0.5, -0.5, 32.5, 32.5, -0.5], color: .gray,
            width: 0.8)
        }
      }
      Axes(
        "Width of the field", x: .log("layers of 3×3", ticks: .at(depths.map(Double.init))),
        y: .log("pixels", ticks: .at([2, 5, 10, 20, 50]))
      ) {
        Line(x: depths.map(Double.init), y: depths.map { Double(2 * $0 + 1) }, label: "all")
        Line(x: depths.map(Double.init), y: spreads.map { 2 * $0 }, label: "±1 deviation")
      }
    }
    try record.draw("fields.svg", figure)
  }
}
