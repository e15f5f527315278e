import Foundation
import Testing

@testable import Gradus

@Suite struct FreedMemoryTests {
  #if canImport(Glibc)
    @Test func aTensorReusesThePagesOfTheLastOne() {
      let (pages, rounds) = (2_048, 50)
      let x = Tensor<Float>.ones([pages * 1_024])
      _ = x + x
      let before = pageFaults()
      for _ in 0..<rounds { _ = x + x }
      #expect(pageFaults() - before < pages * rounds / 10)
    }

    /// How often the process has touched a page that it did not have.
    private func pageFaults() -> Int {
      var usage = rusage()
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_minflt
    }
  #endif
}
