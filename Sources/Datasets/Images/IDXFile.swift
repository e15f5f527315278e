// The format of MNIST's files, IDX: two zero bytes, the type of the elements (8 for bytes), the
// number of axes; each axis's length, 32 bits with the highest byte first; then the elements, the
// last axis fastest. LeCun, Cortes and Burges (1998), "The MNIST database of handwritten digits",
// describe it at the end.

import Foundation

/// An array of bytes as an IDX file holds it.
package struct IDXFile: Equatable, Sendable {
  /// The length of each axis, at least 1.
  package let lengths: [Int]
  /// The elements, as many as the product of the lengths.
  package let elements: [UInt8]

  /// Reads a file, plain or compressed by gzip.
  ///
  /// - Parameter rank: how many axes it should have: 3 for images, 1 for labels.
  /// - Throws: `DatasetError` if it cannot be read, or is no such file.
  package init(contentsOf url: URL, rank: Int) throws(DatasetError) {
    try self.init(parsing: try bytes(of: url), rank: rank, file: url.path)
  }

  /// Reads the bytes of a file that is not compressed.
  ///
  /// - Throws: `DatasetError` naming `file` if they are no array of bytes of this rank.
  package init(parsing bytes: [UInt8], rank: Int, file: String) throws(DatasetError) {
    func failure(_ problem: DatasetError.Problem) -> DatasetError {
      DatasetError(file: file, problem: problem)
    }
    let magic = [0, 0, 8, UInt8(rank)]
    guard bytes.starts(with: magic) else {
      throw failure(
        .magic(
          found: Array(bytes.prefix(4)), expected: magic,
          kind: "IDX file of bytes with \(rank) \(rank == 1 ? "axis" : "axes")"))
    }
    let headerSize = 4 + 4 * rank
    guard bytes.count >= headerSize else {
      throw failure(
        .byteCount(found: bytes.count, expected: headerSize, why: "its header has as many"))
    }
    let lengths = (1...rank).map { axis in
      bytes[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    let axes = lengths.map(String.init).joined(separator: "×")
    // Three lengths of 32 bits each may be more than an Int holds; no file has so many bytes.
    var expected = 1
    for length in lengths {
      let (product, overflow) = expected.multipliedReportingOverflow(by: length)
      expected = overflow ? .max : product
    }
    expected = expected > .max - headerSize ? .max : expected + headerSize
    guard !lengths.contains(0) else { throw failure(.noElements(lengths: lengths)) }
    guard bytes.count == expected else {
      throw failure(
        .byteCount(found: bytes.count, expected: expected, why: "its header announces \(axes)"))
    }
    self.lengths = lengths
    elements = Array(bytes[headerSize...])
  }
}
