// A formula with two networks in it, f(x) = w0·N1(w1·x² + w2·x + N2(w3·x)), fitted to t = 10 at
// x = 4, with its gradients derived by hand: as they were published in 2020, or right.
//
// coderkarthiko, "dl2", demo.ipynb, "another example" (github.com/coderkarthiko/ml-project).

import Gradus

/// What was wrong in the published gradients.
enum Slip: String, CaseIterable {
  /// dL/dw0 is f, where (f − t)·N1 belongs.
  case w0 = "dw0 = f"
  /// An extra 2·w1 in dL/dw1: the derivative of w1², which does not occur.
  case w1 = "2·w1 in dw1"
  /// dL/dw3 multiplied by dz twice: the gradient that left N2 had it already.
  case w3 = "dz twice in dw3"
  /// The factor w0 left out of everything behind N1.
  case chain = "w0 left out behind N1"
}

/// The formula at one x, with all it is made of.
struct Nest {
  let x = 4.0
  let t = 10.0

  /// w0, w1, w2, w3, then W₁, b₁, W₂, b₂, W₃, b₃ of N1 and the same of N2.
  var parameters: [Tensor<Double>]

  /// The published start: w = 6, 2, 4, 1, the networks random.
  init(using generator: inout RandomGenerator) {
    parameters = [6, 2, 4, 1].map { Tensor($0) }
    for _ in 1...2 {
      for (inputs, outputs) in [(1, 10), (10, 10), (10, 1)] {
        let layer = Linear<Double>(inputs, outputs, using: &generator)
        parameters += layer.parameters.map(\.value)
      }
    }
  }

  /// Of ten thousand random starts the one whose f is nearest to the published start's.
  static func likePublished(using generator: inout RandomGenerator) -> Nest {
    let published = 46.02055810627806
    func distance(_ nest: Nest) -> Double { abs(nest.run().f - published) }
    var start = Nest(using: &generator)
    for _ in 1..<10_000 {
      let other = Nest(using: &generator)
      if distance(other) < distance(start) { start = other }
    }
    return start
  }

  /// One evaluation: f, the loss, its gradients with the given mistakes and what reaches N1's
  /// input.
  func run(_ slips: Set<Slip> = []) -> (
    f: Double, loss: Double, gradients: [Tensor<Double>], dz: Double
  ) {
    let (w0, w1) = (parameters[0].scalar, parameters[1].scalar)
    let (w2, w3) = (parameters[2].scalar, parameters[3].scalar)
    // ANCHOR: forward
    let N2 = Network(parameters[10...], at: w3 * x)
    let N1 = Network(parameters[4..<10], at: w1 * x * x + w2 * x + N2.output)
    let f = w0 * N1.output
    let df = f - t
    // ANCHOR_END: forward
    func slip(_ slip: Slip) -> Bool { slips.contains(slip) }
    // ANCHOR: gradients
    let (dN1, dz) = N1.backward(slip(.chain) ? df : df * w0)
    let (dN2, ds) = N2.backward(dz)
    let dw0 = slip(.w0) ? df + t : df * N1.output
    let dw1 = slip(.w1) ? dz * 2 * w1 * x * x : dz * x * x
    let dw2 = dz * x
    let dw3 = slip(.w3) ? dz * ds * x : ds * x
    // ANCHOR_END: gradients
    return (f, df * df / 2, [dw0, dw1, dw2, dw3].map { Tensor($0) } + dN1 + dN2, dz)
  }

  /// The same with some parameters replaced.
  func replacing(_ places: [Int], by values: [Tensor<Double>]) -> Nest {
    var nest = self
    for (place, value) in zip(places, values) { nest.parameters[place] = value }
    return nest
  }

  /// The losses before every step of gradient descent and after the last.
  func descent(_ slips: Set<Slip>, rate: Double, steps: Int) -> [Double] {
    var nest = self
    var losses = [nest.run().loss]
    for _ in 0..<steps {
      let gradients = nest.run(slips).gradients
      nest.parameters = zip(nest.parameters, gradients).map { $0 - rate * $1 }
      losses.append(nest.run().loss)
    }
    return losses
  }
}

/// One run of a 1-10-10-1 network of leaky ReLUs; its own gradients come from the graph.
private struct Network {
  private let parameters: [Variable<Double>]
  private let input: Variable<Double>
  private let result: Variable<Double>

  /// Runs the network with W₁, b₁, W₂, b₂, W₃, b₃ at a number.
  init(_ parameters: ArraySlice<Tensor<Double>>, at z: Double) {
    let p = parameters.map { Variable($0) }
    self.parameters = p
    input = Variable(Tensor([[z]]))
    result = stride(from: 0, to: p.count, by: 2).reduce(input) { h, i in
      leakyReLU(matmul(p[i], h) + p[i + 1].reshaped([-1, 1]), slope: 0.01)
    }
  }

  var output: Double { result.value.scalar }

  /// The gradients of the parameters and of the input, for that of the output.
  func backward(_ d: Double) -> (parameters: [Tensor<Double>], input: Double) {
    let gradients = result.gradients(of: parameters + [input], upstream: Tensor([[d]]))
    return (Array(gradients.dropLast()), gradients[parameters.count].scalar)
  }
}
