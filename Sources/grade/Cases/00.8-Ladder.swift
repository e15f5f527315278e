// Where exercise 00.8 is checked: a step of the ladder, held to the checker's own.

import GradientCheck
import Gradus

/// The checks of D, R and B, of functions that bend, and of one with a kink.
func ladderCases(_ student: Student, _ variation: Variation = .published) -> [Case] {
  let table: [(name: String, f: @Sendable (Double) -> Double, x: Double)] = [
    ("a cubic", { $0 * $0 * $0 }, 1.25), ("sin", { .sin($0) }, 0.5), ("exp", { .exp($0) }, -0.25),
    ("a kink", { abs($0 - 0.75) + 0.5 * $0 * $0 }, 0.75),
  ]
  var random = variation.generator(1911)
  return table.flatMap { name, f, x -> [Case] in
    // A power of two, so that x ± h is exact and nothing but the step itself is judged.
    let place = 3 + random.integer(below: 3)
    let h = Double(sign: .plus, exponent: -place, significand: 1)
    let values = Tensor((-2...2).map { f(x + Double($0) * h) })
    let step = NumericDerivative.steps(of: f, at: x)[place]
    let right = [step.quotient, step.extrapolated ?? .nan, step.bend]
    let (v, wide) = (values.scalars, (values.scalars[4] - values.scalars[0]) / (4 * h))
    let quotients = [
      "it is the slope to one side; the central quotient goes from x − h to x + h.":
        (v[3] - v[2]) / h,
      "from x − h to x + h it is 2h.": 2 * right[0],
      "it is the quotient of the double step.": wide,
    ]
    let extrapolations = [
      "it is D: nothing has been extrapolated.": right[0],
      "h and 2h have changed places: the finer quotient has the larger weight.":
        (4 * wide - right[0]) / 3,
      "the weights cancel an error of c·h; here it is c·h².": 2 * right[0] - wide,
    ]
    let bends = [
      "it is f″: the difference of two slopes is not divided by h again.": right[2] / h,
      "it is the difference of values; slopes are divided by h.": right[2] * h,
      "it is the sum of both slopes.": 2 * right[0],
    ]
    // A wrong D makes R wrong as well.
    let mistakes = [
      quotients, extrapolations.merging(quotients.mapValues { (4 * $0 - wide) / 3 }) { $1 }, bends,
    ]
    return ["D", "R", "B"].enumerated().map { index, what in
      Case.value(
        name: "\(name), h = 1/\(1 << place), \(what)", what: what,
        answer: {
          let answer = student(values, Tensor(h))
          return answer.shape == [3] ? Tensor(answer[index]) : answer
        },
        expected: { Tensor(right[index]) },
        mistakes: mistakes[index].mapValues { number in { Tensor(number) } })
    }
  }
}
