// Lesson 07's findings: where gradients flow, how large they are by either loss, that the distance
// of clouds is Fréchet's, that a generator without a rival collapses, and that a training goes on
// after an interruption as if there had been none.

import Datasets
import Foundation
import GradientCheck
import Gradus
import LessonKit
import Testing

@testable import Lesson07

@Suite struct GANTests {
  /// A pair so small that its gradients can be checked entry by entry.
  private func pair<Scalar: TensorScalar>(
    _ type: Scalar.Type = Scalar.self
  ) -> (G: Sequential<Scalar>, D: Sequential<Scalar>) {
    var random = RandomGenerator(seed: 71)
    return (
      Sequential {
        Linear(3, 4, using: &random)
        Tanh()
        Linear(4, 2, using: &random)
      },
      Sequential {
        Linear(2, 5, using: &random)
        Tanh()
        Linear(5, 1, using: &random)
      }
    )
  }

  @Test(arguments: GeneratorLoss.allCases)
  func gradientsOfBothLossesPassTwoNetworks(loss: GeneratorLoss) {
    let (G, D) = pair(Double.self)
    var random = RandomGenerator(seed: 72)
    let z = Tensor<Double>.normal([3, 6], using: &random)
    let parameters = G.parameters
    let report = checkGradient(
      at: G.namedParameters.map { ($0.name, $0.content.value) },
      forward: { values in
        for (parameter, value) in zip(parameters, values) { parameter.value = value }
        return loss(D(G(z, .training), .training)).value
      },
      backward: { values, dL in
        for (parameter, value) in zip(parameters, values) { parameter.value = value }
        return loss(D(G(z, .training), .training)).gradients(of: parameters, upstream: dL)
      })
    #expect(report.passes, "\(report)")
  }

  @Test(arguments: [-9.0, -2, 0, 0.5, 4])
  func slopesAreThoseOfTheChapter(z: Double) {
    let logit = Variable(Tensor<Double>([[z]]))
    let D = 1 / (1 + Double.exp(-z))
    let saturating = GeneratorLoss.saturating(logit)
    #expect(abs(saturating.value.scalar - .log(1 - D)) < 1e-9)
    #expect(abs(saturating.gradients(of: [logit])[0].scalar + D) < 1e-12)
    let flipped = GeneratorLoss.flipped(logit)
    #expect(abs(flipped.value.scalar + .log(D)) < 1e-9)
    #expect(abs(flipped.gradients(of: [logit])[0].scalar + (1 - D)) < 1e-12)
  }

  @Test func theLossOfTheDiscriminatorIsTheChapters() {
    let (real, fake): (Tensor<Double>, Tensor<Double>) = ([[2, -1, 0.5]], [[-3, 1.5]])
    let loss = discriminatorLoss(real: Variable(real), fake: Variable(fake)).value.scalar
    let expected = -log(sigmoid(real)).mean().scalar - log(1 - sigmoid(fake)).mean().scalar
    #expect(abs(loss - expected) < 1e-12)
  }

  /// For densities p and q the best D is p/(p + q): the loss has no slope there.
  @Test func theBestDiscriminatorKnowsTheShares() {
    let (p, q): (Tensor<Double>, Tensor<Double>) = ([0.1, 0.7, 0.2], [0.5, 0.25, 0.25])
    let z = Variable(log(p / q))
    #expect(abs(sigmoid(z.value) - p / (p + q)).max().scalar < 1e-12)
    let loss =
      -(Variable(p) * log(sigmoid(z))).summed() - (Variable(q) * log(sigmoid(-z))).summed()
    #expect(abs(loss.gradients(of: [z])[0]).max().scalar < 1e-12)
    // −L = 2·JS − log 4
    let middle = (p + q) / 2
    let js = ((p * log(p / middle)).summed().scalar + (q * log(q / middle)).summed().scalar) / 2
    #expect(abs(-loss.value.scalar - (2 * js - .log(4))) < 1e-12)
  }

