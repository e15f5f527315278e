import Testing

@testable import Gradus

@Suite struct TensorStorageTests {
  /// So few elements that they stand with the object, and so many that they have their own memory.
  static let counts = [1, 3, 20_000]

  @Test("A copy keeps its elements when the other is written", arguments: counts)
  func copies(count: Int) {
    let a = TensorStorage(repeating: 1.5, count: count)
    var b = a
    b[count - 1] = 2
    #expect(a.allSatisfy { $0 == 1.5 })
    #expect(b[count - 1] == 2)
    #expect(b.dropLast().allSatisfy { $0 == 1.5 })
    var c = b
    c.withMutableAddress { $0[0] = 3 }
    #expect(c[0] == 3)
    #expect(b[0] == (count == 1 ? 2 : 1.5))
  }

  @Test("Who has the elements alone writes where they stand", arguments: counts)
  func inPlace(count: Int) {
    var a = TensorStorage(repeating: 1, count: count)
    let before = a.withUnsafeBufferPointer(\.baseAddress)
    a[0] = 2
    a.withMutableAddress { $0[count - 1] = 2 }
    #expect(a.withUnsafeBufferPointer(\.baseAddress) == before)
  }

  @Test("A collection of an array's elements", arguments: [0] + counts)
  func collection(count: Int) {
    let array = (0..<count).map { $0 * 7 % 11 }
    let storage = TensorStorage(array)
    #expect(storage.count == count)
    #expect(Array(storage) == array)
    #expect(storage.indices == 0..<count)
    #expect(storage.reduce(0, +) == array.reduce(0, +))
    #expect(storage == TensorStorage(array))
    #expect(Set([storage, TensorStorage(array)]).count == 1)
    #expect(storage != TensorStorage(array + [1]))
  }

  @Test("NaN equals nothing")
  func notANumber() {
    let storage = TensorStorage([1, Double.nan])
    #expect(storage != storage)
  }

  @Test("A place outside stops", arguments: [-1, 3])
  func outside(place: Int) async {
    await #expect(processExitsWith: .failure) { [place] in
      _ = TensorStorage([1, 2, 3])[place]
    }
  }
}
