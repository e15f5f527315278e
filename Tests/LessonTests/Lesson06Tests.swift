// Lesson 06's findings: that a convolution is a matrix and a product with patches, that its
// gradients are those of linear layers, what a unit can see, and that t-SNE descends its loss.

import Datasets
import Foundation
import GradientCheck
import Gradus
import LessonKit
import Testing

@testable import Lesson06

@Suite struct ConvNetsTests {
  /// Convolutions, on images of 2 channels and 6×5 pixels.
  static let windows = [
    Window2d(1), Window2d(3), Window2d([2, 3]), Window2d(2, stride: 2),
    Window2d(3, stride: [2, 1], padding: 1), Window2d(2, padding: [0, 1], dilation: 2),
  ]

  private let shape = [2, 6, 5]

  private func images(_ examples: Int) -> Tensor<Double> {
    var generator = RandomGenerator(seed: 61)
    return .normal(shape + [examples], using: &generator)
  }

  private func kernels(_ outputs: Int, _ window: Window2d) -> Tensor<Double> {
    var generator = RandomGenerator(seed: 62)
    return .normal([outputs, 2, window.size.height, window.size.width], using: &generator)
  }

  private func convolved(
    _ x: Tensor<Double>, _ weight: Tensor<Double>, _ window: Window2d
  ) -> Tensor<Double> {
    conv2d(
      x, weight, stride: window.stride, padding: window.padding, dilation: window.dilation)
  }

  private func largest(_ difference: Tensor<Double>) -> Double { abs(difference).max().scalar }

  /// The row of six pixels at the beginning of the chapter.
  @Test func aKernelOfADifferenceFindsEdges() {
    let row = Tensor<Double>([0, 0, 9, 9, 9, 0]).reshaped([1, 1, 6, 1])
    let kernel = Tensor<Double>([-1, 1]).reshaped([1, 1, 1, 2])
    #expect(conv2d(row, kernel).scalars == [0, 9, 0, 0, -9])
  }

  @Test(arguments: windows)
  func aConvolutionIsAMatrix(window: Window2d) {
    let (x, weight) = (images(4), kernels(3, window))
    let y = convolved(x, weight, window)
    let M = matrix(of: { convolved($0, weight, window) }, on: shape)
    #expect(largest(matmul(M, x.reshaped([-1, 4])) - y.reshaped([-1, 4])) < 1e-12)
  }

  @Test(arguments: windows)
  func theGradientOfTheImageIsTheTransposedMatrix(window: Window2d) {
    let weight = kernels(3, window)
    let dy = convolved(images(4), weight, window)
    let M = matrix(of: { convolved($0, weight, window) }, on: shape)
    let dx = conv2dInputGradient(
      dy, weight, inputSize: [6, 5], stride: window.stride, padding: window.padding,
      dilation: window.dilation)
    #expect(largest(matmul(transposed: M, dy.reshaped([-1, 4])) - dx.reshaped([-1, 4])) < 1e-12)
  }

  @Test(arguments: windows)
  func aConvolutionIsAProductWithPatches(window: Window2d) {
    let (x, weight) = (images(4), kernels(3, window))
    let y = convolved(x, weight, window)
    let P = patches(of: x, window)
    #expect(largest(matmul(weight.reshaped([3, -1]), P) - y.reshaped([3, -1])) < 1e-12)
    // dW = dY·Pᵀ
    let dW = conv2dKernelGradient(
      x, y, kernelSize: window.size, stride: window.stride, padding: window.padding,
      dilation: window.dilation)
    #expect(largest(matmul(y.reshaped([3, -1]), transposed: P) - dW.reshaped([3, -1])) < 1e-10)
  }

  /// The gradient of the matrix, dM = dY·Xᵀ, gathered weight by weight, is the kernel's.
  @Test func aSharedWeightCollectsItsGradients() {
    let window = Window2d(3)
    var generator = RandomGenerator(seed: 63)
    let x = Tensor<Double>.normal([1, 6, 5, 2], using: &generator)
    let numbers = Tensor<Double>(1..<10).reshaped([1, 1, 3, 3])
    let owner = matrix(of: { conv2d($0, numbers) }, on: [1, 6, 5])
    let report = checkGradient(
      at: [("w", Tensor<Double>.normal([9], using: &generator))],
      forward: { p in convolved(x, p[0].reshaped([1, 1, 3, 3]), window) },
      backward: { _, dy in
        let dM = matmul(dy.reshaped([-1, 2]), transposed: x.reshaped([-1, 2]))
        return [shared(dM, among: 9, by: owner)]
      })
    #expect(report.passes, "\(report)")
  }

  @Test func matricesHoldNineAndFourWeights() {
    let numbers = Tensor<Double>(1..<10).reshaped([1, 1, 3, 3])
    let M = matrix(of: { conv2d($0, numbers) }, on: [1, 6, 6])
    #expect(M.shape == [16, 36])
    #expect(Set(M.scalars) == Set((0...9).map(Double.init)))
    #expect(M.scalars.count { $0 > 0 } == 144)
  }

