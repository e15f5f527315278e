// Lesson 08's findings: what the two networks are, that the displayed derivatives are right, that
// the parts of the data have nothing in common, and what the committed run found on CIFAR-10.

import Datasets
import DrawnImages
import Foundation
import GradientCheck
import Gradus
import LessonKit
import Testing

@testable import Lesson08

@Suite struct LeNet5Tests {
  @Test func theNetworkIsLeNet5() {
    var generator = RandomGenerator(seed: 1)
    let model = lenet5(using: &generator)
    #expect(model.parameterCount == 62_006)
    #expect(model.outputShape(for: [3, 32, 32]) == [10])
    #expect(model.layers.count { $0 is ReLU<Float> } == 4)
  }

  /// dl2 prints 68,688 for its own.
  @Test func theVariantIsDl2s() {
    var generator = RandomGenerator(seed: 1)
    let theirs = lenet5OfDl2(using: &generator)
    #expect(theirs.parameterCount == 68_688)
    #expect(theirs.outputShape(for: [3, 32, 32]) == [10])
    #expect(theirs.layers.count { $0 is ReLU<Float> } == 2)
  }

  /// dl2's weights have variance 6/(fan-in·outputs) in the convolutions.
  @Test(arguments: [(0, 75 * 6), (3, 150 * 16)])
  func theVariantBeginsAsDl2(layer: Int, entries: Int) throws {
    var generator = RandomGenerator(seed: 2)
    let model = lenet5OfDl2(using: &generator)
    let convolution = try #require(model.layers[layer] as? Conv2d<Float>)
    #expect(convolution.weight.value.count == entries && convolution.bias == nil)
    let variance = Double(pow(convolution.weight.value, 2).mean().scalar)
    #expect(abs(variance / (6 / Double(entries)) - 1) < 0.25)
  }

  @Test func aPlaceBiasIsAddedAtItsPlaceAndCollectsItsGradient() {
    var generator = RandomGenerator(seed: 3)
    let layer = PlaceBias([2, 3, 4], using: &generator)
    let x = Tensor<Float>.normal([2, 3, 4, 5], using: &generator)
    let y = layer(x, .training)
    #expect(y.value[1, 2, 3, 4] == x[1, 2, 3, 4] + layer.bias.value[1, 2, 3, 0])
    let dy = Tensor<Float>.normal([2, 3, 4, 5], using: &generator)
    let db = y.gradients(of: [layer.bias], upstream: dy)[0]
    #expect(abs(db - dy.summed(along: 3, keepingAxes: true)).max().scalar < 1e-5)
    #expect(layer.parameters.count == 1 && "\(layer)" == "PlaceBias(2×3×4)")
  }

  @Test func workIsCountedAsDone() {
    var generator = RandomGenerator(seed: 1)
    var shape = [3, 32, 32]
    let work = lenet5(using: &generator).layers.map { layer in
      shape = layer.outputShape(for: shape) ?? []
      return multiplications(layer, making: shape)
    }
    #expect(work.filter { $0 > 0 } == [28 * 28 * 450, 10 * 10 * 2400, 48_000, 10_080, 840])
  }

  /// The two steps of the chapter: log Σ e^z has the softmax for its derivative, and the loss of one
  /// example p − [j = c].
  @Test func theDerivativeOfTheLossIsRight() {
    let z: Tensor<Double> = [[0.3], [-1.2], [2.1], [0.7]]
    let sum = checkGradient(
      at: [("z", z)], forward: { log(exp($0[0]).summed()) },
      backward: { z, dL in [dL * softmax(z[0])] })
    #expect(sum.passes, "\(sum)")
    let right: Tensor<Double> = [[0], [0], [0], [1]]
    let loss = checkGradient(
      at: [("z", z)], forward: { log(exp($0[0]).summed()) - (right * $0[0]).summed() },
      backward: { z, dL in [dL * (softmax(z[0]) - right)] })
    #expect(loss.passes, "\(loss)")
    let engine = checkGradient(at: [("z", z)]) { crossEntropy(logits: $0[0], targets: [3]) }
    #expect(engine.passes, "\(engine)")
  }

  private var shapes: ImageDataset {
    get throws { try ImageDataset.drawn() }
  }

  @Test func thePartsHaveNothingInCommon() throws {
    let data = try shapes
    let photos = Photos(data, seed: 1)
    #expect(photos.validation.count == data.training.count / 10)
    #expect(photos.training.count + photos.validation.count == data.training.count)
    #expect(photos.test.count == data.test.count && photos.all.count == data.training.count)
    let seen = Set((0..<photos.training.count).map { photos.training.rgb($0) })
    let other = (0..<photos.validation.count).map { photos.validation.rgb($0) }
    #expect(!other.contains { seen.contains($0) })
    let few = Photos(data, atMost: 2_000, seed: 1)
    #expect(few.training.count == 2_000 && few.all.count == 2_000)
    #expect(few.validation.labels == photos.validation.labels)
  }

