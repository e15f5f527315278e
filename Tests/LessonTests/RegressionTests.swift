// Lesson 01's findings: that the three ways agree, that the derivatives on paper are right, and
// that the run leaves everything the chapter shows.

import Datasets
import Foundation
import GradientCheck
import Gradus
import LessonKit
import Testing

@testable import Lesson01

@Suite struct RegressionTests {
  private static func split(_ dataset: TabularDataset, holdingOut count: Int) -> Examples {
    var generator = RandomGenerator(seed: 1)
    return dataset.standardizedSplit(holdingOut: count, using: &generator).training
  }

  /// NumPy 2.4's `lstsq` on the same 442 rows gives 2859.69634758675.
  @Test func theFormulaFindsWhatOtherProgramsFind() throws {
    let all = Examples(try Diabetes.load())
    let error = Objective.squaredError.loss(of: solveByFormula(all), all)
    #expect(abs(error - 2859.69634758675) < 1e-8)
  }

  @Test func descentReachesTheFormula() throws {
    let training = Self.split(try Diabetes.load(), holdingOut: 88)
    let path = descendByHand(.squaredError, training, rate: 0.2, epochs: 5000)
    #expect(distance(path[5000], solveByFormula(training)) < 1e-4)
    #expect(distance(path[1000], solveByFormula(training)) > 1e-4)
  }

  @Test func handAndGraphAgreeToTheLastBit() throws {
    let patients = Self.split(try Diabetes.load(), holdingOut: 88)
    let masses = Self.split(try BreastCancer.load(), holdingOut: 114)
    let table: [(Objective, Examples)] = [(.squaredError, patients), (.crossEntropy, masses)]
    for (objective, data) in table {
      let byHand = descendByHand(objective, data, rate: 0.1, epochs: 50)
      let byGraph = descendByGraph(objective, data, rate: 0.1, epochs: 50)
      #expect(distance(byHand[50], byGraph) == 0)
      #expect(distance(byHand[49], byGraph) > 0)
    }
  }

  /// The report on an objective's gradients at a model that is no minimum.
  private func report(on objective: Objective, _ data: Examples) -> GradientReport {
    let model = descendByHand(objective, data, rate: 0.1, epochs: 3)[3]
    let (w, b) = (Variable(model.w), Variable(model.b))
    return checkGradient(of: [("w", w), ("b", b)]) {
      let model = LinearModel(w: w.value, b: b.value)
      let (dw, db) = objective.gradients(of: model, data)
      return Variable(
        Tensor(objective.loss(of: model, data)), Edge(w) { dL in dL * dw },
        Edge(b) { dL in dL * db })
    }
  }

  @Test func theGradientsOnPaperAreRight() throws {
    let patients = Self.split(try Diabetes.load(), holdingOut: 88)
    let masses = Self.split(try BreastCancer.load(), holdingOut: 114)
    let squared = report(on: .squaredError, patients)
    let logistic = report(on: .crossEntropy, masses)
    #expect(squared.passes, "\(squared)")
    #expect(logistic.passes, "\(logistic)")
    let halved = Objective(
      value: Objective.squaredError.value,
      gradient: { z, t in (z - t) / Double(t.count) },
      recorded: Objective.squaredError.recorded)
    #expect(!report(on: halved, patients).passes)
  }

  @Test func theRunLeavesWhatTheChapterShows() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let lesson = try Regression.parse(["--quick", "--epochs", "40", "--figures", folder.path])
    try lesson.run()
    let run = try Run(from: folder.appending(path: "01/run.json"))
    #expect(run.figures.count == 5)
    for figure in run.figures.values {
      let file = folder.appending(path: "01/\(figure.file)")
      #expect(try Data(contentsOf: file).starts(with: Data("<?xml".utf8)))
    }
    let accuracy = try #require(run.numbers["cancer.heldout"]?.value)
    #expect((0.9...1).contains(accuracy))
    #expect(run.data.map(\.rows) == [442, 569])

    // Drawn anew, all is as it was.
    let figures = try run.figures.mapValues {
      try Data(contentsOf: folder.appending(path: "01/\($0.file)"))
    }
    try Regression.parse(["--quick", "--epochs", "40", "--redraw", "--figures", folder.path]).run()
    let again = try Run(from: folder.appending(path: "01/run.json"))
    #expect(again.numbers == run.numbers && again.tables == run.tables)
    #expect(again.outputs == run.outputs && again.figures == run.figures)
    for (key, bytes) in figures {
      let file = folder.appending(path: "01/\(run.figures[key]?.file ?? "")")
      #expect(try Data(contentsOf: file) == bytes, "\(key)")
    }
  }

  @Test func oneEpochIsEnough() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let lesson = try Regression.parse(["--quick", "--epochs", "1", "--figures", folder.path])
    try lesson.run()
    #expect(try Run(from: folder.appending(path: "01/run.json")).epochs == 1)
  }

  @Test func badDataLeavesNothingBehind() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("age,sex\n59,two\n".utf8).write(to: folder.appending(path: "diabetes.csv"))
    let figures = folder.appending(path: "Figures")
    let lesson = try Regression.parse(["--data", folder.path, "--figures", figures.path])
    #expect(throws: DatasetError.self) { try lesson.run() }
    #expect(!FileManager.default.fileExists(atPath: figures.path))
  }
}
