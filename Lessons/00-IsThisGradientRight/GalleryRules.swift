// The rules that a function and its pullback must keep, each broken once.

import GradientCheck
import Gradus

extension Exhibit {
  static let rules: [Exhibit] = [
    Exhibit(
      "nonDeterministic", "Dropout draws another mask at every call.", breaks: .nonDeterministic
    ) {
      var generator = RandomGenerator(seed: 1)
      return checkGradient(at: [("x", random([3, 5]))]) { p in
        let mask = Tensor<Double>.uniform([3, 5], using: &generator) .< 0.5
        return p[0] * Variable(Tensor<Double>(mask))
      }
    },
    Exhibit(
      "shape", "The gradient of a flattening stays flat.",
      breaks: .shape(input: "x", expected: [3, 5], found: [15])
    ) {
      check(random([3, 5]), { $0.reshaped([15]) }) { _, dy in dy }
    },
    // x /= 4 and error /= 4 in the average pooling of dl2.
    Exhibit(
      "changesInput", "Average pooling divides in place what it is given.",
      breaks: .changesInput("x")
    ) {
      checkGradient(at: [("x", random([6, 5]))]) { p in
        let y = p[0].reshaped([3, 2, 5]).mean(along: 1)
        p[0].value = p[0].value / 2
        return y
      }
    },
    Exhibit("changesCotangent", "So does its pullback.", breaks: .changesCotangent) {
      check(random([3, 5]), { $0 / 2 }) { _, dy in
        let dx = dy / 2
        dy.storage.withUnsafeBufferPointer { buffer in
          for (k, half) in dx.storage.enumerated() {
            UnsafeMutablePointer(mutating: buffer.baseAddress)?[k] = half
          }
        }
        return dx
      }
    },
    Exhibit(
      "notRepeatable", "Gradients add up in a buffer that nobody clears.",
      breaks: .notRepeatable(input: "x")
    ) {
      var buffer = Tensor<Double>.zeros([3, 5])
      return check(random([3, 5]), { pow($0, 2) }) { x, dy in
        buffer += 2 * x * dy
        return buffer
      }
    },
    Exhibit(
      "zeroNotKept", "Weight decay is added inside a pullback.", breaks: .zeroNotKept(input: "x")
    ) {
      check(random([3, 5]), { pow($0, 2) }) { x, dy in 2 * x * dy + 0.01 * x }
    },
    Exhibit("notLinear", "Gradients are clipped inside a pullback.", breaks: .notLinear(input: "x"))
    {
      check(random([3, 5]), { pow($0, 2) }) { x, dy in clamp(2 * x * dy, -1...1) }
    },
    Exhibit(
      "notAdjoint", "One of 307 entries is wrong, and none of the 50 that were looked at.",
      breaks: .notAdjoint(wrong: .reverse)
    ) {
      checkGradient(
        of: OneWrong(), at: [("x", random([307]))], options: CheckOptions(entries: 50))
    },
  ]
}

/// x² with a gradient that is a little off in one place.
private struct OneWrong: DifferentiableProgram {
  func callAsFunction<S: TensorScalar>(_ p: [Variable<S>]) -> Variable<S> {
    let x = p[0].value
    var slope = 2 * x
    slope[202] += 1e-6
    return Variable(x * x, Edge(p[0]) { dy in dy * slope })
  }
}
