// Standardisation by hand, on the real table, and on a feature that never changes.

import Datasets
import Foundation
import Testing

@Suite struct StandardizerTests {
  @Test func byHand() throws {
    // μ = 40 / 8 = 5 and σ² = (9 + 1 + 1 + 1 + 0 + 0 + 4 + 16) / 8 = 4.
    let training = try dataset([("x", [2, 4, 4, 4, 5, 5, 7, 9])])
    let standardizer = Standardizer(fitting: training)
    #expect(standardizer.means == [5])
    #expect(standardizer.deviations == [2])
    let heldOut = standardizer.standardized(try dataset([("x", [5, 8])]))
    #expect(heldOut.columns == [[0, 1.5]])
    #expect(heldOut.targets == [0, 0])
  }

  @Test func constantFeatureBecomesZero() throws {
    // Seven times 0.1, summed and divided by 7, is not 0.1: the variance of its rounding is not 0.
    let tenths = [Double](repeating: 0.1, count: 7)
    #expect(tenths.reduce(0, +) / 7 != 0.1)
    let training = try dataset([("x", tenths), ("y", [1, 2, 3, 4, 5, 6, 7])])
    let standardizer = Standardizer(fitting: training)
    #expect(standardizer.means == [0.1, 4])
    #expect(standardizer.deviations == [1, 2])
    #expect(standardizer.standardized(training)["x"] == [Double](repeating: 0, count: 7))
  }

  /// Means and standard deviations as NumPy gives them for scikit-learn's table.
  @Test func diabetes() throws {
    let diabetes = try Diabetes.load()
    let standardizer = Standardizer(fitting: diabetes)
    let means = [
      48.51809954751131, 1.4683257918552035, 26.37579185520364, 94.64701357466065,
      189.14027149321268, 115.43914027149319, 49.78846153846154, 4.070248868778281,
      4.641410859728506, 91.26018099547511,
    ]
    let deviations = [
      13.09419020798002, 0.49899573599220226, 4.413120855492464, 13.815628311857537,
      34.568880126921385, 30.378657550243783, 12.919562419379742, 1.288989285051803,
      0.5217992869003063, 11.483322471735475,
    ]
    for f in 0..<10 {
      #expect(abs(standardizer.means[f] - means[f]) < 1e-13 * means[f])
      #expect(abs(standardizer.deviations[f] - deviations[f]) < 1e-13 * deviations[f])
    }
    for z in standardizer.standardized(diabetes).columns {
      #expect(abs(z.reduce(0, +)) < 1e-9)
      #expect(abs(z.reduce(0) { $0 + $1 * $1 } / 442 - 1) < 1e-12)
    }
  }

  /// A data set with these features, and targets that are all 0.
  private func dataset(_ features: [(name: String, values: [Double])]) throws -> TabularDataset {
    let names = features.map(\.name)
    var lines = [(names + ["target"]).joined(separator: ",")]
    for row in features[0].values.indices {
      lines.append(features.map { "\($0.values[row])," }.joined() + "0")
    }
    return try withFiles(["table.csv": Data(lines.joined(separator: "\n").utf8)]) { folder in
      let table = try CSVTable(contentsOf: folder.appendingPathComponent("table.csv"))
      return try TabularDataset(table, features: names, target: "target")
    }
  }
}
