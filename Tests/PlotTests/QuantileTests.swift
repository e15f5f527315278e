// Quantiles, by hand: those of an even number of measurements, and beside infinite ones.

import Testing

@testable import Plot

@Suite struct QuantileTests {
  @Test func betweenNeighbours() {
    #expect([4.0, 1].median == 2.5 && [3.0, 9, 1].median == 3)
    #expect([1.0, 5, 2, 3].quantile(0.25) == 1.75)
    #expect([7.0].quantile(0) == 7 && [7.0, 8].quantile(1) == 8)
  }

  /// A training that has failed counts as infinite, and spares the median as long as it can.
  @Test func besideInfinity() {
    #expect([.infinity, 2, 1].median == 2)
    #expect([.infinity, .infinity, 1].median == .infinity)
    #expect([1, .infinity].median == .infinity)
  }
}