  private func trained(
    _ recipe: Lesson08.Recipe, on photos: Photos, seed: UInt64,
    afterEpoch: (Trained) -> Void = { _ in }
  ) -> Trained {
    var run = recipe.start(seed: seed)
    recipe.train(&run, on: photos, afterEpoch: afterEpoch)
    return run
  }

  @Test func aTrainingLearnsAndSaysHowItWent() throws {
    let photos = Photos(try shapes, atMost: 5_000, seed: 1)
    var epochs: [Int] = []
    let run = trained(Lesson08.Recipe(name: "m", epochs: 4), on: photos, seed: 1) {
      epochs.append($0.log.epochs)
    }
    #expect(run.log.seconds.count == 4 && epochs == [1, 2, 3, 4])
    #expect(run.log.losses[3] < run.log.losses[0] - 0.2, "\(run.log.losses)")
    #expect(run.log.seconds.allSatisfy { $0 > 0 })
    let p = photos.probabilities(of: photos.test, by: run.model)
    #expect(p.shape == [10, photos.test.count])
    #expect(abs(p.summed(along: 0) - 1).max().scalar < 1e-5)
    let labels = photos.validation.labels.scalars
    let guesses = photos.probabilities(of: photos.validation, by: run.model).argmax(along: 0)
    let right = zip(labels, guesses.scalars).count { $0 == $1 }
    #expect(abs(run.log.scores[3] - 100 * Double(right) / Double(labels.count)) < 1e-9)
  }

  @Test func aRecipeIsFollowed() throws {
    let photos = Photos(try shapes, atMost: 5_000, seed: 1)
    func losses(_ recipe: Lesson08.Recipe, seed: UInt64 = 7) -> [Double] {
      trained(recipe, on: photos, seed: seed).log.losses
    }
    let plain = Lesson08.Recipe(name: "", epochs: 2) { Adagrad($0, learningRate: 0.01) }
    let expected = losses(plain)
    #expect(losses(plain) == expected, "the same seed trains the same network")
    #expect(losses(plain, seed: 8) != expected)
    var (constant, forgetful, changing) = (plain, plain, plain)
    constant.falls = false
    forgetful.forgets = true
    changing.augmentation = Augmentation(flips: true, shift: 2)
    for recipe in [constant, forgetful, changing] { #expect(losses(recipe) != expected) }
    #expect(losses(forgetful)[0] == expected[0], "there is nothing to forget at first")
  }

  /// Also where images never look the same twice, and where the optimizer forgets.
  @Test(arguments: [false, true], [1, 2])
  func aResumedTrainingEndsWithTheSameBits(forgets: Bool, stop: Int) throws {
    let photos = Photos(try shapes, atMost: 300, seed: 1)
    var recipe = Lesson08.Recipe(name: "m", epochs: 3) { Adam($0, learningRate: 0.002) }
    recipe.forgets = forgets
    recipe.augmentation = Augmentation(flips: true, shift: 2)
    let start = recipe
    var first = start.start(seed: 9)
    let second = try resumed(&first, from: start.start(seed: 9), after: stop) {
      try start.train(&$0, on: photos, afterEpoch: $1)
    }
    let straight = trained(recipe, on: photos, seed: 9)
    #expect(first.log.epochs == stop)
    #expect(second.log.losses == straight.log.losses)
    #expect(second.log.scores == straight.log.scores)
    #expect(second.model.parameters.map(\.value) == straight.model.parameters.map(\.value))
  }

  /// On the drawn shapes, which stand in for CIFAR-10.
  @Test func theRunLeavesWhatTheChapterShows() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let options = ["--quick", "--bundled", "--epochs", "1"]
    try LeNet5.parse(options + ["--figures", folder.path]).run()
    let run = try Run(from: folder.appending(path: "08/run.json"))
    #expect(
      run.figures.keys.sorted() == [
        "architecture", "confusion", "curves", "kernels", "mistakes", "rates", "reliability",
        "rules", "samples",
      ])
    #expect(run.tables.keys.sorted() == ["counts", "longer", "rules", "steps"])
    #expect(run.numbers["counts.parameters"]?.agrees == .anyData)
    #expect(run.numbers["steps.2"]?.agrees == .sameSize)
    #expect(run.numbers["steps.2.seconds"]?.agrees == .never)
    try expectSameWhenRedrawn(LeNet5.self, options, in: folder)
  }

  /// What the chapter says in words about the numbers it quotes.
  @Test func theCommittedRunFoundWhatTheChapterSays() throws {
    let root = URL(filePath: #filePath).appending(path: "../../..").standardized
    let run = try Run(from: root.appending(path: "Figures/08/run.json"))
    func number(_ key: String) throws -> Double { try #require(run.numbers[key]).value }
    #expect(try number("steps.2.least") >= 60)
    #expect(abs(try number("steps.0") - 59.95) < 1)
    #expect(try number("longer.4") > number("longer.0") + 5)
    #expect(try number("longer.0.training") > number("longer.0") + 20)
    for (key, claim) in try #require(run.claims) { #expect(claim.holds, "\(key)") }
    #expect(run.data.first?.name.hasPrefix("CIFAR-10") == true)
  }
}
