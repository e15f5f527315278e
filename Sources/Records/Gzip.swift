// Files compressed by gzip (RFC 1952), as zlib writes and reads them. The header has no date, so
// that the same contents give the same bytes.

import CZlib
import Foundation

/// Compression by gzip.
enum Gzip {
  /// The bytes of a file with these contents.
  ///
  /// - Throws: ``LessonError`` if zlib cannot begin.
  static func deflated(_ contents: Data) throws -> Data {
    var stream = z_stream()
    // 15 bits of window, the most there are, and 16 to say that it is gzip's format.
    guard
      deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw LessonError("zlib could not begin to compress \(contents.count) bytes.") }
    defer { deflateEnd(&stream) }
    var source = [UInt8](contents)
    var bytes = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(source.count))))
    source.withUnsafeMutableBufferPointer { source in
      bytes.withUnsafeMutableBufferPointer { bytes in
        (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
        (stream.next_out, stream.avail_out) = (bytes.baseAddress, UInt32(bytes.count))
        // All at once, since the bound holds.
        deflate(&stream, Z_FINISH)
      }
    }
    return Data(bytes.prefix(Int(stream.total_out)))
  }

  /// The contents of a file; nil if it is not one of gzip's, damaged or cut short.
  static func inflated(_ file: URL) -> Data? {
    guard let handle = gzopen(file.path, "rb") else { return nil }
    defer { gzclose(handle) }
    var contents = Data()
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = gzread(handle, &chunk, UInt32(chunk.count))
      contents += chunk.prefix(max(0, Int(count)))
      if count < Int32(chunk.count) { break }
    }
    var status = Z_OK
    gzerror(handle, &status)
    // What is no gzip file gzread hands on as it is.
    return status == Z_OK && gzdirect(handle) == 0 ? contents : nil
  }
}
