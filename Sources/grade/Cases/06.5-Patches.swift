// Where exercise 06.5 is checked, and which mistakes are recognised.
//
// Places overlap in most cases, and in one they leave pixels out. No image is square, and rows and
// columns of places differ, so that what is exchanged cannot hide. A mistaken gradient belongs, as
// a rule, to patches that look elsewhere; beyond the image they would see nothing.

import Given
import Gradus

/// From an image, the window's size, its stride and dP to the gradient of the image.
typealias PatchesGradient =
  @Sendable (Tensor<Double>, Int, Int, Tensor<Double>) -> Tensor<Double>

/// The checks of a gradient of ``patches(_:size:stride:)`` by the image.
func patchesCases(_ gradient: @escaping PatchesGradient, _ variation: Variation = .published)
  -> [Case]
{
  let table: [(height: Int, width: Int, k: Int, s: Int)] = [
    (5, 7, 3, 1), (7, 4, 2, 1), (8, 11, 3, 2), (9, 7, 3, 2), (7, 10, 2, 3), (4, 6, 1, 1),
  ]
  var random = variation.generator(2006)
  return table.map { height, width, k, s in
    let (height, width) = (variation.grown(height), variation.grown(width))
    let x = Tensor<Double>.normal([height, width], using: &random)
    let (rows, columns) = ((height - k) / s + 1, (width - k) / s + 1)
    /// Patches whose entry (i, j) at the place (h, w) is looked up elsewhere; nil sees nothing.
    @Sendable func looking(
      _ x: Tensor<Double>, _ place: (_ h: Int, _ w: Int, _ i: Int, _ j: Int) -> (Int, Int)?
    ) -> Tensor<Double> {
      var P = Tensor<Double>.zeros([k * k, rows * columns])
      for h in 0..<rows {
        for w in 0..<columns {
          for i in 0..<k {
            for j in 0..<k {
              guard let (u, v) = place(h, w, i, j), u < height, v < width else { continue }
              P[i * k + j, h * columns + w] = x[u, v]
            }
          }
        }
      }
      return P
    }
    // How often the window sees each pixel.
    let seen = conv2dInputGradient(
      Tensor<Double>.ones([1, rows, columns, 1]), .ones([1, 1, k, k]),
      inputSize: Size2d(height: height, width: width), stride: Size2d(height: s, width: s)
    ).reshaped([height, width])
    return Case.gradient(
      name: "\(height)×\(width), window \(k)×\(k), stride \(s)", input: "x", point: x,
      function: { x in patches(x, size: k, stride: s) },
      gradient: { x, dP in gradient(x, k, s, dP) },
      mistakes: [
        "only the last place that saw a pixel counts: the others were overwritten; add them up.":
          { x in
            looking(x) { h, w, i, j in
              let (u, v) = (h * s + i, w * s + j)
              let isLast = min(u / s, rows - 1) == h && min(v / s, columns - 1) == w
              return isLast ? (u, v) : nil
            }
          },
        "only the first place that saw a pixel counts; add up what all of them send back.":
          { x in
            looking(x) { h, w, i, j in
              let (u, v) = (h * s + i, w * s + j)
              let isFirst = h == max(0, (u - k + s) / s) && w == max(0, (v - k + s) / s)
              return isFirst ? (u, v) : nil
            }
          },
        "the stride is missing: place h begins at row h·s of the image.":
          { x in looking(x) { h, w, i, j in (h + i, w + j) } },
        "rows and columns of the window have changed places: its row i, column j is tap i·k + j.":
          { x in looking(x) { h, w, i, j in (h * s + j, w * s + i) } },
        "the places are counted along columns; they are counted row by row, h·w′ + w.":
          { x in
            looking(x) { h, w, i, j in
              let (b, a) = (h * columns + w).quotientAndRemainder(dividingBy: rows)
              return (a * s + i, b * s + j)
            }
          },
        "it is the mean of what the places send back, where it should be the sum.":
          { x in
            patches(
              x / seen.replacing(with: .ones(seen.shape), where: seen .== 0), size: k, stride: s)
          },
      ])
  }
}
