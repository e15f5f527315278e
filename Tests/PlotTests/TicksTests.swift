import Testing

@testable import Plot

struct TicksTests {
  @Test(arguments: [
    (0.0, 10.0, 6, ["0", "2", "4", "6", "8", "10"]),
    (0, 1, 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (0, 100, 5, ["0", "25", "50", "75", "100"]),
    (-1, 1, 5, ["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
    (0.1, 0.3, 3, ["0.1", "0.2", "0.3"]),
    (0, 442, 5, ["0", "100", "200", "300", "400"]),
    (25, 346, 4, ["0", "100", "200", "300"]),
    (-0.003, 0.003, 3, ["−0.003", "0.000", "0.003"]),
    (0, 20_000, 5, ["0", "5\u{2009}000", "10\u{2009}000", "15\u{2009}000", "20\u{2009}000"]),
    (0, 4e9, 5, ["0", "1×10^{9}", "2×10^{9}", "3×10^{9}", "4×10^{9}"]),
    (0, 3e-7, 4, ["0", "1×10^{-7}", "2×10^{-7}", "3×10^{-7}"]),
    (1e6, 1.000_001e6, 3, ["1.0000000×10^{6}", "1.0000005×10^{6}", "1.0000010×10^{6}"]),
  ])
  func `ticks are round and their labels exact`(
    low: Double, high: Double, wanted: Int, labels: [String]
  ) throws {
    let room = high - low
    let ticks = try #require(
      TickSearch.best(for: low...high, wanted: wanted, within: (low - room)...(high + room)))
    #expect(ticks.labels == labels)
  }

  @Test func `a position is the number nearest to its label`() throws {
    let ticks = try #require(TickSearch.best(for: 0...0.6, wanted: 7, within: 0...0.6))
    #expect(ticks.values == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    #expect(decimal(3, exponent: -1) == 0.3)
    #expect(decimal(7, exponent: -30) == 7e-30)
    #expect(decimal(7, exponent: 30) == 7e30)
  }

  @Test(arguments: [(13.0, 5), (3, 6), (1, 5), (17, 7)])
  func `ticks of counts are whole`(high: Double, wanted: Int) throws {
    let ticks = try #require(
      TickSearch.best(for: 0...high, wanted: wanted, within: 0...high, isWhole: true))
    #expect(ticks.values.count >= 2)
    #expect(ticks.values.allSatisfy { $0 == $0.rounded() })
  }

  @Test func `a histogram's counts are marked at whole numbers`() throws {
    let boxes = [1.0, 3, 2].enumerated().map {
      Drawing.Box(x: (Double($0), Double($0) + 1), y: (0, $1))
    }
    let extent = try #require(Drawing.Shape.boxes(boxes, .blue).extent(\.y, on: .linear))
    let view = AxisView("masses", extents: [extent], names: [], wanted: 7)
    #expect(view.ticks.major.map(\.value) == [0, 1, 2, 3])
  }

  @Test(arguments: [
    (0.0, 1e-305), (-1e300, 1e300), (1e-12, 1.1e-12), (123_456.7, 123_456.8), (-5e-7, 3e8),
  ])
  func `extreme ranges have between two and a dozen ticks`(low: Double, high: Double) throws {
    let ticks = try #require(TickSearch.best(for: low...high, wanted: 5, within: low...high))
    #expect((2...12).contains(ticks.count))
    #expect(ticks.values.allSatisfy { (low...high).contains($0) })
    #expect(Set(ticks.labels).count == ticks.count)
  }

  @Test func `no tick leaves the limits`() throws {
    let free = try #require(TickSearch.best(for: 0.4...9.7, wanted: 6, within: 0...10))
    #expect(free.values.first == 0 && free.values.last == 10)
    let held = try #require(TickSearch.best(for: 0.4...9.7, wanted: 6, within: 0.4...9.7))
    #expect(held.values.allSatisfy { (0.4...9.7).contains($0) })
  }

  @Test func `more ticks are found when more are wanted`() throws {
    let counts = try [3, 6, 11].map {
      try #require(TickSearch.best(for: 0...100, wanted: $0, within: 0...100)).count
    }
    #expect(counts == counts.sorted() && Set(counts).count == 3)
  }
}