  /// The order of the pixels is nothing to a fully connected layer: with its columns in the same
  /// order it learns the same.
  @Test func aPerceptronDoesNotSeeTheOrderOfPixels() {
    var generator = RandomGenerator(seed: 64)
    let order = generator.permutation(of: 784)
    let x = Tensor<Float>.uniform([1, 28, 28, 20], in: 0..<1, using: &generator)
    let t = Tensor((0..<20).map { $0 % 10 })
    let plain = Network.mlp.model(using: &generator)
    let linear = plain.layers.compactMap { $0 as? Linear<Float> }
    let other = Sequential<Float> {
      Flatten()
      Linear(
        weight: linear[0].weight.value.gathered(order, along: 1), bias: linear[0].bias?.value)
      ReLU()
      Linear(weight: linear[1].weight.value, bias: linear[1].bias?.value)
      ReLU()
      Linear(weight: linear[2].weight.value, bias: linear[2].bias?.value)
    }
    let shuffled = View.shuffled(order)(x)
    var losses: [[Float]] = []
    for (model, x) in [(plain, x), (other, shuffled)] {
      var optimizer = SGD(model.parameters, learningRate: 0.1, momentum: 0.9)
      losses.append(
        (0..<20).map { _ in
          let loss = crossEntropy(logits: model(x, .training), targets: t)
          optimizer.step(loss.gradients(of: optimizer.parameters))
          return loss.value.scalar
        })
    }
    #expect(zip(losses[0], losses[1]).allSatisfy { abs($0 - $1) < 1e-3 })
    #expect(losses[0][19] < 0.9 * losses[0][0])
  }

  /// Images c times as bright at the rate η are images at the rate c²·η, from weights c times as
  /// large.
  @Test func brighterImagesAreAHigherRate() {
    var generator = RandomGenerator(seed: 65)
    let x = Tensor<Double>.normal([5, 8], using: &generator)
    let t = Tensor((0..<8).map { $0 % 3 })
    let W = Tensor<Double>.normal([3, 5], using: &generator)
    let c = 7.0
    let scores = [(c * x, W, 0.01), (x, c * W, c * c * 0.01)].map { x, W, rate in
      let model = Sequential<Double> { Linear(weight: W, bias: nil) }
      var optimizer = SGD(model.parameters, learningRate: rate)
      for _ in 0..<10 {
        let loss = crossEntropy(logits: model(x, .training), targets: t)
        optimizer.step(loss.gradients(of: optimizer.parameters))
      }
      return model(x, .evaluation).value
    }
    #expect(largest(scores[0] - scores[1]) < 1e-9)
    #expect(largest(scores[0] - matmul(W, c * x)) > 0.1)
  }

  @Test(arguments: [
    ([Window2d(3), Window2d(3)], 5, 1),
    ([Window2d(2, stride: 2), Window2d(2, stride: 2)], 4, 4),
    ([Window2d(5), Window2d(2, stride: 2), Window2d(5), Window2d(2, stride: 2)], 16, 4),
    ([Window2d(3, dilation: 2), Window2d(3, stride: 3), Window2d(2)], 10, 3),
  ])
  func aUnitSeesWhatTheFormulaSays(windows: [Window2d], size: Int, jump: Int) {
    let field = ReceptiveField(of: windows)
    #expect(field.size == size && field.jump == jump)
    let reached = influence(of: windows, size: size + 5)
    #expect(reached.summed(along: 1).scalars.lastIndex { $0 > 0 } == size - 1)
  }

  /// The sum of L independent steps of −1, 0 or 1, each of variance 2/3.
  @Test(arguments: [1, 4, 16])
  func influenceSpreadsLikeTheRoot(layers: Int) {
    let found = influence(of: Array(repeating: Window2d(3), count: layers), size: 2 * layers + 1)
    #expect(abs(spread(found) - (2 * Double(layers) / 3).squareRoot()) < 1e-9)
    #expect(abs(found.summed().scalar - 1) < 1e-12)
  }

  @Test func parametersAreCounted() {
    var generator = RandomGenerator(seed: 1)
    #expect(Network.mlp.model(using: &generator).parameterCount == 41_700)
    let cnn = Network.cnn.model(using: &generator)
    #expect(cnn.parameterCount == 11_598)
    let layer = Conv2d<Float>(1, 8, kernel: 2, stride: 2, using: &generator)
    #expect(counts(of: layer, on: [1, 28, 28]) == (784 * 1568 + 1568, 1568 * 5, 40))
    #expect(counts(of: Linear<Float>(7, 3, using: &generator), on: [7]) == (24, 24, 24))
  }

  private func points(_ count: Int) -> Tensor<Double> {
    var generator = RandomGenerator(seed: 66)
    return .normal([5, count], using: &generator)
  }

