// A short fingerprint of texts and files: FNV-1a, 64 bits (Fowler, Noll and Vo, 1991),
//   h ← (h xor byte) · 1099511628211,   h₀ = 14695981039346656037.
// Every item ends in a zero byte: "ab", "c" ≠ "a", "bc".

/// Accumulates texts and bytes into 64 bits.
public struct Digest: Sendable {
  private var hash: UInt64 = 14_695_981_039_346_656_037

  /// The digest of nothing.
  public init() {}

  /// The digest of texts, in their order.
  init(of texts: some Sequence<String>) {
    for text in texts { add(text) }
  }

  /// Sixteen hexadecimal digits.
  public var hexadecimal: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Adds a text.
  public mutating func add(_ text: String) { add(text.utf8) }

  /// Adds bytes.
  public mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { mix(byte) }
    mix(0)
  }

  private mutating func mix(_ byte: UInt8) {
    hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211
  }
}
