// A short fingerprint, of the data behind a figure or of source files: FNV-1a, 64 bits (Fowler,
// Noll and Vo, 1991),
//   h ← (h xor byte) · 1099511628211,   h₀ = 14695981039346656037.
// Numbers enter with nine significant digits, so that the last bits of a sum, which depend on the
// machine's vector width, do not count. Every item ends in a zero byte: "ab", "c" ≠ "a", "bc".

import Foundation

/// Accumulates numbers and text into 64 bits.
package struct Digest {
  private var hash: UInt64 = 14_695_981_039_346_656_037

  package init() {}

  /// Sixteen hexadecimal digits.
  package var hexadecimal: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  package mutating func add(_ text: String) {
    for byte in text.utf8 { mix(byte) }
    mix(0)
  }

  mutating func add(_ value: Double) {
    // Minus zero equals zero, so it must read the same.
    add(value.isFinite ? String(format: "%.8e", value == 0 ? 0 : value) : "\(value)")
  }

  mutating func add(_ values: some Sequence<Double>) {
    for value in values { add(value) }
  }

  private mutating func mix(_ byte: UInt8) {
    hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211
  }
}
