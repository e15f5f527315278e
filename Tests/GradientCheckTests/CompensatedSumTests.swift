import Testing

@testable import GradientCheck

@Suite struct CompensatedSumTests {
  /// Plain summation gives 0, Kahan's 0 too: the second large term is larger than the running sum.
  @Test func keepsSmallTermsBetweenLargeOnes() {
    var sum = CompensatedSum()
    for term in [1, 1e100, 1, -1e100] { sum.add(term) }
    #expect(sum.value == 2)
  }

  @Test func keepsTheTailOfALongSum() {
    var sum = CompensatedSum()
    sum.add(1)
    for _ in 0..<1_000_000 { sum.add(0x1p-60) }
    #expect(sum.value == 1 + 1e6 * 0x1p-60)
  }

  @Test func subtractsOutputsBeforeSumming() {
    let (below, above) = (Sample(values: [1e16, 3, 5]), Sample(values: [1e16, 3.5, 4]))
    let line = Line({ $0 < 0 ? below : above }, contractedWith: [1, -0.5, 1], at: 0)
    let difference = line.difference(from: below, to: above)
    #expect(difference.value == -1.25)
    #expect(difference.magnitude == 1.25)
  }

  @Test func staysNotFinite() {
    var sum = CompensatedSum()
    for term in [1, Double.infinity, 1] { sum.add(term) }
    #expect(!sum.value.isFinite)
  }
}
