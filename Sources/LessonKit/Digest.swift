// FNV-1a, 64 bits (Fowler, Noll and Vo; RFC 9923): xor a byte, multiply by a prime, repeat. It tells whether
// bytes are the same as before, which is all that stale runs and redrawn figures need; it is no
// protection against anyone.

import Foundation

/// A 64-bit fingerprint of a sequence of bytes.
public struct Digest: Sendable, Equatable {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The digest of no bytes.
  public init() {}

  /// Appends bytes.
  public mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { fold(byte) }
  }

  /// Appends a text and a zero byte, so that neighbours stay apart.
  public mutating func add(_ text: String) {
    add(text.utf8)
    fold(0)
  }

  /// Appends numbers as their 64-bit patterns, least significant byte first.
  ///
  /// - Parameter values: the data behind a figure.
  public mutating func add(_ values: some Sequence<Double>) {
    for value in values {
      for shift in stride(from: 0 as UInt64, to: 64, by: 8) {
        fold(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
      }
    }
  }

  /// The fingerprint in sixteen hexadecimal digits.
  public var hex: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private mutating func fold(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
}
