// 442 diabetes patients: ten measurements and the progression of the disease a year later.
// Efron, Hastie, Johnstone and Tibshirani (2004), "Least Angle Regression", The Annals of
// Statistics 32(2), 407–499. Resources/README.md tells where the file comes from and what its
// columns mean.

import Foundation

/// The diabetes data set of Efron, Hastie, Johnstone and Tibshirani (2004): regression.
public enum Diabetes {
  /// Age in years, sex (1 or 2), body mass index, average blood pressure, six blood serum values.
  public static let featureNames = ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]
  /// The quantity to predict: disease progression one year after baseline, 25 to 346.
  public static let targetName = "progression"

  /// Loads the 442 examples in the file's order, as measured, neither centred nor scaled.
  ///
  /// - Parameter directory: a folder that holds `diabetes.csv`; `nil` for the file that ships with
  ///   the package.
  /// - Throws: `DatasetError` if the file cannot be read, lacks a column or has more or fewer rows.
  public static func load(from directory: URL? = nil) throws(DatasetError) -> TabularDataset {
    let table = try CSVTable(contentsOf: resource("diabetes.csv", in: directory))
    return try TabularDataset(table, features: featureNames, target: targetName, count: 442)
  }
}
