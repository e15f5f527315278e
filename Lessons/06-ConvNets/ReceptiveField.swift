// Which pixels can a unit see? Layer after layer, with kernel k, stride s and dilation d:
//
//   size ← size + (k − 1)·d·jump        jump ← jump·s
//
// and which count how much? The field of L layers of 3×3 is 2L + 1 wide, but what comes through its
// middle grows like √L only (Luo, Li, Urtasun and Zemel 2016).

import Gradus
import LessonKit
import Plot

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

/// What gradients reach behind stacks of convolutions.
private struct Reach: Codable {
  /// How many pixels along a row, stack by stack.
  let pixels: [Int]
  /// How much each pixel counts behind 1, 4 and 16 layers, relative to the largest.
  let spots: [[Float]]
  /// The standard deviations of such spots behind so many layers.
  let spreads: [Double]
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
        "LeNet-5: 5×5, pool 2, 5×5, pool 2",
        [Window2d(5), Window2d(2, stride: 2), Window2d(5), Window2d(2, stride: 2)]
      ),
    ]
    var table = Table(
      .text("layers"), .number("by formula", "%d"), .number("reached", "%d"),
      .number("jump", "%d"))
    let depths = [1, 2, 4, 8, 16, 32]
    let reach = try record.result("fields") {
      let found = depths.map { L in
        influence(of: Array(repeating: Window2d(3), count: L), size: 2 * L + 1)
      }
      return Reach(
        pixels: stacks.map { _, windows in
          let size = ReceptiveField(of: windows).size
          return influence(of: windows, size: size + 2).summed(along: 0).scalars.count { $0 > 0 }
        },
        spots: [found[0], found[2], found[4]].map { Tensor<Float>($0 / $0.max()).scalars },
        spreads: found.map(spread))
    }
    for ((name, windows), pixels) in zip(stacks, reach.pixels) {
      let field = ReceptiveField(of: windows)
      table.add(name, field.size, pixels, field.jump)
    }
    record.table("fields", table)
    print("Receptive fields\n\(table)\n")

    let spreads = reach.spreads
    record.number("fields.spread16", spreads[4], agreement: .everywhere())
    record.number("fields.size16", 2 * 16 + 1, agreement: .everywhere())
    /// A spot n pixels wide in the middle of a square of 33×33.
    func centred(_ spot: [Float], _ n: Int) -> [Double] {
      let edge = (33 - n) / 2
      return (0..<33 * 33).map { k in
        let (i, j) = (k / 33 - edge, k % 33 - edge)
        let isInside = (0..<n).contains(i) && (0..<n).contains(j)
        return isInside ? Double(spot[n * i + j]) : .nan
      }
    }
    let figure = Figure(columns: 4, size: Size(width: 860, height: 250)) {
      for (spot, layers) in zip(reach.spots, [1, 4, 16]) {
        Axes("\(layers) layer\(layers > 1 ? "s" : "")", x: .hidden, y: .hidden) {
          Image(centred(spot, 2 * layers + 1), columns: 33, range: 0...1)
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
    try record.draw(
      "fields.svg", figure,
      alt: """
        How much each pixel counts for one unit behind 1, 4 and 16 layers of 3×3: a square of 3, of \
        9 and of 33 pixels, in which a round spot fades towards the edges. Right, the width over \
        the layers: the whole field grows to \(2 * 32 + 1) pixels with 32 layers, two standard \
        deviations of the spot only to \(2 * spreads[5], "%.1f").
        """)
  }
}
