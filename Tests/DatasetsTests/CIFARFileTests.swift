// CIFAR-10's binary files, good and bad.

import Foundation
import Testing

@testable import Datasets

@Suite struct CIFARFileTests {
  /// A record with this label, whose pixels are all `byte`.
  private func record(_ label: UInt8, _ byte: UInt8) -> [UInt8] {
    [label] + [UInt8](repeating: byte, count: 3072)
  }

  @Test func records() throws {
    let file = try CIFARFile(parsing: record(9, 1) + record(0, 2), count: 2, file: "a")
    #expect(file.labels == [9, 0])
    #expect(file.pixels == Array(record(1, 1)[1...]) + Array(record(2, 2)[1...]))
    #expect(try CIFARFile(parsing: record(9, 1) + record(0, 2), count: nil, file: "a") == file)
  }

  @Test(arguments: [
    (0, nil, "a has 0 bytes, 3073 were expected: 3073 for each of 1 record."),
    (3074, nil, "a has 3074 bytes, 3073 were expected: 3073 for each of 1 record."),
    (3073, 2, "a has 3073 bytes, 6146 were expected: 3073 for each of 2 records."),
    (6146, 1, "a has 6146 bytes, 3073 were expected: 3073 for each of 1 record."),
  ])
  func wrongSize(size: Int, count: Int?, sentence: String) throws {
    let error = try #require(throws: DatasetError.self) {
      try CIFARFile(parsing: [UInt8](repeating: 0, count: size), count: count, file: "a")
    }
    #expect(error.description == sentence)
  }

  @Test func labelOutOfRange() throws {
    let error = try #require(throws: DatasetError.self) {
      try CIFARFile(parsing: record(9, 1) + record(10, 2), count: 2, file: "a")
    }
    #expect(
      error.description == "a, example 1: the label is 10; a number from 0 to 9 was expected.")
  }
}
