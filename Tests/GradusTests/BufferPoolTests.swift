import Testing

@testable import Gradus

/// Nobody else asks for pieces of these sizes.
@Suite struct BufferPoolTests {
  @Test("A piece waits for the next request of its size, not of another")
  func reuse() {
    let a = BufferPool.take(UInt8.self, count: 1_234_567)
    a.initialize(repeating: 7, count: 1_234_567)
    BufferPool.giveBack(a, count: 1_234_567)
    let b = BufferPool.take(UInt8.self, count: 1_234_568)
    let c = BufferPool.take(UInt8.self, count: 1_234_567)
    #expect(a != b)
    #expect(a == c)
    BufferPool.giveBack(b, count: 1_234_568)
    BufferPool.giveBack(c, count: 1_234_567)
  }

  @Test("A piece in use is nobody else's")
  func apart() {
    let pieces = (0..<4).map { _ in BufferPool.take(UInt8.self, count: 1_234_569) }
    #expect(Set(pieces).count == 4)
    for piece in pieces { BufferPool.giveBack(piece, count: 1_234_569) }
  }

  @Test(
    "Pieces begin at a cache line, small and huge ones too", arguments: [1, 20_011, 40_000_001])
  func alignment(count: Int) {
    for _ in 0..<3 {
      let piece = BufferPool.take(Float.self, count: count)
      #expect(Int(bitPattern: piece) % 64 == 0)
      BufferPool.giveBack(piece, count: count)
    }
  }

  @Test("A large tensor stands where the last one of its size stood, and begins at a cache line")
  func tensors() {
    func address() -> UInt {
      var address: UInt = 0
      relu(Tensor<Float>.ones([345_679])).withAddress { address = UInt(bitPattern: $0) }
      return address
    }
    let addresses = Set((0..<20).map { _ in address() })
    #expect(addresses.count <= 2)
    #expect(addresses.allSatisfy { $0 % 64 == 0 })
  }
}