  @Test func eachStepMovesOneNetwork() {
    var random = RandomGenerator(seed: 73)
    var pair = GAN.ringPair(using: &random)
    func values(_ model: Sequential<Float>) -> [Tensor<Float>] { model.parameters.map(\.value) }
    let (g, d) = (values(pair.G), values(pair.D))
    let scores = pair.trainDiscriminator(
      on: GaussianRing().points(32, using: &random), using: &random)
    #expect(values(pair.G) == g)
    #expect(values(pair.D) != d)
    #expect((0.3...0.7).contains(scores.real) && (0.3...0.7).contains(scores.fake))
    let after = values(pair.D)
    _ = pair.trainGenerator(32, using: &random)
    #expect(values(pair.G) != g)
    #expect(values(pair.D) == after)
  }

  /// In turns the fakes lie all around; with ten steps of the generator for each of the
  /// discriminator they lie together.
  @Test(arguments: [(1, 1_500), (10, 400)])
  func aGreedyGeneratorCollapses(stepsOfG: Int, rounds: Int) {
    var random = RandomGenerator(seed: 74)
    var pair = GAN.ringPair(using: &random)
    for _ in 0..<rounds {
      _ = pair.trainDiscriminator(on: GaussianRing().points(128, using: &random), using: &random)
      for _ in 0..<stepsOfG { _ = pair.trainGenerator(128, using: &random) }
    }
    let fakes = pair.G(pair.noise(500, using: &random), .evaluation).value
    // The length of the mean direction: 1 where all is in one place, 0 all around.
    let mean = (fakes / sqrt((fakes * fakes).summed(along: 0))).mean(along: 1)
    let agreement = (mean * mean).summed().scalar.squareRoot()
    #expect(stepsOfG == 1 ? agreement < 0.4 : agreement > 0.9)
  }

  /// As far as the full run goes: in turns the fakes come to cover most heaps, and at no time do
  /// those of a greedy generator cover more than two.
  @Test func theRingIsCoveredInTurnsOnly() {
    var random = RandomGenerator(seed: 75)
    let turns = GAN.ringLooks(stepsOfG: 1, rounds: 3_000, using: &random)
    let greedy = GAN.ringLooks(stepsOfG: 10, rounds: 1_500, using: &random)
    #expect(turns.map(\.rounds) == (1...6).map { 500 * $0 })
    #expect(greedy.map(\.rounds) == (1...6).map { 250 * $0 })
    #expect(turns[5].heaps > 5)
    #expect(greedy.allSatisfy { $0.heaps <= 2 })
    #expect((turns + greedy).allSatisfy { $0.fakes.map(\.count) == [1_000, 1_000] })
  }

  /// A discriminator that is sure of the fakes leaves a generator ten times the slope by the flipped
  /// loss at least.
  @Test func theFlippedLossKeepsItsSlope() throws {
    var random = RandomGenerator(seed: 79)
    let data = try ImageDataset.find(.fashionMNISTSubset, bundledOnly: true)
    let found = try GAN.parse([]).slopes(data.training, steps: 200, using: &random)
    #expect(found.scores.count == 201 && found.norms.map(\.count) == [201, 201])
    #expect(found.scores[200] < 0.1)
    #expect(found.norms[1][200] > 10 * found.norms[0][200])
  }

  /// Along one axis it is the squared difference of means and of standard deviations.
  @Test func theDistanceOfCloudsIsFrechets() {
    var random = RandomGenerator(seed: 76)
    let x = Tensor<Float>.normal([3, 400], using: &random)
    let a = Moments(of: x)
    #expect(a.distance(to: a) < 1e-9)
    let moved = Moments(of: x + Tensor<Float>([[3], [0], [4]]))
    #expect(abs(a.distance(to: moved) - 25) < 1e-4)
    // Of clouds with the covariances Σ and 4·Σ: tr(Σ + 4Σ − 2·2Σ) = tr Σ
    let trace = (0..<3).reduce(0) { $0 + a.covariance[$1, $1] }
    let gap = a.mean.scalars.reduce(0) { $0 + $1 * $1 }
    #expect(abs(a.distance(to: Moments(of: 2 * x)) - trace - gap) < 1e-4)
    let other = Moments(of: .normal([3, 400], mean: 1, standardDeviation: 2, using: &random))
    #expect(abs(a.distance(to: other) - other.distance(to: a)) < 1e-9)
  }

  @Test func parametersAreCounted() {
    var random = RandomGenerator(seed: 1)
    #expect(generator(using: &random).parameterCount == 896_736)
    #expect(discriminator(using: &random).parameterCount == 55_233)
    #expect(generator(using: &random).outputShape(for: [100]) == [1, 28, 28])
    #expect(discriminator(using: &random).outputShape(for: [1, 28, 28]) == [1])
    #expect(smallGenerator(using: &random).outputShape(for: [100]) == [1, 28, 28])
    #expect(smallDiscriminator(using: &random).outputShape(for: [1, 28, 28]) == [1])
  }
}

