// The order in which Winograd's filtering adds, said by loops over single numbers: whoever agrees with
// it to the last bit agrees with every other machine that multiplies and adds at once.

import Testing

@testable import Gradus

@Suite struct WinogradOrderTests {
  /// One example, one tile and one output at a time, over the channels in turn.
  @Test("They add in an order that names no register, to the last bit")
  func order() throws {
    var generator = RandomGenerator(seed: 12)
    let x = Tensor<Float>.normal([19, 7, 10, 37], using: &generator)
    let w = Tensor<Float>.normal([5, 19, 3, 3], using: &generator)
    let bias = Tensor<Float>.normal([5], using: &generator)
    typealias Square = [Float.Lanes]
    func square<let from: Int, let to: Int>(
      _ f: (InlineArray<from, Float.Lanes>) -> InlineArray<to, Float.Lanes>,
      _ read: (Int, Int) -> Float
    ) -> Square {
      var result = Square(repeating: Float.Lanes(repeating: 0), count: to * to)
      Winograd<Float>.onBothAxes(
        f, read: { Float.Lanes(repeating: read($0, $1)) },
        write: { i, j, value in result[i * to + j] = value })
      return result
    }
    var y = Tensor<Float>.zeros([5, 7, 10, 37])
    for (o, n) in (0..<5).flatMap({ o in (0..<37).map { (o, $0) } }) {
      for (top, left) in [(0, 0), (0, 4), (0, 8), (4, 0), (4, 4), (4, 8)] {
        var m = Square(repeating: Float.Lanes(repeating: 0), count: 36)
        for c in 0..<19 {
          let u = square({ Winograd<Float>.kernel($0) }) { w[o, c, $0, $1] }
          let v = square({ Winograd<Float>.image($0) }) { i, j in
            let (row, column) = (top + i - 1, left + j - 1)
            return 0..<7 ~= row && 0..<10 ~= column ? x[c, row, column, n] : 0
          }
          for k in 0..<36 { m[k].addProduct(u[k], v[k]) }
        }
        let tile = square({ Winograd<Float>.result($0) }) { m[$0 * 6 + $1].wrapped[0] }
        for i in 0..<min(4, 7 - top) {
          for j in 0..<min(4, 10 - left) {
            y[o, top + i, left + j, n] = tile[i * 4 + j].wrapped[0] + bias[o]
          }
        }
      }
    }
    let kernel = WinogradKernel<Float>(
      convolving: x.shape, with: w.shape, to: y.shape, Window2d(3, padding: 1))
    #expect(try #require(kernel.result(x, w, bias: bias)) == y)
  }
}
