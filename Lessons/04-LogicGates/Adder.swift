// An adder out of one trained gate: NAND alone makes every function (Sheffer 1913), nine of them
// add three bits, and eight such adders in a row add bytes. A batch of inputs is the last axis, so
// that all 65,536 sums are computed at once.

import Gradus
import LessonKit

/// A NAND of levels between 0 and 1, by a trained unit.
struct SoftNand {
  let unit: Sequential<Double>
  /// Whether a threshold at one half restores the levels to 0 and 1 behind every gate.
  var restores = false

  func callAsFunction(_ a: Tensor<Double>, _ b: Tensor<Double>) -> Tensor<Double> {
    // ANCHOR: nand
    let y = output(of: unit, Tensor.concatenated([a, b]))
    return restores ? Tensor<Double>(y .> 0.5) : y
    // ANCHOR_END: nand
  }

  /// A unit trained until its outputs are within `margin` of 0 and 1, and the steps it took.
  static func trained(margin: Double) throws -> (nand: SoftNand, steps: Int) {
    let model = Lesson04.unit()
    let optimizer = SGD(model.parameters, learningRate: 1)
    let steps = train(model, Gate.nand.t, with: optimizer, margin: margin, limit: 100_000)
    guard let steps else { throw LessonError("NAND has not been learnt to within \(margin).") }
    return (SoftNand(unit: model), steps)
  }
}

/// A circuit of gates of one kind; every level is `[1, examples]`.
struct Adder {
  let nand: SoftNand

  // ANCHOR: full-adder
  func sum(
    _ a: Tensor<Double>, _ b: Tensor<Double>, carry c: Tensor<Double>
  ) -> (sum: Tensor<Double>, carry: Tensor<Double>) {
    // BEGIN SOLUTION 04.8 points=3
    let u = nand(a, b)
    let x = nand(nand(a, u), nand(b, u))  // a XOR b
    let v = nand(x, c)
    return (sum: nand(nand(x, v), nand(c, v)), carry: nand(u, v))
    // END SOLUTION
  }
  // ANCHOR_END: full-adder

  // ANCHOR: ripple
  /// The sum of two numbers, lowest bit first; the last bit is the last carry.
  func sum(_ a: [Tensor<Double>], _ b: [Tensor<Double>]) -> [Tensor<Double>] {
    var carry = Tensor<Double>.zeros(a[0].shape)
    var bits: [Tensor<Double>] = []
    for (a, b) in zip(a, b) {
      let place = sum(a, b, carry: carry)
      bits.append(place.sum)
      carry = place.carry
    }
    return bits + [carry]
  }
  // ANCHOR_END: ripple
}

/// The lowest `count` bits of numbers, lowest first, each `[1, numbers]`.
func bits(_ numbers: [Int], _ count: Int) -> [Tensor<Double>] {
  (0..<count).map { place in Tensor([numbers.map { Double($0 >> place & 1) }]) }
}

/// How many of all sums of two bytes an adder gets right, and the weakest levels among their bits:
/// the lowest of those that should be 1, and the highest of those that should be 0.
func examineBytes(_ adder: Adder) -> (right: Int, one: Double, zero: Double) {
  let (a, b) = ((0..<65536).map { $0 / 256 }, (0..<65536).map { $0 % 256 })
  let found = adder.sum(bits(a, 8), bits(b, 8)).map(\.scalars)
  var (right, one, zero) = (0, 1.0, 0.0)
  for k in a.indices {
    let truth = a[k] + b[k]
    var isRight = true
    for (place, level) in found.enumerated() {
      let bit = truth >> place & 1
      if bit == 1 { one = min(one, level[k]) } else { zero = max(zero, level[k]) }
      if (level[k] > 0.5) != (bit == 1) { isRight = false }
    }
    if isRight { right += 1 }
  }
  return (right, one, zero)
}
