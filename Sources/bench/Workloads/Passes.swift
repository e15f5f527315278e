// What goes over its elements once or a few times, and waits for memory more than it computes:
// pooling, normalisation, activations, losses, an optimizer's step, the gathering of a batch.

import Gradus

/// Pooling of square images with a window of 2×2.
struct Pooling: Task {
  /// What is computed.
  enum Function: String, Codable {
    case max, maxGradient, average
  }

  static let name = "pooling"
  var function: Function
  var channels: Int
  var side: Int
  var batch: Int

  private var x: [Int] { [channels, side, side, batch] }
  private var y: [Int] { [channels, side / 2, side / 2, batch] }

  var operations: Double {
    Double((function == .maxGradient ? y : x).reduce(1, *))
  }
  // The gradient also reads x, in which it looks for the maxima again.
  var bytes: Double? { bench.bytes(x, y) + (function == .maxGradient ? bench.bytes(x) : 0) }
  var small: Self { Self(function: function, channels: 3, side: 6, batch: 19) }

  func prepared() -> () -> Tensor<Float> {
    let (x, dy) = (pattern(x, 1), pattern(y, 2))
    let window = Window2d(2, stride: 2)
    switch function {
    case .max: return { maxPool2d(x, window) }
    case .maxGradient: return { maxPool2dGradient(dy, of: x, window) }
    case .average: return { avgPool2d(x, window) }
    }
  }
}

/// Batch normalisation of images, forward and backward.
struct BatchNormalisation: Task {
  static let name = "batch_normalisation"
  var channels: Int
  var side: Int
  var batch: Int

  private var x: [Int] { [channels, side, side, batch] }

  /// Sum and sum of squares, normalise; and as much again twice for the gradients.
  var operations: Double { 14 * Double(x.reduce(1, *)) }
  /// Forward reads x twice and writes y; backward reads x and dy twice and writes dx.
  var bytes: Double? { 8 * bench.bytes(x) }
  var small: Self { Self(channels: 3, side: 5, batch: 7) }

  func prepared() -> () -> Tensor<Float> {
    let layer = BatchNorm2d<Float>(channels)
    let (x, dy) = (Variable(pattern(x, 1)), pattern(x, 2))
    return { layer(x, .training).gradients(of: [x] + layer.parameters, upstream: dy)[0] }
  }
}

/// A function of every element.
struct Elementwise: Task {
  /// Which function.
  enum Function: String, Codable, CaseIterable {
    case relu, exp, log, tanh, sigmoid
  }

  static let name = "elementwise"
  var function: Function
  var count: Int

  var operations: Double { Double(count) }
  var bytes: Double? { 2 * bench.bytes([count]) }
  var small: Self { Self(function: function, count: 1001) }

  func prepared() -> () -> Tensor<Float> {
    let x = 4 * pattern([count], 1)
    switch function {
    case .relu: return { relu(x) }
    case .exp: return { exp(x) }
    case .log:
      let positive = x + 2.5
      return { log(positive) }
    case .tanh: return { tanh(x) }
    case .sigmoid: return { sigmoid(x) }
    }
  }
}

/// Softmax and cross-entropy of scores, and the gradient.
struct CrossEntropy: Task {
  static let name = "cross_entropy"
  var classes: Int
  var batch: Int

  var operations: Double { 6 * Double(classes * batch) }
  var bytes: Double? { 2 * bench.bytes([classes, batch]) + 8 * Double(batch) }
  var small: Self { Self(classes: 7, batch: 19) }

  func prepared() -> () -> Tensor<Float> {
    let z = Variable(4 * pattern([classes, batch], 1))
    let labels = Tensor(wholePattern(batch, below: classes, 2))
    return { crossEntropy(logits: z, targets: labels).gradients(of: [z])[0] }
  }
}

/// Adam's step for LeNet-5's 62,006 parameters, whose gradients are given; returns the largest
/// parameter.
struct AdamStep: Task {
  static let name = "adam"
  /// The parameters' shapes, the largest first.
  var shapes: [[Int]]

  private var count: Double { Double(shapes.map { $0.reduce(1, *) }.reduce(0, +)) }
  var operations: Double { 13 * count }
  /// Reads θ, g, m and v; writes θ, m and v.
  var bytes: Double? { 7 * 4 * count }
  var small: Self { Self(shapes: [[5, 3], [5]]) }

  func prepared() -> () -> Tensor<Float> {
    let parameters = shapes.map { Variable(pattern($0, 1)) }
    let gradients = shapes.map { pattern($0, 2) }
    var adam = Adam(parameters)
    return {
      adam.step(gradients)
      return parameters[0].value
    }
  }
}

/// The gathering of a batch of colour images from all.
struct Gathering: Task {
  static let name = "gathering"
  var images: Int
  var batch: Int

  var operations: Double { 3 * 32 * 32 * Double(batch) }
  var bytes: Double? { 2 * bench.bytes([3, 32, 32, batch]) }
  var small: Self { Self(images: 11, batch: 5) }

  func prepared() -> () -> Tensor<Float> {
    let order = wholePattern(images, below: images, 3)
    var batches = EndlessBatches(imagePattern(images, of: [3, 32, 32]).examples(order), of: batch)
    return { batches.next().images }
  }
}
