// CIFAR-10's binary files: records of 3,073 bytes each, the label and then 32×32 red, 32×32 green
// and 32×32 blue bytes, row by row; nothing before, between or after them. Krizhevsky (2009),
// "Learning multiple layers of features from tiny images"; the format is told on the page that
// offers the files.

import Foundation

/// The examples of one of CIFAR-10's binary files.
package struct CIFARFile: Equatable, Sendable {
  /// How many bytes an image has: three channels of 32×32.
  package static let imageSize = 3 * 32 * 32
  /// How many classes there are.
  package static let classCount = 10

  /// The class of each example, 0 to 9.
  package private(set) var labels: [UInt8] = []
  /// The images one after the other, each `[3, 32, 32]`.
  package private(set) var pixels: [UInt8] = []

  /// Reads a file, plain or compressed by gzip.
  ///
  /// - Parameter count: how many examples it should hold; nil for any number, but at least one.
  /// - Throws: `DatasetError` if it cannot be read, or is no such file.
  package init(contentsOf url: URL, count: Int?) throws(DatasetError) {
    try self.init(parsing: try bytes(of: url), count: count, file: url.path)
  }

  /// Reads the bytes of a file that is not compressed.
  ///
  /// - Throws: `DatasetError` naming `file` if they are not whole records, are too few or too many,
  ///   or one has a label above 9.
  package init(parsing bytes: [UInt8], count: Int?, file: String) throws(DatasetError) {
    let recordSize = 1 + Self.imageSize
    let count = count ?? max(1, bytes.count / recordSize)
    guard bytes.count == count * recordSize else {
      throw DatasetError(
        file: file,
        problem: .byteCount(
          found: bytes.count, expected: count * recordSize,
          why: "\(recordSize) for each of \(count) \(count == 1 ? "record" : "records")"))
    }
    labels.reserveCapacity(count)
    pixels.reserveCapacity(count * Self.imageSize)
    for example in 0..<count {
      let start = example * recordSize
      guard bytes[start] < Self.classCount else {
        throw DatasetError(
          file: file,
          problem: .labelOutOfRange(
            example: example, label: Int(bytes[start]), classes: Self.classCount))
      }
      labels.append(bytes[start])
      pixels.append(contentsOf: bytes[start + 1..<start + recordSize])
    }
  }
}
