// Inflating, and every way in which a compressed file can be bad.

import Foundation
import Testing

@testable import Datasets

@Suite struct GzipTests {
  /// A header and two labels, 3 and 1, compressed by Python's gzip module.
  static let labels: [UInt8] = Array(
    Data(base64Encoded: "H4sIAAAAAAACA2Ng4GBkYGBgYmYEAEzPtskKAAAA") ?? Data())

  @Test func inflated() throws {
    #expect(try Gzip.inflate(Self.labels, file: "a") == [0, 0, 8, 1, 0, 0, 0, 2, 3, 1])
    #expect(Gzip.isBegun(by: Self.labels))
    #expect(!Gzip.isBegun(by: [0, 0, 8, 1]))
  }

  /// `cat a.gz b.gz` is a file too, and holds what both hold; so is one that was padded with zeros.
  @Test func severalMembers() throws {
    let once: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 3, 1]
    for count in [2, 3] {
      let members = [[UInt8]](repeating: Self.labels, count: count).flatMap(\.self)
      let all = [[UInt8]](repeating: once, count: count).flatMap(\.self)
      #expect(try Gzip.inflate(members, file: "a") == all)
      #expect(try Gzip.inflate(members + [0, 0, 0], file: "a") == all)
    }
  }

  /// The file with the byte at a place, counted from the end if below 0, replaced.
  private static func damaged(at place: Int, by byte: UInt8) -> [UInt8] {
    var bytes = labels
    bytes[place < 0 ? bytes.count + place : place] = byte
    return bytes
  }

  private static let bad: [(bytes: [UInt8], reason: String)] = [
    (labels.dropLast(), "it is cut short, after 10 bytes inflated"),
    (Array(labels.prefix(10)), "it is cut short, after 0 bytes inflated"),
    (labels + [1, 2, 3], "3 bytes follow its end"),
    (labels + labels.dropLast(), "it is cut short, after 20 bytes inflated"),
    (labels + damaged(at: -8, by: 0), "incorrect data check"),
    (labels + labels + [0, 1], "2 bytes follow its end"),
    (damaged(at: -8, by: 0), "incorrect data check"),
    (damaged(at: -4, by: 9), "incorrect length check"),
    (damaged(at: 2, by: 7), "unknown compression method"),
  ]

  @Test(arguments: bad)
  func refused(bytes: [UInt8], reason: String) {
    #expect(throws: DatasetError(file: "a", problem: .gzip(reason: reason))) {
      try Gzip.inflate(bytes, file: "a")
    }
  }

  @Test func checkSumOfPartsIsThatOfTheWhole() {
    // "123456789" is the customary example; its CRC-32 is cbf43926.
    #expect(checksum(of: Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(checksum(of: Array("1234".utf8), [], Array("56789".utf8)) == 0xCBF4_3926)
  }
}
