// Where exercise 00.5 is checked, and which mistakes are recognised.
//
// The numbers of classes and examples are distinct primes, so that no axis can stand in for
// another; an example alone hides what examples do to each other. The exponentials of the last
// case's scores overflow in one column and vanish in the next.
//
// A mistaken pullback belongs, as a rule, to no function of x; with y held at its value p at the
// point, it belongs to a linear one: dy·p to x·p.

import Gradus

/// The checks of a pullback of `softmax`.
func softmaxCases(_ gradient: @escaping Pullback, _ variation: Variation = .published) -> [Case] {
  let table: [(name: String, shape: [Int], centers: Tensor<Double>)] = [
    ("3 classes, 5 examples", [3, 5], [0]), ("7 classes, 2 examples", [7, 2], [0]),
    ("2 classes, 11 examples", [2, 11], [0]), ("13 classes, 1 example", [13, 1], [0]),
    ("scores near 1000, −1000 and 0", [5, 3], [[1000, -1000, 0]]),
  ]
  var random = variation.generator(1990)
  return table.map { name, shape, centers in
    let shape = [variation.grown(shape[0]), shape[1]]
    let point = centers + Tensor.normal(shape, using: &random)
    let p = softmax(point)
    return Case.gradient(
      name: name, input: "x", point: point, function: { x in softmax(x) }, gradient: gradient,
      mistakes: [
        "it is the pullback of the logarithm of softmax.":
          { x in logSoftmax(x) },
        "y·dy is one of two terms: each score changes every probability of its column.":
          { x in p * x },
        "the sum of y·dy runs along the examples; it should run down the classes, axis 0.":
          { x in p * x - p * (p * x).summed(along: 1, keepingAxes: true) },
        "the sum of y·dy runs over everything; every example has a sum of its own.":
          { x in p * x - p * (p * x).summed() },
        "the sum is to be of y·dy, not of dy.":
          { x in p * x - (p * x).summed(along: 0, keepingAxes: true) },
        "the difference is still to be multiplied by y.":
          { x in x - p * x.summed(along: 0, keepingAxes: true) },
      ])
  }
}
