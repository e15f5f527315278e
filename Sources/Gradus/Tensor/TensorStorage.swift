// Where a tensor's elements stand. An array would do, but for where its memory begins: sixteen bytes
// beside a cache line, so that every vector a kernel reads or writes lies across two of them; for
// LeNet-5 that took a twentieth of a training step, and more where two cores share no cache. So
// large memory comes from `BufferPool`, and an object beside it counts who uses it.

/// The elements of a tensor, in row-major order. Copies are independent, memory is shared until
/// written.
public struct TensorStorage<Element: BitwiseCopyable> {
  /// What keeps the memory, and knows by how many it is used.
  private var block: Block<Element>

  /// Where the first element stands.
  private var start: UnsafeMutablePointer<Element>

  /// How many elements there are.
  public let count: Int

  /// Memory for so many elements, which holds nothing yet.
  @inline(never)
  private init(count: Int) {
    block = Block(count: count)
    start = block.start
    self.count = count
  }

  /// Elements that are written, all of them, by `writing`.
  @inline(__always)
  init(count: Int, writing: (UnsafeMutablePointer<Element>) -> Void) {
    self.init(count: count)
    withExtendedLifetime(block) { writing(start) }
  }

  /// Copies of an array's elements.
  init(_ elements: [Element]) {
    self.init(count: elements.count) { start in
      elements.withUnsafeBufferPointer {
        if let source = $0.baseAddress { start.initialize(from: source, count: $0.count) }
      }
    }
  }

  /// One element so many times.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  init(repeating element: Element, count: Int) {
    self.init(count: count) { $0.initialize(repeating: element, count: count) }
  }

  /// Calls `body` with the address of the elements.
  @inline(__always)
  func withAddress(_ body: (UnsafePointer<Element>) -> Void) {
    withExtendedLifetime(block) { body(start) }
  }

  /// The same for elements that `body` may change.
  @inline(__always)
  mutating func withMutableAddress(_ body: (UnsafeMutablePointer<Element>) -> Void) {
    makeUnique()
    withExtendedLifetime(block) { body(start) }
  }

  /// Copies the elements if someone else has them too.
  @inline(__always)
  private mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&block) { copy() }
  }

  @inline(never)
  private mutating func copy() {
    let shared = self
    self = TensorStorage(count: count) { start in
      shared.withAddress { start.initialize(from: $0, count: shared.count) }
    }
  }
}

extension TensorStorage: RandomAccessCollection, MutableCollection {
  /// 0, the first element's place.
  public var startIndex: Int { 0 }

  /// The place behind the last element.
  public var endIndex: Int { count }

  /// The element at a place in 0 ..< count.
  public subscript(place: Int) -> Element {
    @inline(__always)
    get {
      requirePlace(place)
      return withExtendedLifetime(block) { start[place] }
    }
    @inline(__always)
    set {
      requirePlace(place)
      makeUnique()
      withExtendedLifetime(block) { start[place] = newValue }
    }
  }

  @inline(__always)
  private func requirePlace(_ place: Int) {
    if place < 0 || place >= count { Self.stop(at: place, of: count) }
  }

  /// A function of its own, or loops over elements would carry the message along.
  @inline(never)
  private static func stop(at place: Int, of count: Int) -> Never {
    fail("storage: place \(place) of \(count) elements")
  }

  /// Calls `body` with the elements as they stand in memory.
  public func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(block) { try body(UnsafeBufferPointer(start: start, count: count)) }
  }

  /// The same for algorithms that go through any collection.
  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result? {
    try withUnsafeBufferPointer(body)
  }
}

extension TensorStorage: Equatable where Element: Equatable {
  /// Whether the elements are equal, each to the other's at its place; NaN equals nothing.
  public static func == (a: TensorStorage, b: TensorStorage) -> Bool { a.elementsEqual(b) }
}

extension TensorStorage: Hashable where Element: Hashable {
  /// Equal elements have equal hash values.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for element in self { hasher.combine(element) }
  }
}

/// Whoever writes makes sure first that nobody else reads.
extension TensorStorage: @unchecked Sendable where Element: Sendable {}

/// Memory that goes when the last storage lets go of it.
private final class Block<Element: BitwiseCopyable> {
  /// Where the first element stands.
  let start: UnsafeMutablePointer<Element>

  private let count: Int

  /// Memory for so many elements, which are not written yet.
  init(count: Int) {
    start = BufferPool.take(Element.self, count: count)
    self.count = count
  }

  deinit { BufferPool.giveBack(start, count: count) }
}
