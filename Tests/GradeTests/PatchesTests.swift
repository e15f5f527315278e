import Foundation
import Given
import Gradus
import Testing

@testable import grade

/// A way to send dP back: where in the image an entry belongs, and how it joins what is there.
private func sent(
  joining: @escaping @Sendable (_ there: Double, _ share: Double) -> Double = { $0 + $1 },
  to place: @escaping @Sendable (_ h: Int, _ w: Int, _ i: Int, _ j: Int, _ s: Int) -> (Int, Int) = {
    h, w, i, j, s in (h * s + i, w * s + j)
  },
  tap: @escaping @Sendable (_ i: Int, _ j: Int, _ k: Int) -> Int = { $0 * $2 + $1 },
  column: @escaping @Sendable (_ h: Int, _ w: Int, _ rows: Int, _ columns: Int) -> Int = {
    $0 * $3 + $1
  }
) -> PatchesGradient {
  { x, k, s, dP in
    let (rows, columns) = ((x.shape[0] - k) / s + 1, (x.shape[1] - k) / s + 1)
    var dx = Tensor<Double>.zeros(x.shape)
    for h in 0..<rows {
      for w in 0..<columns {
        for i in 0..<k {
          for j in 0..<k {
            let (u, v) = place(h, w, i, j, s)
            guard u < x.shape[0], v < x.shape[1] else { continue }
            dx[u, v] = joining(dx[u, v], dP[tap(i, j, k), column(h, w, rows, columns)])
          }
        }
      }
    }
    return dx
  }
}

private let reference = sent()

private let mistakes: [Mistake<PatchesGradient>] = [
  Mistake("zeros", "not written yet") { x, _, _, _ in Tensor.zeros(x.shape) },
  Mistake("wrong sign", "every sign is flipped") { -reference($0, $1, $2, $3) },
  Mistake("the last overwrites", "were overwritten", sent(joining: { $1 })),
  Mistake("the first stays", "only the first place", sent(joining: { $0 == 0 ? $1 : $0 })),
  Mistake("no stride", "stride is missing", sent(to: { h, w, i, j, _ in (h + i, w + j) })),
  Mistake(
    "taps by columns", "rows and columns of the window", sent(tap: { i, j, k in j * k + i })),
  Mistake(
    "places by columns", "counted along columns", sent(column: { h, w, rows, _ in w * rows + h })),
  Mistake("mean", "the mean") { x, k, s, dP in
    let seen = reference(x, k, s, .ones(dP.shape))
    return reference(x, k, s, dP) / seen.map { max($0, 1) }
  },
  Mistake("twice", nil) { 2 * reference($0, $1, $2, $3) },
]

private let examiner = Examiner<PatchesGradient>(file: "06.5-Patches.swift") { patchesCases($0) }

@Suite struct PatchesTests {
  @Test func aRightGradientPasses() {
    examiner.expectRight(reference, inAll: 6)
  }

  @Test(arguments: mistakes)
  private func aMistakeFailsWithItsHint(mistake: Mistake<PatchesGradient>) {
    mistake.expectHint(in: examiner.grade(mistake.solution))
  }
}
