// The safetensors format (Hugging Face, format 0.4): eight bytes with the header's length, little
// endian; a JSON header that gives each tensor's type, shape and place; then the numbers, little
// endian and without gaps. PyTorch, MLX and JAX read it. This file turns named tensors into such
// bytes and back; it trusts nothing it reads.

import Foundation

/// Named tensors as the bytes of a safetensors file, and back.
public enum Safetensors {
  /// The largest header a reader accepts, in bytes; the reference implementation's bound.
  static let headerLimit = 100_000_000

  /// The bytes of a file that holds the tensors, as 32-bit numbers for `Float` and 64-bit ones
  /// else.
  ///
  /// - Parameters:
  ///   - tensors: the tensors under their names; `__metadata__` is the format's own.
  ///   - metadata: a description of the file, which readers pass over.
  /// - Throws: `EncodingError` where the header cannot be written as JSON.
  public static func encoded<Scalar: TensorScalar>(
    _ tensors: [String: Tensor<Scalar>], metadata: [String: String] = [:]
  ) throws -> Data {
    let single = Scalar.self == Float.self
    var header = metadata.isEmpty ? [:] : ["__metadata__": HeaderEntry.metadata(metadata)]
    var body = Data()
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let start = body.count
      let numbers = tensor.storage.map { $0.doubleValue }
      if single {
        numbers.map { Float($0).bitPattern.littleEndian }.withUnsafeBytes { body += $0 }
      } else {
        numbers.map { $0.bitPattern.littleEndian }.withUnsafeBytes { body += $0 }
      }
      header[name] = .tensor(
        TensorEntry(
          dtype: single ? "F32" : "F64", shape: tensor.shape, offsets: [start, body.count]))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var json = try encoder.encode(header)
    // Spaces after the header align the numbers to eight bytes.
    json += Data(repeating: 0x20, count: (8 - json.count % 8) % 8)
    var file = withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) }
    file += json
    file += body
    return file
  }

  /// The tensors in a file's bytes, each number converted to `Scalar`.
  ///
  /// - Throws: `CheckpointError.Problem` where the bytes are no such file, or hold a type other
  /// than F32 and
  ///   F64.
  public static func decoded<Scalar: TensorScalar>(
    _ file: Data, as type: Scalar.Type = Scalar.self
  ) throws(CheckpointError.Problem) -> [String: Tensor<Scalar>] {
    let bytes = [UInt8](file)
    let bodyStart = try headerEnd(bytes)
    let entries = try tensors(in: header(Data(bytes[8..<bodyStart])))
    try checkPlaces(entries, bodyLength: bytes.count - bodyStart)
    var tensors: [String: Tensor<Scalar>] = [:]
    for (name, entry) in entries {
      let start = bodyStart + entry.offsets[0]
      let scalars = (0..<entry.shape.elementCount).map { i in
        entry.dtype == "F32"
          ? Scalar(Double(Float(bitPattern: number(bytes, at: start + 4 * i, as: UInt32.self))))
          : Scalar(Double(bitPattern: number(bytes, at: start + 8 * i, as: UInt64.self)))
      }
      tensors[name] = Tensor(shape: entry.shape, scalars: scalars)
    }
    return tensors
  }

  /// What a file's bytes say of the file itself; empty where they say nothing.
  ///
  /// - Throws: `CheckpointError.Problem` where the bytes have no header.
  public static func metadata(
    of file: Data
  ) throws(CheckpointError.Problem) -> [String: String] {
    let bytes = [UInt8](file)
    let entry = try header(Data(bytes[8..<headerEnd(bytes)]))["__metadata__"]
    if case .metadata(let notes) = entry { return notes }
    return [:]
  }

  /// Where the header ends and the numbers begin.
  private static func headerEnd(_ bytes: [UInt8]) throws(CheckpointError.Problem) -> Int {
    guard bytes.count >= 8 else { throw .truncated(expected: 8, found: bytes.count) }
    let length = number(bytes, at: 0, as: UInt64.self)
    guard length <= UInt64(headerLimit) else {
      throw .oversizedHeader(length: length, limit: headerLimit)
    }
    let end = 8 + Int(length)
    guard bytes.count >= end else { throw .truncated(expected: end, found: bytes.count) }
    return end
  }

  /// The entries of a header.
  private static func header(
    _ json: Data
  ) throws(CheckpointError.Problem) -> [String: HeaderEntry] {
    do {
      return try JSONDecoder().decode([String: HeaderEntry].self, from: json)
    } catch {
      throw .malformedHeader(reason(for: error))
    }
  }

  /// The tensors a header speaks of.
  private static func tensors(
    in header: [String: HeaderEntry]
  ) -> [(name: String, entry: TensorEntry)] {
    header.sorted { $0.key < $1.key }.compactMap { name, entry in
      if case .tensor(let tensor) = entry { (name, tensor) } else { nil }
    }
  }

  /// Requires that each tensor's type is known and its bytes fit its shape, and that together they
  /// fill the body without gap or overlap.
  private static func checkPlaces(
    _ entries: [(name: String, entry: TensorEntry)], bodyLength: Int
  ) throws(CheckpointError.Problem) {
    var end = 0
    for (name, entry) in entries.sorted(by: {
      $0.entry.offsets.lexicographicallyPrecedes($1.entry.offsets)
    }) {
      guard let width = ["F32": 4, "F64": 8][entry.dtype] else {
        throw .unsupportedType(tensor: name, type: entry.dtype)
      }
      guard entry.offsets.count == 2, entry.shape.allSatisfy({ $0 >= 0 }) else {
        throw .malformedHeader(
          "tensor '\(name)' has shape \(entry.shape), offsets \(entry.offsets)")
      }
      var size = width
      for length in entry.shape {
        let (product, overflow) = size.multipliedReportingOverflow(by: length)
        guard !overflow else {
          throw .malformedHeader("tensor '\(name)' has the impossible shape \(entry.shape)")
        }
        size = product
      }
      guard entry.offsets[0] == end, entry.offsets[1] >= end, entry.offsets[1] - end == size else {
        throw .malformedHeader(
          "tensor '\(name)' of shape \(entry.shape) needs \(size) bytes from \(end) on, its "
            + "offsets are \(entry.offsets)")
      }
      end = entry.offsets[1]
    }
    guard bodyLength >= end else { throw .truncated(expected: end, found: bodyLength) }
    guard bodyLength == end else {
      throw .malformedHeader("\(bodyLength - end) bytes follow the last tensor")
    }
  }

  /// A little-endian integer.
  private static func number<Integer: FixedWidthInteger>(
    _ bytes: [UInt8], at offset: Int, as type: Integer.Type
  ) -> Integer {
    bytes.withUnsafeBytes {
      Integer(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type))
    }
  }

  /// What a JSON decoder found wrong, in a few words.
  private static func reason(for error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context), .dataCorrupted(let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }
}

/// One entry of a header: a tensor, or the file's own description.
private enum HeaderEntry: Codable {
  case tensor(TensorEntry)
  case metadata([String: String])

  init(from decoder: any Decoder) throws {
    if decoder.codingPath.last?.stringValue == "__metadata__" {
      self = .metadata(try [String: String](from: decoder))
    } else {
      self = .tensor(try TensorEntry(from: decoder))
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .tensor(let entry): try entry.encode(to: encoder)
    case .metadata(let entries): try entries.encode(to: encoder)
    }
  }
}

/// A tensor's type, shape and place in the body: from the first offset up to the second.
private struct TensorEntry: Codable {
  let dtype: String
  let shape: [Int]
  let offsets: [Int]

  enum CodingKeys: String, CodingKey {
    case dtype, shape
    case offsets = "data_offsets"
  }
}
