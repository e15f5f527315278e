// 569 breast masses: thirty measurements of cell nuclei, and whether the mass was benign.
// Wolberg, Street and Mangasarian (1995), "Breast Cancer Wisconsin (Diagnostic)", UCI Machine
// Learning Repository. Resources/README.md tells where the file comes from and what its columns
// mean.

import Foundation

/// The Wisconsin diagnostic breast cancer data set of Wolberg, Street and Mangasarian (1995):
/// classification in two classes.
public enum BreastCancer {
  /// Ten properties of the nuclei: the mean, its standard error and the worst (largest) of each.
  public static let featureNames =
    properties.map { "mean_\($0)" } + properties.map { "\($0)_error" }
    + properties.map { "worst_\($0)" }
  /// The class to predict: 0 for malignant, 1 for benign, as in scikit-learn.
  public static let targetName = "diagnosis"
  /// The classes' names, by label.
  public static let classNames = ["malignant", "benign"]

  private static let properties = [
    "radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity",
    "concave_points", "symmetry", "fractal_dimension",
  ]

  /// Loads the 569 examples in the file's order, neither centred nor scaled.
  ///
  /// - Parameter directory: a folder that holds `breast-cancer.csv`; `nil` for the file that ships
  ///   with the package.
  /// - Throws: `DatasetError` if the file cannot be read, lacks a column, has more or fewer rows or
  ///   a label other than 0 or 1.
  public static func load(from directory: URL? = nil) throws(DatasetError) -> TabularDataset {
    let table = try CSVTable(contentsOf: resource("breast-cancer.csv", in: directory))
    let dataset = try TabularDataset(table, features: featureNames, target: targetName, count: 569)
    // The header is line 1, so example 0 stands in line 2.
    for (line, label) in zip(2..., dataset.targets) where label != 0 && label != 1 {
      throw DatasetError(
        file: table.file,
        problem: .unknownLabel(
          line: line, column: targetName, value: label, expected: "0 (malignant) or 1 (benign)"))
    }
    return dataset
  }
}
