// Inflating what gzip compressed (RFC 1952); zlib does the work and holds the result to the check
// sum at the end. A file may have several members, one after the other, as `cat a.gz b.gz` makes
// it: what they inflate to, together, is what it holds. Zeros after the last are padding.

import CZlib

/// Files compressed by gzip.
package enum Gzip {
  /// The most that a file may inflate to, so that a bad one cannot fill the memory: 1 GiB.
  static let limit = 1 << 30

  /// Whether these bytes begin as a file compressed by gzip does.
  package static func isBegun(by bytes: some Sequence<UInt8>) -> Bool {
    bytes.starts(with: [0x1F, 0x8B])
  }

  /// Inflates a whole file.
  ///
  /// - Parameters:
  ///   - bytes: the file's bytes, fewer than 4 GiB.
  ///   - file: its name, for messages.
  /// - Throws: `DatasetError` if the file is cut short or damaged, goes on with something else after
  ///   its end, or holds more than 1 GiB.
  package static func inflate(_ bytes: [UInt8], file: String) throws(DatasetError) -> [UInt8] {
    func failure(_ reason: String) -> DatasetError {
      DatasetError(file: file, problem: .gzip(reason: reason))
    }
    guard bytes.count < 1 << 32 else { throw failure("it is larger than 4 GiB") }
    var stream = z_stream()
    // 15 bits of window, the most there are, and 16 to say that it is gzip's format.
    guard
      inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw failure("zlib could not begin") }
    defer { inflateEnd(&stream) }

    var inflated: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: min(1 << 20, max(1 << 10, 8 * bytes.count)))
    var source = bytes
    let status = source.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      return chunk.withUnsafeMutableBufferPointer { chunk in
        var status = Z_OK
        while status == Z_OK, inflated.count <= limit {
          stream.next_out = chunk.baseAddress
          stream.avail_out = UInt32(chunk.count)
          status = CZlib.inflate(&stream, Z_NO_FLUSH)
          inflated.append(contentsOf: chunk.prefix(chunk.count - Int(stream.avail_out)))
          if status == Z_STREAM_END, isBegun(by: source.suffix(Int(stream.avail_in))) {
            status = inflateReset(&stream)
          }
        }
        return status
      }
    }
    switch status {
    case Z_STREAM_END where bytes.suffix(Int(stream.avail_in)).allSatisfy { $0 == 0 }:
      return inflated
    case Z_STREAM_END: throw failure("\(stream.avail_in) bytes follow its end")
    case Z_OK: throw failure("it holds more than 1 GiB")
    case Z_BUF_ERROR: throw failure("it is cut short, after \(inflated.count) bytes inflated")
    default: throw failure(stream.msg.map { String(cString: $0) } ?? "zlib's error \(status)")
    }
  }
}

/// The check sum CRC-32 that gzip uses, over several runs of bytes.
func checksum(of parts: [UInt8]...) -> UInt32 {
  UInt32(truncatingIfNeeded: parts.reduce(0) { sum, part in crc32_z(sum, part, part.count) })
}