  @Test func neighboursAreAsManyAsThePerplexity() {
    let embedding = Embedding(points(40), perplexity: 7)
    #expect(abs(embedding.p.summed().scalar - 1) < 1e-12)
    #expect(largest(embedding.p - embedding.p.transposed()) < 1e-15)
    #expect((0..<40).allSatisfy { embedding.p[$0, $0] == 0 })
    for i in [0, 17, 39] {
      let x = points(40)
      let row = squaredDistances(x).slice(at: i).scalars
      let p = neighbours(row, of: i, perplexity: 7)
      let entropy = p.reduce(0) { $1 > 0 ? $0 - $1 * .log($1) : $0 }
      #expect(abs(.exp(entropy) - 7) < 1e-3)
    }
  }

  @Test(arguments: [1.0, 4.0])
  func theGradientOfALayoutIsThatOfItsLoss(exaggeration: Double) {
    var generator = RandomGenerator(seed: 67)
    let embedding = Embedding(points(13), perplexity: 4)
    let report = checkGradient(
      at: [("y", Tensor<Double>.normal([2, 13], using: &generator))],
      forward: { y in
        let k = nearness(y[0])
        // With p times e the loss is Σ e·p·(log p − log k) + log Σ k.
        let far = (exaggeration * embedding.p * log(k + identity(13))).summed()
        return log(k.summed()) - far
      },
      backward: { y, dL in [dL * embedding.gradient(y[0], exaggeration: exaggeration)] })
    #expect(report.passes, "\(report)")
  }

  /// Three heaps of points stay three heaps.
  @Test func aLayoutKeepsNeighboursTogether() {
    var generator = RandomGenerator(seed: 69)
    let heaps = Tensor<Float>.normal([6, 3], standardDeviation: 8, using: &generator)
    let labels = (0..<90).map { $0 % 3 }
    let x = heaps.gathered(labels) + .normal([6, 90], using: &generator)
    let embedding = Embedding(x, perplexity: 10)
    let y = embedding.layout(steps: 300, using: &generator) {}
    let nearest = nearness(y).argmax(along: 0).scalars
    #expect(labels.indices.allSatisfy { labels[nearest[$0]] == labels[$0] })
  }

  /// On the images that ship with the package, which stand in for MNIST's.
  @Test func theRunLeavesWhatTheChapterShows() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let options = ["--quick", "--bundled"]
    try ConvNets.parse(options + ["--figures", folder.path]).run()
    let run = try Run(from: folder.appending(path: "06/run.json"))
    #expect(run.figures.count == 10)
    #expect(run.tables.keys.sorted() == ["benchmark", "counts", "fields", "orders", "raw"])
    #expect(run.data.count == 1)
    let spread = try #require(run.numbers["fields.spread16"])
    #expect(abs(spread.value - (32.0 / 3).squareRoot()) < 1e-9 && spread.agrees == .anyData)
    #expect(run.numbers["count.cnn"]?.value == 11_598)
    #expect(run.numbers["errors.mlp"]?.agrees == .sameSize)
    try expectSameWhenRedrawn(ConvNets.self, options, in: folder)
  }

  /// Two epochs of the tenth of Fashion-MNIST that ships with the package.
  @Test func bothNetworksLearn() throws {
    let data = try ImageDataset.load(.fashionMNISTSubset, from: URL(filePath: "/"))
    for (network, least) in [(Network.mlp, 0.65), (.cnn, 0.55)] {
      var trained = Trained(network, .momentum, using: RandomGenerator(seed: 1))
      trained.train(on: data.training, test: data.test, epochs: 2) { _ in }
      #expect(trained.log.scores.count == 2)
      #expect(trained.log.scores[1] > least, "\(network): \(trained.log.scores)")
    }
  }

  @Test(arguments: Rule.allCases)
  func aResumedTrainingEndsWithTheSameBits(rule: Rule) throws {
    let data = try ImageDataset.load(.fashionMNISTSubset, from: URL(filePath: "/"))
    let (images, test) = (data.training.examples(0..<300), data.test.examples(0..<200))
    func fresh() -> Trained {
      Trained(.cnn, rule, using: RandomGenerator(seed: 2))
    }
    func train(_ trained: inout Trained, _ afterEpoch: (Trained) throws -> Void) rethrows {
      try trained.train(on: images, test: test, epochs: 3, afterEpoch: afterEpoch)
    }
    var straight = fresh()
    train(&straight) { _ in }
    var first = fresh()
    let second = try resumed(&first, from: fresh(), after: 1, train)
    #expect(first.log.scores.count == 1)
    #expect(second.log.scores == straight.log.scores)
    #expect(second.model.parameters.map(\.value) == straight.model.parameters.map(\.value))
    #expect(second.model.parameters.map(\.value) != first.model.parameters.map(\.value))
  }
}
