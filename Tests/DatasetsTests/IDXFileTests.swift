// IDX files, good and bad.

import Foundation
import Testing

@testable import Datasets

@Suite struct IDXFileTests {
  @Test func images() throws {
    let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3]
    let file = try IDXFile(parsing: header + [1, 2, 3, 4, 5, 6], rank: 3, file: "a")
    #expect(file.lengths == [2, 1, 3])
    #expect(file.elements == [1, 2, 3, 4, 5, 6])
  }

  @Test func plainOrCompressed() throws {
    let plain: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 3, 1]
    try withFiles(["a": Data(plain), "b": Data(GzipTests.labels)]) { folder in
      for name in ["a", "b"] {
        let file = try IDXFile(contentsOf: folder.appendingPathComponent(name), rank: 1)
        #expect(file.lengths == [2])
        #expect(file.elements == [3, 1])
      }
    }
  }

  @Test(
    arguments: [
      (
        [], 1,
        "a is no IDX file of bytes with 1 axis: it begins with nothing, 00 00 08 01 was expected."
      ),
      (
        [0, 0, 8, 3, 0, 0, 0, 1], 1,
        "a is no IDX file of bytes with 1 axis: it begins with 00 00 08 03, 00 00 08 01 was expected."
      ),
      (
        [0, 0, 0x0D, 3], 3,
        "a is no IDX file of bytes with 3 axes: it begins with 00 00 0d 03, 00 00 08 03 was expected."
      ),
      ([0, 0, 8, 1, 0, 0, 0], 1, "a has 7 bytes, 8 were expected: its header has as many."),
      (
        [0, 0, 8, 1, 0, 0, 1, 0, 5], 1,
        "a has 9 bytes, 264 were expected: its header announces 256."
      ),
      (
        [0, 0, 8, 1, 0, 0, 0, 1, 5, 5], 1,
        "a has 10 bytes, 9 were expected: its header announces 1."
      ),
      (
        [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3], 3,
        "a holds nothing: its header announces 2×0×3 elements."
      ),
      (
        [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12), 3,
        "a has 16 bytes, 9223372036854775807 were expected: "
          + "its header announces 4294967295×4294967295×4294967295."
      ),
    ] as [([UInt8], Int, String)])
  func refused(bytes: [UInt8], rank: Int, sentence: String) throws {
    let error = try #require(throws: DatasetError.self) {
      try IDXFile(parsing: bytes, rank: rank, file: "a")
    }
    #expect(error.description == sentence)
  }
}
