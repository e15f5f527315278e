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

  @Test("Large pieces begin at a cache line, and those of vectors, however small")
  func alignment() {
    func expectAligned<Element: BitwiseCopyable>(_ type: Element.Type, count: Int) {
      for _ in 0..<3 {
        let piece = BufferPool.take(type, count: count)
        #expect(Int(bitPattern: piece) % 64 == 0)
        BufferPool.giveBack(piece, count: count)
      }
    }
    for count in [4_096, 20_011, 40_000_001] { expectAligned(Float.self, count: count) }
    for count in [1, 3, 1_000] { expectAligned(Float.Lanes.self, count: count) }
  }

  @Test("Small pieces apart from each other, of no bytes too", arguments: [0, 1, 4_095])
  func small(count: Int) {
    let pieces = (0..<8).map { _ in BufferPool.take(Float.self, count: count) }
    for (k, piece) in pieces.enumerated() {
      piece.initialize(repeating: Float(k), count: count)
    }
    for (k, piece) in pieces.enumerated() {
      #expect((0..<count).allSatisfy { piece[$0] == Float(k) })
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
