import Testing

@testable import bench

@Suite struct ContentionTests {
  @Test("What threads that never wait do not get is missing")
  func share() {
    let half = Contention(threads: 2, seconds: 3, processorSeconds: 3)
    #expect(half.share == 0.5)
    #expect(half.warning?.contains("50 %") == true)
  }

  @Test("An idle machine is worth no word")
  func idle() {
    #expect(Contention(threads: 2, seconds: 1, processorSeconds: 1.95).warning == nil)
    #expect(Contention(threads: 2, seconds: 1, processorSeconds: 2.01).share == 0)
  }

  @Test("It can be measured")
  func measured() {
    #expect((0..<1).contains(Contention.measured().share))
  }
}
