// The types of numbers that a safetensors file can hold, and those of them that a model is read
// from: floating point of 64, 32 and 16 bits (IEEE 754), and the upper half of 32 bits, "bfloat16".

/// A type of number in a safetensors file.
struct NumberType: Equatable {
  /// Its name in the format.
  let name: String

  /// The types whose numbers are read, by name.
  static let readable = ["F64", "F32", "F16", "BF16"]

  /// Whether a tensor of these can be read.
  var isReadable: Bool { Self.readable.contains(name) }

  /// How many bits a number has; nil where the format has no such type, as yet.
  var bitCount: Int? {
    switch name {
    case "F64", "I64", "U64", "C64": 64
    case "F32", "I32", "U32": 32
    case "F16", "BF16", "I16", "U16": 16
    case "BOOL", "I8", "U8", "F8_E4M3", "F8_E5M2", "F8_E8M0": 8
    case "F6_E2M3", "F6_E3M2": 6
    case "F4": 4
    default: nil
    }
  }

  /// The numbers in little-endian bytes, of a type that is readable.
  func numbers<Scalar: TensorScalar>(_ bytes: UnsafeRawBufferPointer) -> [Scalar] {
    func widened<Bits: FixedWidthInteger>(_: Bits.Type, _ value: (Bits) -> Double) -> [Scalar] {
      stride(from: 0, to: bytes.count, by: Bits.bitWidth / 8).map { place in
        let bits = bytes.loadUnaligned(fromByteOffset: place, as: Bits.self)
        return Scalar(value(Bits(littleEndian: bits)))
      }
    }
    switch name {
    case "F64": return widened(UInt64.self) { Double(bitPattern: $0) }
    case "F32": return widened(UInt32.self) { Double(Float(bitPattern: $0)) }
    case "BF16": return widened(UInt16.self) { Double(Float(bitPattern: UInt32($0) << 16)) }
    default: return widened(UInt16.self, Self.half)
    }
  }

  /// The number of 16 bits: sign, 5 bits of exponent, 10 of significand.
  private static func half(_ bits: UInt16) -> Double {
    let (exponent, significand) = (Int(bits >> 10) & 0x1F, Double(bits & 0x3FF))
    let magnitude =
      switch exponent {
      case 0: significand * 0x1p-24
      case 31: significand == 0 ? Double.infinity : .nan
      default: Double(sign: .plus, exponent: exponent - 25, significand: 1024 + significand)
      }
    return bits & 0x8000 == 0 ? magnitude : -magnitude
  }
}