/// Trainings on the disk; they share the place of the quick run's checkpoint.
@Suite(.serialized) struct GANResumingTests {
  private let data: ImageDataset
  private let images: LabelledImages
  private let judge: Judge

  init() throws {
    data = try ImageDataset.load(.fashionMNISTSubset, from: URL(filePath: "/"))
    images = data.training.examples(0..<150)
    var random = RandomGenerator(seed: 77)
    judge = Judge(data, epochs: 1, fakes: 2_000, using: &random) {}
  }

  private func training() -> Training {
    var random = RandomGenerator(seed: 78)
    return Training(using: &random)
  }

  /// Stopped after some step of each of two epochs, and taken up again by another.
  @Test(arguments: [1, 2, 3, 4])
  func aResumedTrainingEndsWithTheSameBits(stop: Int) throws {
    func train(_ training: inout Training, _ afterStep: (Training) throws -> Void) rethrows {
      try training.run(on: images, epochs: 2, judge: judge, afterStep: afterStep)
    }
    var straight = training()
    train(&straight) { _ in }
    var first = training()
    let second = try resumed(&first, from: training(), after: stop, train)
    #expect(first.stepsLeft(images, epochs: 2) == 6 - stop)
    #expect(second.frames == straight.frames)
    #expect(second.log.means == straight.log.means)
    #expect(second.log.qualities.map(\.distance) == straight.log.qualities.map(\.distance))
    let weights = [second, straight].map { $0.pair.D.parameters.map(\.value) }
    #expect(weights[0] == weights[1])
  }

  /// In a process of its own, in a folder outside the repository.
  @Test func ctrlCEndsTheProgramWithASentence() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = Process()
    program.executableURL = try products().appending(path: "lesson-07")
    program.arguments = ["--quick", "--figures", folder.path]
    program.currentDirectoryURL = folder
    let (output, errors) = (Pipe(), Pipe())
    (program.standardOutput, program.standardError) = (output, errors)
    try program.run()
    // By the time this folder is there the program listens.
    let figures = folder.appending(path: "07").path
    while program.isRunning, !FileManager.default.fileExists(atPath: figures) { usleep(10_000) }
    program.interrupt()
    let text = try #require(try errors.fileHandleForReading.readToEnd())
    program.waitUntilExit()
    #expect(program.terminationReason == .exit)
    #expect(program.terminationStatus == 130)
    let sentence = "lesson-07: interrupted before it had written anything, so nothing is kept."
    #expect(String(decoding: text, as: UTF8.self).hasSuffix(sentence + "\n"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: figures).isEmpty)
  }

  /// The folder with the programs that were built, the tests' among them.
  private func products() throws -> URL {
    // On macOS the tests are a bundle that another program loads; elsewhere they are the program.
    if let bundle = Bundle.allBundles.first(where: { $0.bundlePath.hasSuffix(".xctest") }) {
      return bundle.bundleURL.deletingLastPathComponent()
    }
    return try #require(Bundle.main.executableURL).deletingLastPathComponent()
  }

  /// On the images that ship with the package, which stand in for MNIST's.
  @Test func theRunLeavesWhatTheChapterShows() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    // As many steps as make fakes a little like images.
    let options = ["--quick", "--bundled", "--epochs", "16"]
    try GAN.parse(options + ["--figures", folder.path]).run()
    let run = try Run(from: folder.appending(path: "07/run.json"))
    #expect(run.figures.count == 9)
    #expect(run.tables.keys.sorted() == ["epochs", "one", "ring"])
    let number = { (key: String) in run.numbers[key]?.value ?? .nan }
    #expect(number("one.real") > 0.9 && number("one.fake.found") < 0.1)
    #expect(number("one.fake.believed") > 0.9)
    #expect(run.claims?["one"]?.holds == true)
    #expect(number("slopes.ratio") > 1)
    #expect(number("distance.last") < 0.5 * number("distance.first"))
    #expect(number("distance.real") < 1)
    try expectSameWhenRedrawn(GAN.self, options, in: folder)
  }
}
