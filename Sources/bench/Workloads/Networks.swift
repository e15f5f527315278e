// Training steps through the graph and the public layers, as a lesson would write them: gather a
// batch, predict, take the loss's gradients, move the parameters.

import Datasets
import Gradus

/// A training step of LeNet-5 (LeCun et al. 1998) as it is usually fitted to CIFAR-10: 3→6→16
/// channels, ReLU and max-pooling, Adam.
struct LeNet: Task {
  static let name = "lenet"
  var batch: Int
  /// Images in memory, more than the caches hold.
  var images: Int

  /// Convolutions and linear layers; the first convolution needs no gradient of its input.
  var operations: Double {
    let first = 6 * 28 * 28 * 75
    let rest = 16 * 10 * 10 * 150 + 400 * 120 + 120 * 84 + 84 * 10
    return Double(batch * 2 * (2 * first + 3 * rest))
  }

  var small: Self { Self(batch: 5, images: 11) }

  func prepared() -> () -> Tensor<Float> {
    var start = StartingPoint()
    let model = Sequential<Float> {
      start.convolution(3, 6, kernel: 5)
      ReLU()
      MaxPool2d(2)
      start.convolution(6, 16, kernel: 5)
      ReLU()
      MaxPool2d(2)
      Flatten()
      start.linear(400, 120)
      ReLU()
      start.linear(120, 84)
      ReLU()
      start.linear(84, 10)
    }
    return training(
      model, Adam(model.parameters), on: imagePattern(images, of: [3, 32, 32]), batch: batch)
  }
}

/// A training step of the perceptron 784-50-40-10.
struct MLP: Task {
  static let name = "mlp"
  var batch: Int
  /// Examples in memory.
  var images: Int

  var operations: Double {
    let (first, rest) = (784 * 50, 50 * 40 + 40 * 10)
    return Double(batch * 2 * (2 * first + 3 * rest))
  }

  var small: Self { Self(batch: 5, images: 11) }

  func prepared() -> () -> Tensor<Float> {
    var start = StartingPoint()
    let model = Sequential<Float> {
      Flatten()
      start.linear(784, 50)
      ReLU()
      start.linear(50, 40)
      ReLU()
      start.linear(40, 10)
    }
    return training(
      model, Adam(model.parameters), on: imagePattern(images, of: [1, 28, 28]), batch: batch)
  }
}

/// A training step of the network 2-4-1 on the four examples of XOR.
struct XOR: Task {
  static let name = "xor"

  var operations: Double { Double(4 * 2 * (2 * 8 + 3 * 4)) }
  var small: Self { self }

  func prepared() -> () -> Tensor<Float> {
    var start = StartingPoint()
    let model = Sequential<Float> {
      start.linear(2, 4)
      Sigmoid()
      start.linear(4, 1)
    }
    let x: Tensor<Float> = [[0, 0, 1, 1], [0, 1, 0, 1]]
    let t: Tensor<Float> = [[0, 1, 1, 0]]
    var optimizer = SGD(model.parameters, learningRate: 0.1)
    return {
      let z = model(x, .training)
      let loss = binaryCrossEntropy(logits: z, targets: t)
      optimizer.step(loss.gradients(of: optimizer.parameters))
      return z.value
    }
  }
}

/// Steps through the images in a fixed random order; a step returns the scores.
private func training(
  _ model: Sequential<Float>, _ adam: Adam<Float>, on images: LabelledImages, batch: Int
) -> () -> Tensor<Float> {
  let order = wholePattern(images.count, below: images.count, 3)
  var batches = EndlessBatches(images.examples(order), of: batch)
  var optimizer = adam
  return {
    let batch = batches.next()
    let z = model(batch.images, .training)
    let loss = crossEntropy(logits: z, targets: batch.labels)
    optimizer.step(loss.gradients(of: optimizer.parameters))
    return z.value
  }
}

/// The whole batches of some images, again and again.
struct EndlessBatches {
  private let batches: Batches<Float>
  private let size: Int
  private var iterator: Batches<Float>.Iterator

  init(_ images: LabelledImages, of size: Int) {
    require(images.count >= size, "EndlessBatches: \(images.count) images for batches of \(size)")
    batches = images.batches(of: size)
    self.size = size
    iterator = batches.makeIterator()
  }

  /// The next batch.
  mutating func next() -> LabelledBatch<Float> {
    while true {
      if let batch = iterator.next(), batch.count == size { return batch }
      iterator = batches.makeIterator()
    }
  }
}
