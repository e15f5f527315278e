// On Linux the system says how many pages it had to clear for a thread.

#if canImport(Glibc)
  import Foundation
  import Testing

  @testable import Gradus

  @Suite struct FreedMemoryTests {
    @Test(
      "A large tensor takes the memory that the last one left", arguments: [100_000, 1_000_000])
    func reuse(count: Int) throws {
      func twoTensors() -> Float {
        let (x, y) = (relu(Tensor<Float>.ones([count])), relu(Tensor<Float>.ones([count])))
        return x.storage[0] + y.storage[0]
      }
      try ThreadTeam.$current.withValue(ThreadTeam(count: 1)) {
        _ = twoTensors()
        let before = try faults()
        for _ in 0..<20 { #expect(twoTensors() == 2) }
        // Two tensors of 100,000 numbers have some two hundred pages.
        #expect(try faults() - before < 1_000)
      }
    }

    /// This thread's minor page faults so far, the tenth field of its record (proc(5)).
    private func faults() throws -> Int {
      let record = try String(contentsOfFile: "/proc/thread-self/stat", encoding: .utf8)
      let fields = try #require(record.split(separator: ")").last).split(separator: " ")
      return try #require(Int(fields[7]))
    }
  }
#endif
