// The safetensors format (Hugging Face, format 0.6): eight bytes with the header's length, little
// endian; a JSON header that gives each tensor's type, shape and place; then the numbers, little
// endian and without gaps. PyTorch, MLX and JAX read it. This file turns named tensors into such
// bytes and back; it trusts nothing it reads.

import Foundation

/// Named tensors as the bytes of a safetensors file, and back.
public enum Safetensors {
  /// The largest header a reader accepts, in bytes; the reference implementation's bound.
  static let headerLimit = 100_000_000

  /// What a file holds.
  struct Contents<Scalar: TensorScalar> {
    var tensors = ByName<Tensor<Scalar>>()
    /// The types of the tensors that are no floating point and were passed over.
    var skipped = ByName<String>()
    /// What the file says of itself.
    var metadata = ByName<String>()
  }

  /// The bytes of a file that holds the tensors, as 32-bit numbers for `Float` and 64-bit ones
  /// else.
  ///
  /// - Parameters:
  ///   - tensors: the tensors under their names, none of which is `__metadata__`.
  ///   - metadata: a description of the file, which readers pass over.
  /// - Throws: `CheckpointError.Problem.reservedName` where a tensor has the format's own name.
  public static func encoded<Scalar: TensorScalar>(
    _ tensors: ByName<Tensor<Scalar>>, metadata: ByName<String> = [:]
  ) throws(CheckpointError.Problem) -> Data {
    let single = Scalar.self == Float.self
    var entries = ByName<SafetensorsHeader.Entry>()
    var body = Data()
    for (name, tensor) in tensors {
      guard name != SafetensorsHeader.metadataName else { throw .reservedName(name) }
      let start = body.count
      let numbers = tensor.storage.map { $0.doubleValue }
      if single {
        numbers.map { Float($0).bitPattern.littleEndian }.withUnsafeBytes { body += $0 }
      } else {
        numbers.map { $0.bitPattern.littleEndian }.withUnsafeBytes { body += $0 }
      }
      entries[name] = SafetensorsHeader.Entry(
        type: NumberType(name: single ? "F32" : "F64"), shape: tensor.shape,
        place: start..<body.count)
    }
    var header = Data(SafetensorsHeader.text(entries, metadata: metadata).utf8)
    // Spaces after the header align the numbers to eight bytes.
    header += Data(repeating: 0x20, count: (8 - header.count % 8) % 8)
    return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) } + header + body
  }

  /// The tensors of floating point in a file's bytes, each number converted to `Scalar`; those of
  /// whole numbers are passed over.
  ///
  /// - Throws: `CheckpointError.Problem` where the bytes are no such file.
  public static func decoded<Scalar: TensorScalar>(
    _ file: Data, as type: Scalar.Type = Scalar.self
  ) throws(CheckpointError.Problem) -> ByName<Tensor<Scalar>> {
    try contents(of: file).tensors
  }

  /// All that is in a file's bytes.
  static func contents<Scalar: TensorScalar>(
    of file: Data, as type: Scalar.Type = Scalar.self
  ) throws(CheckpointError.Problem) -> Contents<Scalar> {
    let bytes = [UInt8](file)
    let bodyStart = try headerEnd(bytes)
    let header = try SafetensorsHeader(
      bytes[8..<bodyStart], bodyLength: bytes.count - bodyStart)
    var contents = Contents<Scalar>()
    contents.metadata = header.metadata
    bytes.withUnsafeBytes { bytes in
      let body = UnsafeRawBufferPointer(rebasing: bytes[bodyStart...])
      for (name, entry) in header.entries {
        if entry.type.isReadable {
          let numbers = UnsafeRawBufferPointer(rebasing: body[entry.place])
          contents.tensors[name] = Tensor(
            shape: entry.shape, scalars: entry.type.numbers(numbers))
        } else {
          contents.skipped[name] = entry.type.name
        }
      }
    }
    return contents
  }

  /// Where the header ends and the numbers begin.
  private static func headerEnd(_ bytes: [UInt8]) throws(CheckpointError.Problem) -> Int {
    guard bytes.count >= 8 else { throw .truncated(expected: 8, found: bytes.count) }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(headerLimit) else {
      throw .oversizedHeader(length: length, limit: headerLimit)
    }
    let end = 8 + Int(length)
    guard bytes.count >= end else { throw .truncated(expected: end, found: bytes.count) }
    return end
  }
}
