// Repeated measurements of one number, and what is said of them: the median, and the quartiles as
// their spread.

import Plot

/// Measurements of one number, at least one.
struct Sample: Codable, Equatable {
  /// The measurements, in the order in which they were made.
  let values: [Double]

  init(_ values: [Double]) {
    precondition(!values.isEmpty, "Sample: no measurement")
    self.values = values
  }

  /// Half of the measurements are below.
  var median: Double { values.quantile(0.5) }
  /// The first quartile.
  var lower: Double { values.quantile(0.25) }
  /// The third quartile.
  var upper: Double { values.quantile(0.75) }
  /// Half the distance between the quartiles, relative to the median.
  var spread: Double { (upper - lower) / (2 * median) }

  /// The quotients of measurements that were made one after the other.
  static func ratios(_ numerators: Sample, to denominators: Sample) -> Sample {
    Sample(zip(numerators.values, denominators.values).map { $0 / $1 })
  }

  private enum CodingKeys: CodingKey { case values, median, lower, upper }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    values = try container.decode([Double].self, forKey: .values)
    if values.isEmpty {
      throw DecodingError.dataCorruptedError(
        forKey: .values, in: container, debugDescription: "a sample without measurements")
    }
  }

  /// Writes the measurements and, for whoever reads the file, what is said of them.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(values, forKey: .values)
    try container.encode(median, forKey: .median)
    try container.encode(lower, forKey: .lower)
    try container.encode(upper, forKey: .upper)
  }
}
