// A fingerprint tells results apart that differ by more than rounding, and no others.

import Foundation
import Testing

@testable import Records

struct FingerprintTests {
  private struct Training: Codable {
    var name = "Adam"
    var losses: [Double]
    var weights: [[Float]] = []
  }

  private func fingerprint(_ value: some Codable) throws -> Fingerprint {
    var results = Results()
    return try results.keep("x", value).fingerprint
  }

  /// A falling curve, as a training has it.
  private static let losses = (0..<200).map { 2 * exp(-Double($0) / 40) }

  @Test func whatIsKeptOfAList() throws {
    let column = try #require(try fingerprint([1.0, 2, 3, .nan]).columns["[]"])
    #expect(column.count == 3 && column.gaps == 1)
    #expect(column.mean == 2)
    #expect(abs(column.spread - (2.0 / 3).squareRoot()) < 1e-8)
    // (±(−1) ± 0 ± 1)/(s√3) is ±√2 or 0, as the signs are unlike or alike.
    #expect(
      column.projections.allSatisfy { abs($0) < 1e-9 || abs(abs($0) - 2.squareRoot()) < 1e-8 })
  }

  @Test func listsInOnePlaceBelongTogether() throws {
    let print = try fingerprint([
      Training(losses: [1, 2], weights: [[3], [4, 5]]), Training(losses: [6]),
    ])
    #expect(print.columns.mapValues(\.count) == ["[].losses[]": 3, "[].weights[][]": 3])
    #expect(print.words != nil)
  }

  @Test func roundingIsNoDifference() throws {
    let before = try fingerprint(Training(losses: Self.losses))
    for relative in [1e-15, 1e-9, 1e-4] {
      let factors = [1 + relative, 1 - relative]
      let losses = Self.losses.indices.map { Self.losses[$0] * factors[$0 % 2] }
      let now = try fingerprint(Training(losses: losses))
      #expect(now.difference(from: before, within: 0.01) == nil)
    }
  }

  /// How a curve may be another.
  enum Change: CaseIterable {
    case faster, higher, shifted, rougher, diverging

    func applied(to x: Double, at place: Int) -> Double {
      switch self {
      case .faster: x * exp(-Double(place) / 400)
      case .higher: x * 1.1
      case .shifted: x + 0.05
      case .rougher: place % 7 == 0 ? x + 0.3 : x
      case .diverging: place < 199 ? x : .nan
      }
    }
  }

  @Test(arguments: Change.allCases)
  func anotherCurveIsADifference(change: Change) throws {
    let before = try fingerprint(Training(losses: Self.losses))
    let losses = Self.losses.indices.map { change.applied(to: Self.losses[$0], at: $0) }
    let now = try fingerprint(Training(losses: losses))
    #expect(now.difference(from: before, within: 0.01) != nil)
  }

  /// Mean and spread are alike; only the projections tell.
  @Test func anotherOrderIsADifference() throws {
    let before = try fingerprint(Self.losses)
    let now = try fingerprint(Array(Self.losses.reversed()))
    #expect(try #require(now.difference(from: before, within: 0.01)).hasPrefix("other numbers"))
  }

  /// Random changes of a hundredth of the spread pass a tolerance of a tenth, and of a tenth fail
  /// one of a hundredth: in every one of 200 trials, or the projections would be a lottery.
  @Test func theSizeOfADifferenceIsSeen() throws {
    var state: UInt64 = 7
    func noise() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 52) - 1
    }
    let before = try fingerprint(Self.losses)
    for _ in 0..<200 {
      let small = try fingerprint(Self.losses.map { $0 + 0.01 * 0.5 * noise() })
      #expect(small.difference(from: before, within: 0.1) == nil)
      let large = try fingerprint(Self.losses.map { $0 + 0.5 * abs(noise()) })
      #expect(large.difference(from: before, within: 0.01) != nil)
    }
  }

  @Test func aConstantListIsHeldToItsSize() throws {
    let before = try fingerprint([3.0, 3, 3])
    #expect(try fingerprint([3.001, 3.001, 3.001]).difference(from: before, within: 0.01) == nil)
    #expect(try fingerprint([3.1, 3.1, 3.1]).difference(from: before, within: 0.01) != nil)
    let zero = try fingerprint([0.0])
    #expect(try fingerprint([0.0]).difference(from: zero, within: 0.01) == nil)
    #expect(try fingerprint([1e-3]).difference(from: zero, within: 0.01) != nil)
  }

  @Test func aTextCountsWithoutItsNumbers() throws {
    let before = try fingerprint("fail: 3.14 ± 1e-9 in W, wrong by 2 %")
    #expect(
      try fingerprint("fail: 2.71 ± 9e-8 in W, wrong by 3 %").difference(
        from: before, within: 0.01) == nil)
    #expect(
      try fingerprint("pass: 3.14 ± 1e-9 in W, wrong by 2 %").difference(
        from: before, within: 0.01) == "other words")
  }

  @Test func whatDiffersIsSaid() throws {
    let before = try fingerprint(Training(losses: [1, 2]))
    #expect(
      try fingerprint(Training(losses: [1, 2, 3])).difference(from: before, within: 0.01)
        == "3 numbers in losses[], where there were 2")
    #expect(
      try fingerprint(Training(losses: [10, 20])).difference(from: before, within: 0.01)
        == "other numbers in losses[]: on average 15, where it was 1.5")
    #expect(
      try fingerprint(Training(name: "SGD", losses: [1, 2])).difference(from: before, within: 0.01)
        == "other words")
    #expect(
      try fingerprint(["losses": [1.0, 2], "more": [1]]).difference(from: before, within: 0.01)
        == "numbers in more[], which are new")
  }
}
