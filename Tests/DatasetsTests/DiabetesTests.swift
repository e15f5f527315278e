// The bundled diabetes table against sums of scikit-learn 1.9.1's `load_diabetes(scaled=False)`,
// and what happens to a table of the reader's own.

import Datasets
import Foundation
import Testing

@Suite struct DiabetesTests {
  @Test func shapeAndFirstRow() throws {
    let diabetes = try Diabetes.load()
    #expect(diabetes.count == 442)
    #expect(diabetes.columns.count == 10)
    #expect(diabetes.columns.allSatisfy { $0.count == 442 })
    #expect(diabetes.featureNames == Diabetes.featureNames)
    #expect(diabetes.columns.map { $0[0] } == [59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87])
    #expect(diabetes.targets.prefix(3) == [151, 75, 141])
  }

  @Test(arguments: [
    ("age", 21445.0), ("sex", 649.0), ("bmi", 11658.1), ("bp", 41833.98), ("s1", 83600.0),
    ("s2", 51024.1), ("s3", 22006.5), ("s4", 1799.05), ("s5", 2051.5036), ("s6", 40337.0),
  ])
  func sum(feature: String, sum: Double) throws {
    #expect(abs(try Diabetes.load()[feature].reduce(0, +) - sum) < 1e-8)
  }

  @Test func sumOfTargets() throws {
    #expect(try Diabetes.load().targets.reduce(0, +) == 67243)
  }

  @Test func ownFileWithColumnsInAnyOrder() throws {
    let header = "progression,note," + Diabetes.featureNames.reversed().joined(separator: ",")
    let rows = String(
      repeating: "100,0,10,9,8,7,6,5,4,3,2,1\n200,0,20,19,18,17,16,15,14,13,12,11\n", count: 221)
    try withFiles(["diabetes.csv": Data("\(header)\n\(rows)".utf8)]) { folder in
      let diabetes = try Diabetes.load(from: folder)
      let expected = stride(from: 1.0, through: 10, by: 1).map { [$0, $0 + 10] }
      #expect(diabetes.columns.map { Array($0.prefix(2)) } == expected)
      #expect(diabetes.targets.prefix(2) == [100, 200])
    }
  }

  @Test(arguments: [1, 441, 443])
  func fileWithMoreOrFewerRows(count: Int) throws {
    let header = Diabetes.featureNames.joined(separator: ",") + ",progression\n"
    let rows = String(repeating: "1,2,3,4,5,6,7,8,9,10,11\n", count: count)
    try withFiles(["diabetes.csv": Data((header + rows).utf8)]) { folder in
      let error = try #require(throws: DatasetError.self) { try Diabetes.load(from: folder) }
      #expect(
        "\(error)" == "\(folder.path)/diabetes.csv has \(count) \(count == 1 ? "row" : "rows") "
          + "below its header; the data set has 442.")
    }
  }

  @Test func missingTarget() throws {
    let header = Diabetes.featureNames.joined(separator: ",")
    try withFiles(["diabetes.csv": Data("\(header)\n1,2,3,4,5,6,7,8,9,10\n".utf8)]) { folder in
      let error = try #require(throws: DatasetError.self) { try Diabetes.load(from: folder) }
      #expect(
        "\(error)" == "\(folder.path)/diabetes.csv, line 1: there is no column “progression”; "
          + "the columns are age, sex, bmi, bp, s1, s2, s3, s4, s5, s6.")
    }
  }

  @Test func missingFile() throws {
    try withFiles([:]) { folder in
      let error = try #require(throws: DatasetError.self) { try Diabetes.load(from: folder) }
      #expect("\(error)" == "\(folder.path)/diabetes.csv cannot be read: there is no such file.")
    }
  }
}
