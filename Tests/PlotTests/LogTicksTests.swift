import Testing

@testable import Plot

struct LogTicksTests {
  @Test(arguments: [
    (1e-3, 1.0, ["10^{-3}", "10^{-2}", "10^{-1}", "10^{0}"]),
    (0.5, 2000, ["10^{0}", "10^{1}", "10^{2}", "10^{3}"]),
    (1e-12, 1, ["10^{-12}", "10^{-9}", "10^{-6}", "10^{-3}", "10^{0}"]),
    (2, 30, ["2", "5", "10", "20"]),
    (0.1, 0.6, ["0.1", "0.2", "0.5"]),
    (100, 110, ["100.0", "102.5", "105.0", "107.5", "110.0"]),
  ])
  func `decades, then parts of decades, then round numbers`(
    low: Double, high: Double, labels: [String]
  ) {
    #expect(TickSet.logarithmic(low...high, wanted: 5).major.map(\.label) == labels)
  }

  @Test func `minor ticks fill a decade`() {
    let minor = TickSet.logarithmic(1...100, wanted: 5).minor
    #expect(minor == [2, 3, 4, 5, 6, 7, 8, 9, 20, 30, 40, 50, 60, 70, 80, 90])
  }

  @Test func `skipped decades become minor ticks`() {
    let ticks = TickSet.logarithmic(1e-12...1, wanted: 5)
    #expect(ticks.minor.count == 8)
    #expect(ticks.minor.contains(1e-11) && !ticks.minor.contains(1e-12))
  }

  @Test(arguments: [1e-307...1e300, 1e-280...1e280])
  func `the widest ranges have few ticks`(view: ClosedRange<Double>) {
    let ticks = TickSet.logarithmic(view, wanted: 5)
    #expect((2...8).contains(ticks.major.count))
  }
}
