// The pixels of tensors, of no square shape, are where those of arrays would be.

import Gradus
import Plot
import TensorPlots
import Testing

private func csv(_ mark: some Mark) -> String { Figure { Axes { mark } }.csv }

struct PicturesTests {
  @Test func aMatrixHasItsFirstRowOnTop() {
    let matrix: Tensor<Float> = [[1, 2, 3], [4, 5, 6]]
    #expect(csv(Image(matrix)) == csv(Image([1, 2, 3, 4, 5, 6], columns: 3)))
    #expect(
      csv(Image(matrix, x: 0...3, y: 0...1))
        == csv(Image([1, 2, 3, 4, 5, 6], columns: 3, x: 0...3, y: 0...1)))
  }

  /// Two images of two rows and three columns, the second a hundred more than the first.
  private let pair = Tensor<Double>(
    shape: [2, 3, 2], scalars: (0..<6).flatMap { [Double($0), Double($0) + 100] })

  @Test func theExamplesAreLast() throws {
    let tiles = [(0..<6).map(Double.init), (100..<106).map(Double.init)]
    let plain = Figure { Axes { Tiles(tiles, width: 3, columns: 2) } }
    let figures = [pair, pair.reshaped([1, 2, 3, 2])].map { stack in
      Figure { Axes { Tiles(stack) } }
    }
    for figure in figures {
      #expect(figure.csv == plain.csv)
      #expect(try figure.rendered(as: .svg) == plain.rendered(as: .svg))
    }
    let below = Figure { Axes { Tiles(pair, columns: 1) } }
    #expect(try below.rendered(as: .svg) != plain.rendered(as: .svg))
  }

  @Test func threeChannelsAreColours() throws {
    let red: [Double] = [1, 0.5]
    let stack = Tensor<Double>(shape: [3, 1, 2, 1], scalars: red + [0, 0] + [0.25, 0])
    let plain = Tiles(rgb: [[1, 0, 0.25, 0.5, 0, 0]], width: 2, columns: 1)
    #expect(csv(Tiles(stack)) == csv(plain))
  }
}
