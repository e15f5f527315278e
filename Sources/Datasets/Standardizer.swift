// Standardisation: z = (x − μ) / σ, so that every feature has mean 0 and standard deviation 1 and
// one learning rate suits all of them. μ and σ are those of the training examples alone: held-out
// examples are measured with the same rule, or they would have leaked into it
// (Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, section 7.10.2).

import Gradus

/// The mean and the standard deviation of every feature, and the rule z = (x − μ) / σ.
public struct Standardizer: Equatable, Sendable {
  /// μ, the mean of each feature.
  public let means: [Double]
  /// σ, the standard deviation of each feature (with the sum of squares divided by n, not n − 1);
  /// 1 for a feature that has the same value everywhere, which becomes 0.
  public let deviations: [Double]

  /// Measures the features of the training examples.
  ///
  /// - Precondition: there is at least one example.
  public init(fitting training: TabularDataset) {
    require(training.count > 0, "Standardizer: no examples to fit")
    let count = Double(training.count)
    var means: [Double] = []
    var deviations: [Double] = []
    for x in training.columns {
      // A constant feature is told by its values: its mean may be rounded, and then its variance is
      // not quite 0, and dividing by it would blow rounding errors up to the size of a signal.
      if x.allSatisfy({ $0 == x[0] }) {
        means.append(x[0])
        deviations.append(1)
      } else {
        let mean = x.reduce(0, +) / count
        let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        means.append(mean)
        deviations.append(variance.squareRoot())
      }
    }
    self.means = means
    self.deviations = deviations
  }

  /// The data set with every feature standardised; targets are left as they are.
  ///
  /// - Precondition: the data set has as many features as the one this was fitted to.
  public func standardized(_ dataset: TabularDataset) -> TabularDataset {
    require(
      dataset.columns.count == means.count,
      "Standardizer: \(dataset.columns.count) features, but fitted to \(means.count)")
    var result = dataset
    for f in means.indices {
      result.columns[f] = dataset.columns[f].map { ($0 - means[f]) / deviations[f] }
    }
    return result
  }
}
