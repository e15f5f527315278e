// Medians, quartiles and ratios, against hand and NumPy.

import Foundation
import Testing

@testable import bench

struct SampleTests {
  /// NumPy 2.4's `quantile` of the same numbers.
  @Test(arguments: [
    ([3.0], 3.0, 3.0, 3.0),
    ([4, 1], 1.75, 2.5, 3.25),
    ([5, 1, 3], 2, 3, 4),
    ([10, 1, 2, 7], 1.75, 4.5, 7.75),
    ([2, 9, 4, 1, 100], 2, 4, 9),
  ])
  func quartilesAreInterpolated(
    _ values: [Double], lower: Double, median: Double, upper: Double
  ) {
    let sample = Sample(values)
    #expect(sample.lower == lower)
    #expect(sample.median == median)
    #expect(sample.upper == upper)
    #expect(sample.spread == (upper - lower) / (2 * median))
  }

  /// Both sides slow down together in the third pair; their quotient does not see it.
  @Test func ratiosAreOfNeighbours() {
    let theirs = Sample([4, 6, 40])
    let ours = Sample([2, 2, 20])
    #expect(Sample.ratios(theirs, to: ours) == Sample([2, 3, 2]))
    #expect(Sample.ratios(theirs, to: ours).median == 2)
  }

  @Test func aSampleComesBackFromJSON() throws {
    let sample = Sample([0.25, 1, 0.5])
    let json = try JSONEncoder().encode(sample)
    #expect(try JSONDecoder().decode(Sample.self, from: json) == sample)
    #expect(String(decoding: json, as: UTF8.self).contains("\"median\":0.5"))
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Sample.self, from: Data(#"{"values":[]}"#.utf8))
    }
  }
}
