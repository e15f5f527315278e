// The bundled breast cancer table against sums of scikit-learn 1.9.1's `load_breast_cancer()`, and
// a label that is none.

import Datasets
import Foundation
import Testing

@Suite struct BreastCancerTests {
  @Test func shapeAndFirstRow() throws {
    let cancer = try BreastCancer.load()
    #expect(cancer.count == 569)
    #expect(cancer.columns.count == 30)
    #expect(cancer.columns.allSatisfy { $0.count == 569 })
    #expect(
      cancer.columns.map { $0[0] } == [
        17.99, 10.38, 122.8, 1001, 0.1184, 0.2776, 0.3001, 0.1471, 0.2419, 0.07871,
        1.095, 0.9053, 8.589, 153.4, 0.006399, 0.04904, 0.05373, 0.01587, 0.03003, 0.006193,
        25.38, 17.33, 184.6, 2019, 0.1622, 0.6656, 0.7119, 0.2654, 0.4601, 0.1189,
      ])
  }

  @Test func classes() throws {
    let targets = try BreastCancer.load().targets
    #expect(targets.filter { $0 == 0 }.count == 212)
    #expect(targets.filter { $0 == 1 }.count == 357)
    #expect(BreastCancer.classNames == ["malignant", "benign"])
  }

  @Test(arguments: [
    ("mean_radius", 8038.429), ("mean_texture", 10975.81),
    ("mean_perimeter", 52330.38), ("mean_area", 372631.9),
    ("mean_smoothness", 54.829), ("mean_compactness", 59.37002),
    ("mean_concavity", 50.5268107), ("mean_concave_points", 27.834994),
    ("mean_symmetry", 103.0811), ("mean_fractal_dimension", 35.73184),
    ("radius_error", 230.5429), ("texture_error", 692.3896),
    ("perimeter_error", 1630.7877), ("area_error", 22951.798),
    ("smoothness_error", 4.006317), ("compactness_error", 14.497061),
    ("concavity_error", 18.1475246), ("concave_points_error", 6.712002),
    ("symmetry_error", 11.688568), ("fractal_dimension_error", 2.1593003),
    ("worst_radius", 9257.169), ("worst_texture", 14610.34),
    ("worst_perimeter", 61031.63), ("worst_area", 501051.8),
    ("worst_smoothness", 75.31773), ("worst_compactness", 144.67681),
    ("worst_concavity", 154.875247), ("worst_concave_points", 65.210941),
    ("worst_symmetry", 165.053), ("worst_fractal_dimension", 47.76517),
  ])
  func sum(feature: String, sum: Double) throws {
    let found = try BreastCancer.load()[feature].reduce(0, +)
    #expect(abs(found - sum) < 1e-12 * sum)
  }

  @Test func unknownLabel() throws {
    let header = BreastCancer.featureNames.joined(separator: ",") + ",diagnosis"
    let row = String(repeating: "1,", count: 30)
    let sound = "\(header)\n\(row)0\n\(row)1\n"
    let table = sound + String(repeating: "\(row)2\n", count: 567)
    try withFiles(["breast-cancer.csv": Data(table.utf8)]) { folder in
      let error = try #require(throws: DatasetError.self) { try BreastCancer.load(from: folder) }
      #expect(
        "\(error)" == "\(folder.path)/breast-cancer.csv, line 4, column “diagnosis”: "
          + "2.0 is no label; expected 0 (malignant) or 1 (benign).")
    }
  }
}
