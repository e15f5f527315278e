// Every workload once, at a size for tests: what it computes is finite, it is the same again, and it
// is what PyTorch computed from the same pattern. Times are nobody's business here.

import Foundation
import Gradus
import Testing

@testable import bench

struct WorkloadTests {
  @Test(arguments: Workload.all.map(\.name))
  func itRuns(_ name: String) throws {
    let task = try #require(Workload.all.first { $0.name == name }).task.small
    let (first, again) = (task.prepared(), task.prepared())
    for _ in 1...3 {
      let result = first()
      #expect(result.count > 0)
      #expect(result.scalars.allSatisfy { $0.isFinite })
      #expect(result == again())
    }
    #expect(task.operations > 0)
    #expect(task.bytes.map { $0 > 0 } ?? true)
  }

  @Test func namesAreDifferentAndKindsKnown() {
    #expect(Set(Workload.all.map(\.name)).count == Workload.all.count)
    for workload in Workload.all {
      #expect(taskKinds[type(of: workload.task).name] == type(of: workload.task))
    }
  }

  @Test func everyTaskHasItsFunctionInPython() throws {
    let script = try String(contentsOf: Self.script, encoding: .utf8)
    for name in taskKinds.keys { #expect(script.contains("\ndef \(name)(layout"), "\(name)") }
  }

  private static var script: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/bench/pytorch.py")
  }

  /// Operations counted by hand: LeNet-5 needs 3.2 million an image, a product of two n×n matrices
  /// 2n³, and a convolution 2·(2·3·3²) for each of 4²·5 places; it reads 160 and 54 numbers and
  /// writes 240.
  @Test func operationsAreCounted() {
    #expect(LeNet(batch: 1, images: 1).operations == 3_204_720)
    #expect(MatrixProduct(side: 10).operations == 2000)
    let convolution = Convolution(
      product: .forward, inputs: 2, outputs: 3, kernel: 3, padding: 1, side: 4, batch: 5)
    #expect(convolution.operations == 8640)
    #expect(convolution.bytes == 1816)
  }
}

struct PatternTests {
  /// The finaliser of MurmurHash3 maps these to those, in any implementation.
  @Test func theHashIsMurmurs() {
    #expect(hash(0, 0) == 0)
    #expect(hash(1, 0) == 0x514E_28B7)
    #expect(hash(2, 0) == 0x30F4_C306)
  }

  @Test func numbersAreCentredAndDiffer() {
    let x = pattern([100, 100], 3)
    #expect(x.scalars.allSatisfy { -0.5 <= $0 && $0 < 0.5 })
    #expect(abs(x.mean().scalar) < 0.01)
    #expect(pattern([4], 1) != pattern([4], 2))
  }

  @Test func aDigestSeesOrderAndSize() {
    let x = pattern([6, 5], 1)
    #expect(Digest(x).agrees(with: Digest(x * 1.000001)))
    #expect(!Digest(x).agrees(with: Digest(x.transposed())))
    #expect(!Digest(x).agrees(with: Digest(x * 1.01)))
    #expect(!Digest(x).agrees(with: Digest(pattern([6, 4], 1))))
    #expect(!Digest(x / 0).isFinite)
  }
}
