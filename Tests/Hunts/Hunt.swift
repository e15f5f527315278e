// Bug hunts: a file of the engine with one of the campaign's mistakes in it, a symptom, and a test to
// be written that knows the mistake from the right engine, and two relatives that nobody has seen. No
// file of theirs has an exercise in it, which it would give away.

import Mutants

/// A mistake to be hunted.
struct Hunt {
  let number, title: String
  /// What somebody has noticed.
  let symptom: String
  let operation: Operation
  /// The wrong code that is planted, and that of two relatives.
  let planted: String
  let relatives: [String]
  /// A function of a variable that shows it, and the shape of its argument.
  let function: String
  let shape: [Int]

  /// What a repaired file is asked: values and gradients of the function.
  var probe: String { "probed(\(shape), seed) { \(function) }" }

  /// A test that finds it and its relatives.
  var test: String {
    """
    var random = RandomGenerator(seed: 5)
    let x = Tensor<Double>.normal(\(shape), using: &random)
    return checkGradient(at: [("x", x)]) { [$0[0]].map { \(function) }[0] }.passes
    """
  }

  /// Every hunt.
  static let all = [
    Hunt(
      number: "h00.1", title: "attention that forgets",
      symptom:
        "A network that weighs its inputs by softmax learns, and worse than it should. Behind a "
        + "cross-entropy, which has a gradient of its own, nothing is wrong.",
      operation: .softmax, planted: "dy * y * (1 - y)",
      relatives: [
        "y * dy", "y * (dy - (y * dy).mean(along: TensorAxes([axis]), keepingAxes: true))",
      ],
      function: "softmax($0, along: 0)", shape: [3, 4]),
    Hunt(
      number: "h00.2", title: "log-probabilities",
      symptom:
        "Everything that ends in logSoftmax trains almost as it should while classes are few.",
      operation: .logSoftmax, planted: "dy - exp(y) * dy",
      relatives: [
        "dy", "dy - y * dy.summed(along: TensorAxes([axis]), keepingAxes: true)",
      ],
      function: "logSoftmax($0, along: 0)", shape: [3, 4]),
    Hunt(
      number: "h01.1", title: "the root of the mean square",
      symptom:
        "Errors given as roots of mean squares are right. A model that is trained on one creeps while "
        + "it fits badly, and jumps about once it nearly fits.",
      operation: .sqrt, planted: "dy / (2 * x.value)",
      relatives: ["dy / y", "1 / (2 * y)"], function: "sqrt($0 * $0 + 0.5)", shape: [3, 4]),
    Hunt(
      number: "h02.1", title: "a weight that will not go up",
      symptom: "Losses fall in every lesson, and end a little above where they used to.",
      operation: .matmul, planted: "matmul(x.transposed(), dc) + 0.05 * y",
      relatives: [
        "matmul(dc, y.transposed()) / Scalar(y.shape[1])", "0.5 * matmul(x.transposed(), dc)",
      ],
      function: "matmul($0, $0.reshaped([4, 3]))", shape: [3, 4]),
    Hunt(
      number: "h03.1", title: "saturation",
      symptom:
        "Networks of sigmoids learn, but units that are sure of themselves never change their "
        + "minds.",
      operation: .sigmoid, planted: "dy[i] * y[i] * (1 - y[i]) * y[i] * (1 - y[i])",
      relatives: ["dy[i] * (1 - y[i])", "dy[i] * (1 - y[i] * y[i])"],
      function: "sigmoid($0)", shape: [3, 4]),
    Hunt(
      number: "h04.1", title: "XOR, sometimes",
      symptom: "The gates are learnt from most starts, and from fewer than the chapter says.",
      operation: .tanh, planted: "dy[i] * (1 - y[i])",
      relatives: ["1.01 * dy[i] * (1 - y[i] * y[i])", "dy[i] * y[i] * (1 - y[i])"],
      function: "tanh($0)", shape: [3, 4]),
    Hunt(
      number: "h05.1", title: "a variance of several rows",
      symptom:
        "A penalty on the variance of one row of features does what it should. On several rows at "
        + "once it is too weak, and the weaker the more there are.",
      operation: .variance, planted: "2 / Scalar(x.count) * dy.reshaped(kept) * deviation",
      relatives: ["1 / m * dy.reshaped(kept) * deviation", "2 / m * deviation"],
      function: "$0.variance(along: 1)", shape: [3, 4]),
    Hunt(
      number: "h06.1", title: "pooling",
      symptom: "A network with average pooling learns badly; without it nothing is wrong.",
      operation: .avgPool2d,
      planted: "avgPool2dGradient(.ones(dy.shape), window, shape: shape)",
      relatives: [
        "-avgPool2dGradient(dy, window, countsPadding: countsPadding, shape: shape)",
        ".ones([windows.outputShape[1], windows.outputShape[2], 1])",
      ],
      function: "avgPool2d($0, Window2d(2, stride: 2))", shape: [2, 4, 6, 2]),
    Hunt(
      number: "h07.1", title: "units that die",
      symptom: "The discriminator has leaky rectifiers so that no unit dies, and units die.",
      operation: .leakyReLU, planted: "a[i] > 0 ? dy[i] : 0",
      relatives: [
        "a[i] > 0 ? dy[i] : slope * slope * dy[i]", "a[i] > 0 ? dy[i] : -slope * dy[i]",
      ],
      function: "leakyReLU($0, slope: 0.2)", shape: [3, 4]),
    Hunt(
      number: "h07.2", title: "a generator that whispers",
      symptom:
        "A generator that enlarges its images learns as if its rate were a quarter of what it "
        + "is.",
      operation: .upsample, planted: "dy.reshaped([c, h, a, w, b, n]).mean(along: [2, 4])",
      relatives: [
        "dy.reshaped([c, a, h, b, w, n]).summed(along: [1, 3])",
        "upsampleGradient(.ones(dy.shape), by: factor)",
      ],
      function: "upsample($0, by: 2)", shape: [2, 3, 4, 2]),
  ]

  /// The mutants of the engine with certain wrong code.
  func mutant(_ replacement: String) throws -> Mutant {
    guard
      let mutant = Mutant.all.first(where: {
        $0.operation == operation && $0.replacement == replacement
      })
    else { throw MutantError("\(number): the table has no mutant \(replacement)") }
    return mutant
  }
}
