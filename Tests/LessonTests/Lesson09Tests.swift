// Lesson 09's findings: what the networks are, that plain and residual ones differ in nothing but the
// shortcuts, that trainings and surfaces can be taken up again, and what the committed run found.

import Datasets
import DrawnImages
import Foundation
import Gradus
import Landscape
import LessonKit
import Testing

@testable import Lesson09

@Suite struct ResNetsTests {
  private func made(_ architecture: Architecture, seed: UInt64 = 1) -> Sequential<Float> {
    var generator = RandomGenerator(seed: seed)
    return network(architecture, using: &generator)
  }

  /// Layers with weights: convolutions and the linear one. The paper's network of 20 layers, with 16
  /// channels and images of 32×32, has 0.27 million parameters (table 6).
  @Test(arguments: [8, 20, 56])
  func theNetworksAreAsDeepAsTheySay(depth: Int) {
    for hasSkips in [false, true] {
      let model = made(Architecture(depth: depth, hasSkips: hasSkips, channels: 4))
      #expect(model.namedParameters.count { $0.content.shape.count > 1 } == depth)
      #expect(model.outputShape(for: [3, 16, 16]) == [10])
      #expect(model.layers.count { $0 is Residual<Float> } == (hasSkips ? (depth - 2) / 2 : 0))
    }
    let paper = made(Architecture(depth: 20, hasSkips: true, channels: 16))
    #expect((265_000...275_000).contains(paper.parameterCount))
  }

  /// From one seed both begin with the same weights under the same names.
  @Test func plainAndResidualDifferInTheShortcutsAlone() {
    let plain = made(Architecture(depth: 20, hasSkips: false, channels: 4))
    let skips = made(Architecture(depth: 20, hasSkips: true, channels: 4))
    #expect(plain.namedParameters.map(\.name) == skips.namedParameters.map(\.name))
    #expect(plain.parameters.map(\.value) == skips.parameters.map(\.value))
    var generator = RandomGenerator(seed: 2)
    let x = Tensor<Float>.normal([3, 16, 16, 2], using: &generator)
    #expect(plain(x, .training).value != skips(x, .training).value)
  }

  @Test func gradientsAreMeasuredAtEveryBlock() {
    let model = made(Architecture(depth: 20, hasSkips: true, channels: 4))
    var generator = RandomGenerator(seed: 2)
    let x = Tensor<Float>.normal([3, 16, 16, 4], using: &generator)
    let sizes = gradientSizes(of: model, x, [0, 1, 2, 3])
    #expect(sizes.count == 9 && sizes.allSatisfy { $0 > 0 && $0.isFinite })
  }

  private func photos(_ count: Int) throws -> Photos {
    Photos(try ImageDataset.drawn(), atMost: count, seed: 1)
  }

  @Test func imagesAreHalved() throws {
    let data = try ImageDataset.drawn()
    let few = data.training.examples(0..<3)
    let small = few.halved
    #expect(small.shape == [3, 16, 16] && small.labels == few.labels)
    let (x, y) = (few.images(as: Double.self), small.images(as: Double.self))
    let mean = (x[1, 6, 8, 2] + x[1, 6, 9, 2] + x[1, 7, 8, 2] + x[1, 7, 9, 2]) / 4
    #expect(abs(y[1, 3, 4, 2] - mean) < 1.01 / 510)
    let photos = try photos(600)
    #expect(photos.training.count == 600 && photos.validation.count == 120)
    let seen = Set((0..<600).map { photos.training.images(at: [$0]).scalars })
    #expect((0..<120).count { seen.contains(photos.validation.images(at: [$0]).scalars) } < 3)
  }

