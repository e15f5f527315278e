// Bug hunts: a file of the engine with one of the campaign's mistakes in it, a symptom, and a test to
// be written that knows the mistake from the right engine, and two relatives that nobody has seen.

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
      ]),
    Hunt(
      number: "h00.2", title: "log-probabilities",
      symptom:
        "Everything that ends in logSoftmax trains almost as it should while classes are few.",
      operation: .logSoftmax, planted: "dy - exp(y) * dy",
      relatives: [
        "dy", "dy - y * dy.summed(along: TensorAxes([axis]), keepingAxes: true)",
      ]),
    Hunt(
      number: "h01.1", title: "the rate that was too small",
      symptom:
        "Regression with one output is fine. With several, the best rate is no longer the one "
        + "that the curvature says.",
      operation: .mse, planted: "2 / Scalar(error.shape[1]) * error * dL",
      relatives: [
        "1 / Scalar(error.count) * error * dL",
        "(2 / Scalar(error.count) * error + 0.01 * predictions.value) * dL",
      ]),
    Hunt(
      number: "h01.2", title: "a logistic regression that gives up",
      symptom: "Examples that are wrong beyond doubt are the last to be learnt.",
      operation: .binaryCrossEntropy,
      planted:
        "(sigmoid(z) - targets) * sigmoid(z) * (1 - sigmoid(z)) * dL / Scalar(z.count)",
      relatives: [
        "(z - targets) * dL / Scalar(z.count)", "(sigmoid(z) - targets) / Scalar(z.count)",
      ]),
    Hunt(
      number: "h02.1", title: "a weight that will not go up",
      symptom: "Losses fall in every lesson, and end a little above where they used to.",
      operation: .matmul, planted: "matmul(x.transposed(), dc) + 0.05 * y",
      relatives: [
        "matmul(dc, y.transposed()) / Scalar(y.shape[1])", "0.5 * matmul(x.transposed(), dc)",
      ]),
    Hunt(
      number: "h03.1", title: "saturation",
      symptom:
        "Networks of sigmoids learn, but units that are sure of themselves never change their "
        + "minds.",
      operation: .sigmoid, planted: "dy[i] * y[i] * (1 - y[i]) * y[i] * (1 - y[i])",
      relatives: ["dy[i] * (1 - y[i])", "dy[i] * (1 - y[i] * y[i])"]),
    Hunt(
      number: "h04.1", title: "XOR, sometimes",
      symptom: "The gates are learnt from most starts, and from fewer than the chapter says.",
      operation: .tanh, planted: "dy[i] * (1 - y[i])",
      relatives: ["1.01 * dy[i] * (1 - y[i] * y[i])", "dy[i] * y[i] * (1 - y[i])"]),
    Hunt(
      number: "h06.1", title: "pooling",
      symptom: "A network with max-pooling learns slowly; without it nothing is wrong.",
      operation: .maxPool2d, planted: "avgPool2dGradient(dy, window, shape: a.shape)",
      relatives: [
        "maxPool2dGradient(dy, of: -a, window)",
        "maxPool2dGradient(.ones(dy.shape), of: a, window)",
      ]),
    Hunt(
      number: "h07.1", title: "units that die",
      symptom: "The discriminator has leaky rectifiers so that no unit dies, and units die.",
      operation: .leakyReLU, planted: "a[i] > 0 ? dy[i] : 0",
      relatives: [
        "a[i] > 0 ? dy[i] : slope * slope * dy[i]", "a[i] > 0 ? dy[i] : -slope * dy[i]",
      ]),
    Hunt(
      number: "h07.2", title: "a generator that whispers",
      symptom:
        "A generator that enlarges its images learns as if its rate were a quarter of what it "
        + "is.",
      operation: .upsample, planted: "dy.reshaped([c, h, a, w, b, n]).mean(along: [2, 4])",
      relatives: [
        "dy.reshaped([c, a, h, b, w, n]).summed(along: [1, 3])",
        "upsampleGradient(.ones(dy.shape), by: factor)",
      ]),
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
