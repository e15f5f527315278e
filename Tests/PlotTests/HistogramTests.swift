import Testing

@testable import Plot

struct HistogramTests {
  @Test func `counts by hand`() {
    let histogram = Histogram([0, 0.5, 1, 1.5, 1.9, 3, 4], bins: 4)
    #expect(histogram.edges == [0, 1, 2, 3, 4])
    #expect(histogram.counts == [2, 3, 0, 2])
    #expect(histogram.heights == [2, 3, 0, 2])
  }

  @Test func `areas of a density sum to one`() {
    let histogram = Histogram([0, 0.5, 1, 1.5, 1.9, 3, 4, 8], bins: 4, isDensity: true)
    #expect(histogram.heights == [0.3125, 0.0625, 0.0625, 0.0625])
  }

  @Test func `a range leaves values out and infinite ones never count`() {
    let histogram = Histogram([-1, 0, 1, 2, .nan, .infinity], bins: 2, range: 0...1)
    #expect(histogram.counts == [1, 1])
  }

  // 0, 1, …, 25 and 30: IQR 13, ∛27 = 3, width 26/3, so that 30 need ⌈3.46⌉ = 4 bins of 7.5.
  @Test func `the bins follow Freedman and Diaconis`() {
    #expect(Histogram((0..<26).map(Double.init) + [30]).counts == [8, 7, 8, 4])
  }

  @Test(arguments: [[], [3], [2, 2, 2, 2], [0, 1e-307], [1, 1 + 1e-15]] as [[Double]])
  func `degenerate data fill a bin`(values: [Double]) {
    let histogram = Histogram(values)
    #expect(histogram.counts.reduce(0, +) == values.count)
    #expect(histogram.edges.first ?? 0 < histogram.edges.last ?? 0)
  }

  @Test func `an outlier does not make thousands of bins`() {
    let values = (0..<100).map { Double($0) / 100 } + [1e9]
    #expect(Histogram(values).counts.count == 200)
  }
}
