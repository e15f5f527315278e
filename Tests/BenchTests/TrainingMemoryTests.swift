import Foundation
import Testing

@testable import bench

@Suite struct TrainingMemoryTests {
  /// In a process of its own: this one has all the other tests' memory.
  @Test func trainingKeepsItsMemoryWithinTheLimits() throws {
    let process = Process()
    process.executableURL = try products().appendingPathComponent("bench")
    process.arguments = ["--memory"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try #require(try output.fileHandleForReading.readToEnd())
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(String(decoding: text, as: UTF8.self))")
  }

  /// The folder with the programs that were built, the tests' among them.
  private func products() throws -> URL {
    // On macOS the tests are a bundle that another program loads; elsewhere they are the program.
    if let bundle = Bundle.allBundles.first(where: { $0.bundlePath.hasSuffix(".xctest") }) {
      return bundle.bundleURL.deletingLastPathComponent()
    }
    return try #require(Bundle.main.executableURL).deletingLastPathComponent()
  }

  @Test(arguments: [
    (resident: 100_000_000, growth: 0, true), (resident: 150_000_000, growth: 0, false),
    (resident: 1_000_000, growth: 3_000_000, false),
  ])
  func limits(resident: Int, growth: Int, isWithin: Bool) {
    #expect(TrainingMemory(resident: resident, growth: growth).isWithinLimits == isWithin)
  }
}
