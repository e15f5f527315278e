// The convolution drawn as a matrix, entry by entry, and an image cut into patches. Both come out of
// the engine's own `conv2d`, so that what is drawn is what is computed.

import Gradus
import LessonKit
import Plot

extension ConvNets {
  /// Draws matrices from fully connected to shared, and the patches of a small image.
  func drawMatrices(into record: inout RunRecord) throws {
    let side = 6
    let shape = [1, side, side]
    let pixels = side * side
    /// M for kernels of the numbers 1, 2, 3, …, so that equal weights have equal colours.
    func owners(_ kernel: Int, stride: Int = 1) -> Tensor<Double> {
      let weight = Tensor<Double>(1..<(kernel * kernel + 1)).reshaped([1, 1, kernel, kernel])
      return matrix(of: { conv2d($0, weight, stride: Size2d(integerLiteral: stride)) }, on: shape)
    }
    let shared = owners(3)
    let strided = owners(2, stride: 2)
    let places = shared.shape[0]
    let near = shared.scalars.count { $0 > 0 }
    // Every entry, or every entry near its place, has a weight of its own, in any order.
    var generator = RandomGenerator(seed: 6)
    let all = generator.permutation(of: places * pixels).map { Double($0 + 1) }
    var own = generator.permutation(of: near).makeIterator()
    let local = shared.scalars.map { $0 > 0 ? Double((own.next() ?? 0) + 1) : 0 }
    record.number("matrix.dense", places * pixels, agreement: .everywhere())
    record.number("matrix.local", near, agreement: .everywhere())
    record.number("matrix.shared", 9, agreement: .everywhere())
    record.number("matrix.zeros", places * pixels - near, agreement: .everywhere())

    func plot(_ title: String, _ owner: [Double]) -> Axes {
      let ticks = [0, 4, 8, 12].filter { $0 < owner.count / pixels }.map(Double.init)
      return Axes(title, x: "pixel", y: .linear("place", ticks: .at(ticks)), naming: .none) {
        Image(owner.map { $0 == 0 ? .nan : $0 }, columns: pixels)
      }
    }
    let figure = Figure(columns: 2, size: Size(width: 720, height: 390)) {
      plot("Fully connected: \(places * pixels) weights", all)
      plot("Near pixels only: \(near) weights", local)
      plot("The same weights everywhere: 9", shared.scalars)
      plot("2×2 with stride 2: 4 weights", strided.scalars)
    }
    try record.draw(
      "matrix.svg", figure,
      alt: """
        Four matrices with a column for each of \(pixels) pixels. Fully connected, \(places) rows \
        are full of \(places * pixels) weights, each of its own colour. With near pixels only, \
        \(near) entries in slanting bands are left. With shared weights the bands have nine \
        colours, and every row is the row above, moved. With a stride of two, \
        \(strided.shape[0]) rows of four entries have no pixel in common.
        """)
    try drawPatches(into: &record)
  }

  /// Draws a numbered image of 5×5 pixels and its nine patches.
  private func drawPatches(into record: inout RunRecord) throws {
    let x = Tensor<Double>(1..<26).reshaped([1, 5, 5, 1])
    let P = patches(of: x, Window2d(3))
    record.number("patches.pixels", x.count, agreement: .everywhere())
    record.number("patches.entries", P.count, agreement: .everywhere())
    let middle = P.scalars.count { $0 == 13 }
    record.number("patches.middle", middle, agreement: .everywhere())
    func cells(_ tensor: Tensor<Double>, _ columns: Int) -> Image {
      Image(
        tensor.scalars, columns: columns, range: 1...25, texts: tensor.scalars.map { "\(Int($0))" })
    }
    let figure = Figure(size: Size(width: 640, height: 310)) {
      Axes("The image x", x: .linear("column", ticks: .none), y: .linear("row", ticks: .none)) {
        cells(x, 5)
      }
      Axes("Its patches P", x: .linear("place", ticks: .none), y: .linear("tap", ticks: .none)) {
        cells(P, 9)
      }
    }
    try record.draw(
      "patches.svg", figure,
      alt: """
        Left, an image of 5 by 5 pixels numbered 1 to 25. Right, its patches as a matrix of 9 by 9: \
        a column holds the nine pixels under the window at one place, the first 1, 2, 3, 6, 7, 8, \
        11, 12, 13. The middle pixel, 13, stands in all \(middle) columns, each time a row higher.
        """)
  }
}
