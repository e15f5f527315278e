// Named measurements and one number to predict, for every example. Columns are kept as they are in
// the table, one array per feature, which is also the engine's order: `[features, examples]`,
// row-major, the batch as the last axis, so that a conversion to a tensor only strings the columns
// together.

import Gradus

/// A data set of a table: the features of every example, and its target.
public struct TabularDataset: ExampleSet, Equatable, Sendable {
  /// The features' names, in order.
  public let featureNames: [String]
  /// The features, a column at a time: `columns[f][e]` is feature `f` of example `e`.
  public internal(set) var columns: [[Double]]
  /// The target's name.
  public let targetName: String
  /// The number to predict, for every example; a class label is its number.
  public internal(set) var targets: [Double]

  /// The number of examples.
  public var count: Int { targets.count }

  /// Takes the features and the target by name from a table with any further columns, in any order.
  ///
  /// - Parameter count: how many examples the data set is known to have; nil accepts any number.
  /// - Throws: `DatasetError` if the table lacks one of the columns, or has more or fewer rows than
  ///   `count`, as a file has whose download broke off.
  public init(
    _ table: CSVTable, features: [String], target: String, count: Int? = nil
  ) throws(DatasetError) {
    featureNames = features
    targetName = target
    columns = []
    for name in features { columns.append(try table.column(name)) }
    targets = try table.column(target)
    if let count, count != table.rowCount {
      throw DatasetError(
        file: table.file, problem: .rowCount(found: table.rowCount, expected: count))
    }
  }

  /// The values of one feature, an element an example.
  ///
  /// - Precondition: there is a feature of this name.
  public subscript(feature: String) -> [Double] {
    guard let index = featureNames.firstIndex(of: feature) else {
      fatalError("TabularDataset: no feature “\(feature)” among \(featureNames)")
    }
    return columns[index]
  }

  /// The examples with these indices, in this order.
  ///
  /// - Precondition: every index is in `0..<count`.
  public func examples(_ indices: some Collection<Int>) -> TabularDataset {
    var chosen = self
    chosen.columns = columns.map { column in indices.map { column[$0] } }
    chosen.targets = indices.map { targets[$0] }
    return chosen
  }
}

// MARK: - Tensors

extension TabularDataset {
  /// The features as a matrix, a column an example: shape `[features, examples]`.
  public func features<Scalar: TensorScalar>(as type: Scalar.Type) -> Tensor<Scalar> {
    Tensor(shape: [columns.count, count], scalars: columns.joined().map { Scalar($0) })
  }

  /// The targets as a matrix of one row, as a layer with one output gives: shape `[1, examples]`.
  public func targets<Scalar: TensorScalar>(as type: Scalar.Type) -> Tensor<Scalar> {
    Tensor(shape: [1, count], scalars: targets.map { Scalar($0) })
  }
}
