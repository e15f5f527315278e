// The convolution drawn as a matrix, entry by entry, and an image cut into patches. Both come out of
// the engine's own `conv2d`, so that what is drawn is what is computed.

import Gradus
import LessonKit
import Plot
import TensorPlots

extension ConvNets {
  /// Draws matrices from fully connected to shared.
  func drawMatrices(into record: inout RunRecord) throws {
    let (side, pixels) = (6, 36)
    /// M for kernels of the numbers 1, 2, 3, …, so that equal weights have equal colours.
    func owners(_ kernel: Int, stride: Int = 1) -> Tensor<Double> {
      let weight = Tensor<Double>(1..<(kernel * kernel + 1)).reshaped([1, 1, kernel, kernel])
      return matrix(
        of: { conv2d($0, weight, stride: Size2d(integerLiteral: stride)) }, on: [1, side, side])
    }
    let shared = owners(3)
    let places = shared.shape[0]
    let near = shared.scalars.count { $0 > 0 }
    // Every entry, or every entry near its place, has a weight of its own, in any order.
    var generator = RandomGenerator(seed: 6)
    let all = generator.permutation(of: places * pixels).map { Double($0 + 1) }
    var own = generator.permutation(of: near).makeIterator()
    let local = shared.map { $0 > 0 ? Double((own.next() ?? 0) + 1) : 0 }
    for (key, count) in [
      ("dense", places * pixels), ("local", near), ("zeros", places * pixels - near),
    ] {
      record.number("matrix.\(key)", count, agreement: .everywhere())
    }
    func plot(_ title: String, _ owner: Tensor<Double>) -> Axes {
      let ticks = [0, 4, 8, 12].filter { $0 < owner.shape[0] }.map(Double.init)
      return Axes(title, x: "pixel", y: .linear("place", ticks: .at(ticks)), naming: .none) {
        Image(owner.map { $0 == 0 ? .nan : $0 })
      }
    }
    let figure = Figure(columns: 2, size: Size(width: 520, height: 330)) {
      plot(
        "Fully connected: \(places * pixels) weights",
        Tensor(shape: [places, pixels], scalars: all))
      plot("Near pixels only: \(near) weights", local)
      plot("The same weights everywhere: 9", shared)
      plot("2×2 with stride 2: 4 weights", owners(2, stride: 2))
    }
    try record.draw("matrix.svg", figure)
  }

  /// Draws a numbered image of 5×5 pixels and its nine patches.
  func drawPatches(into record: inout RunRecord) throws {
    let x = Tensor<Double>(1..<26).reshaped([1, 5, 5, 1])
    let P = patches(of: x, Window2d(3))
    for (key, count) in [
      ("pixels", x.count), ("entries", P.count), ("middle", P.scalars.count { $0 == 13 }),
    ] {
      record.number("patches.\(key)", count, agreement: .everywhere())
    }
    func cells(_ matrix: Tensor<Double>) -> Image {
      Image(matrix, range: 1...25, texts: matrix.scalars.map { "\($0, "%.0f")" })
    }
    let figure = Figure(size: Size(width: 520, height: 272)) {
      Axes("The image x", x: .linear("column", ticks: .none), y: .linear("row", ticks: .none)) {
        cells(x.reshaped([5, 5]))
      }
      Axes("Its patches P", x: .linear("place", ticks: .none), y: .linear("tap", ticks: .none)) {
        cells(P)
      }
    }
    try record.draw("patches.svg", figure)
  }
}
