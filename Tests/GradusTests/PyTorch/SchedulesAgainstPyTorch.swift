import Gradus
import Testing

@Suite struct SchedulesAgainstPyTorch {
  static let schedules: [String: any LearningRateSchedule] = [
    "step/every-3": StepDecay(from: 0.3, factor: 0.5, every: 3),
    "cosine/to-zero": CosineDecay(from: 0.3, over: 10),
    "cosine/to-floor": CosineDecay(from: 0.3, to: 0.01, over: 13),
    "warm-up/then-cosine": WarmUp(
      over: 5, from: 0.2, then: CosineDecay(from: 0.3, to: 0.01, over: 11)),
    "warm-up/then-stairs": WarmUp(over: 4, then: StepDecay(from: 0.3, factor: 0.5, every: 3)),
  ]

  @Test(arguments: schedules.keys.sorted()) func agreesWithPyTorch(_ name: String) throws {
    let rates = try #require(try Fixture("Schedules").tensors["\(name)/rates"])
    let schedule = try #require(Self.schedules[name])
    expectAgreement(Tensor((0..<rates.count).map { schedule($0) }), rates, "\(name): rates")
  }

  @Test func everyFixtureIsHeld() throws {
    #expect(try Fixture("Schedules").cases == Self.schedules.keys.sorted())
  }

  @Test func theCosineStaysDown() {
    let schedule = CosineDecay(from: 1, to: 0.25, over: 8)
    #expect([0, 4, 8, 100].map { schedule($0) } == [1, 0.625, 0.25, 0.25])
  }
}