  @Test(arguments: [1, 2])
  func aResumedTrainingEndsWithTheSameBits(stop: Int) throws {
    let photos = try photos(200)
    func fresh() -> Trained {
      Trained(Architecture(depth: 8, hasSkips: true, channels: 2), rate: 0.05, seed: 9)
    }
    var first = fresh()
    let second = try resumed(&first, from: fresh(), after: stop) {
      try $0.train(on: photos, rate: 0.05, epochs: 3, afterEpoch: $1)
    }
    var straight = fresh()
    straight.train(on: photos, rate: 0.05, epochs: 3) { _ in }
    #expect(first.log.epochs == stop && straight.snapshots.count == 7)
    #expect(second.log.losses == straight.log.losses && second.snapshots == straight.snapshots)
    #expect(second.log.scores == straight.log.scores)
    #expect(
      photos.error(of: second.model, on: photos.test)
        == photos.error(of: straight.model, on: photos.test))
  }

  /// A surface whose run is killed after some rows, as kill -9 would: the rest is the same bits.
  @Test func aResumedSurfaceEndsWithTheSameBits() throws {
    func height(_ x: Double, _ y: Double) -> Reading { Reading(loss: .exp(x * y), error: x) }
    var first = Survey(log: LossGrid(-1...1, side: 7))
    let second = try resumed(&first, from: Survey(log: LossGrid(-1...1, side: 7)), after: 3) {
      survey, pause in
      try survey.log.complete(height) { try pause(Survey(log: $0)) }
    }
    var straight = LossGrid(-1...1, side: 7)
    straight.complete(height)
    #expect(second.log == straight)
  }

  /// Dinh and others: other weights, the same function, and another curvature.
  @Test func aRescaledNetworkIsTheSameFunction() throws {
    let photos = try photos(200)
    var run = Trained(Architecture(depth: 8, hasSkips: true, channels: 4), rate: 0.05, seed: 3)
    run.train(on: photos, rate: 0.05, epochs: 2) { _ in }
    let x = photos.test.images(standardizedBy: photos.standardizer)
    let before = run.model(x, .evaluation).value
    let weights = run.model.parameters.map(\.value)
    rescaled(run.model, by: 0.25)
    let after = run.model(x, .evaluation).value
    #expect(abs(after - before).max().scalar < 0.02 * abs(before).max().scalar)
    #expect(run.model.parameters.map(\.value) != weights)
  }

  /// On the drawn shapes, which stand in for CIFAR-10.
  @Test func theRunLeavesWhatTheChapterShows() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let options = ["--quick", "--bundled", "--epochs", "1"]
    try ResNets.parse(options + ["--figures", folder.path]).run()
    let run = try Run(from: folder.appending(path: "09/run.json"))
    #expect(
      run.figures.keys.sorted() == [
        "critics", "gradients", "reference", "slices", "surfaces", "training", "ways",
      ])
    #expect(run.tables.keys.sorted() == ["depths", "parts", "rates", "scales", "sharpness"])
    #expect(run.claims?["sharpness.check"]?.holds == true)
    try expectSameWhenRedrawn(ResNets.self, options, in: folder)
  }

  /// What the chapter says in words about the numbers it quotes.
  @Test func theCommittedRunFoundWhatTheChapterSays() throws {
    let root = URL(filePath: #filePath).appending(path: "../../..").standardized
    let run = try Run(from: root.appending(path: "Figures/09/run.json"))
    func number(_ key: String) throws -> Double { try #require(run.numbers[key]).value }
    #expect(
      try number("depths.plain.56") > number("depths.skips.56") + 15,
      "the deep plain network does not learn")
    #expect(try number("depths.plain.56.loss") > 1.9)
    #expect(try number("surfaces.side") >= 51)
    #expect(run.claims?.values.allSatisfy(\.holds) == true)
    #expect(run.data.first?.name.hasPrefix("CIFAR-10") == true)
    let grids = root.appending(path: "Figures/09/results.json.gz")
    let size = try FileManager.default.attributesOfItem(atPath: grids.path)[.size] as? Int
    #expect(try #require(size) < 1_000_000)
  }
}
