// Choosing examples, the seeded split and the tensors made of a table.

import Datasets
import Foundation
import Gradus
import Testing

@Suite struct TabularDatasetTests {
  /// Six examples of two features, "a" = 0…5 and "b" = 10…15, with targets 100…105.
  private let dataset: TabularDataset

  init() throws {
    let rows = (0..<6).map { "\($0),\(10 + $0),\(100 + $0)\n" }.joined()
    dataset = try withFiles(["table.csv": Data("a,b,y\n\(rows)".utf8)]) { folder in
      let table = try CSVTable(contentsOf: folder.appendingPathComponent("table.csv"))
      return try TabularDataset(table, features: ["a", "b"], target: "y")
    }
  }

  @Test func chosenExamples() {
    let chosen = dataset.examples([4, 1])
    #expect(chosen.count == 2)
    #expect(chosen["a"] == [4, 1])
    #expect(chosen["b"] == [14, 11])
    #expect(chosen.targets == [104, 101])
    #expect(chosen.featureNames == ["a", "b"])
    #expect(chosen.targetName == "y")
  }

  @Test(arguments: [1, 2, 5])
  func splitIsAPartitionThatKeepsExamplesWhole(heldOutCount: Int) {
    var generator = RandomGenerator(seed: 3)
    let (training, heldOut) = dataset.split(holdingOut: heldOutCount, using: &generator)
    #expect(heldOut.count == heldOutCount)
    #expect(training.count == 6 - heldOutCount)
    #expect((training["a"] + heldOut["a"]).sorted() == [0, 1, 2, 3, 4, 5])
    for part in [training, heldOut] {
      #expect(part["b"] == part["a"].map { $0 + 10 })
      #expect(part.targets == part["a"].map { $0 + 100 })
    }
  }

  @Test func splitDependsOnTheSeedAlone() throws {
    let diabetes = try Diabetes.load()
    func heldOut(seed: UInt64) -> TabularDataset {
      var generator = RandomGenerator(seed: seed)
      return diabetes.split(holdingOut: 88, using: &generator).heldOut
    }
    #expect(heldOut(seed: 1) == heldOut(seed: 1))
    #expect(heldOut(seed: 1) != heldOut(seed: 2))
    // The ages of the patients first drawn, found by the same algorithms written in Python.
    #expect(heldOut(seed: 1)["age"].prefix(3) == [54, 20, 59])
  }

  @Test func tensors() {
    let three = dataset.examples([0, 1, 2])
    #expect(three.features(as: Float.self) == Tensor<Float>([[0, 1, 2], [10, 11, 12]]))
    #expect(three.targets(as: Double.self) == Tensor<Double>([[100, 101, 102]]))
  }
}
