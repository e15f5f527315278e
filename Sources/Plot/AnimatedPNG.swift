// The file format of an animated PNG (PNG Specification, Third Edition, W3C 2025, §4.9 and §11.3.6).
// A PNG is a signature and chunks: a length, a name of four letters, a body, a checksum. Animated,
//
//   acTL  how many frames, how many times
//   fcTL  a frame's place in a common sequence, its rectangle, how long, and how it is put down
//   tRNS  a colour that leaves a pixel as it is
//   fdAT  its place in the sequence and a piece of its pixels, compressed like IDAT's
//
// stand around the still picture, IDAT, which a viewer that knows nothing of them shows instead.
// Every frame comes compressed by Cairo: the bodies of its IDAT become those of fdAT.

import Foundation

/// The bytes of an animated PNG while it is being put together.
struct AnimatedPNG {
  private var bytes: Data
  private var sequence: UInt32 = 0

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - poster: a PNG, the still picture in place of the animation.
  ///   - frames: how many frames will be added, to be shown `plays` times.
  ///   - clear: the colour 0x00RRGGBB of the pixels that are not to be seen.
  init(poster: Data, frames: Int, plays: UInt32, clear: UInt32) {
    let chunks = PNGChunk.all(in: poster)
    bytes = PNGChunk.signature
    for chunk in chunks where chunk.name == "IHDR" { bytes += chunk.encoded }
    bytes += PNGChunk("acTL", UInt32(frames).bigEndianBytes + plays.bigEndianBytes).encoded
    // Two bytes each of red, green and blue, also where eight bits are enough.
    let parts = [clear >> 16, clear >> 8 & 0xFF, clear & 0xFF].map { UInt16($0).bigEndianBytes }
    bytes += PNGChunk("tRNS", parts.reduce(Data(), +)).encoded
    for chunk in chunks where chunk.name == "IDAT" { bytes += chunk.encoded }
  }

  /// Adds a frame: a PNG of the poster's kind, to be put down at (`x`, `y`) over the frame before.
  mutating func add(_ png: Data, x: Int, y: Int, seconds: Double) {
    let chunks = PNGChunk.all(in: png)
    // The header begins with width and height.
    let size = chunks.first { $0.name == "IHDR" }?.body.prefix(8) ?? Data()
    let milliseconds = UInt16((seconds * 1000).rounded())
    // Nothing is wiped before the next frame, 0; pixels go over what is there, 1.
    let control =
      next() + size + UInt32(x).bigEndianBytes + UInt32(y).bigEndianBytes
      + milliseconds.bigEndianBytes + UInt16(1000).bigEndianBytes + Data([0, 1])
    bytes += PNGChunk("fcTL", control).encoded
    for chunk in chunks where chunk.name == "IDAT" {
      bytes += PNGChunk("fdAT", next() + chunk.body).encoded
    }
  }

  /// The whole file.
  func finished() -> Data { bytes + PNGChunk("IEND", Data()).encoded }

  private mutating func next() -> Data {
    defer { sequence += 1 }
    return sequence.bigEndianBytes
  }
}

/// A piece of a PNG.
struct PNGChunk {
  static let signature = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])

  let name: String
  let body: Data

  init(_ name: String, _ body: Data) {
    self.name = name
    self.body = body
  }

  /// The length of the body, the name, the body and a checksum of the last two.
  var encoded: Data {
    let content = Data(name.utf8) + body
    return UInt32(body.count).bigEndianBytes + content + Self.checksum(content).bigEndianBytes
  }

  /// The chunks of a whole PNG.
  static func all(in png: Data) -> [PNGChunk] {
    var chunks: [PNGChunk] = []
    var rest = png.dropFirst(signature.count)
    while rest.count >= 12 {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      let content = rest.dropFirst(4)
      chunks.append(
        PNGChunk(
          String(decoding: content.prefix(4), as: UTF8.self),
          Data(content.dropFirst(4).prefix(length))))
      rest = rest.dropFirst(length + 12)
    }
    return chunks
  }

  /// CRC-32 (PNG Specification, annex D): the remainder of the bits, the lowest of a byte first, by
  /// x³² + x²⁶ + x²³ + x²² + x¹⁶ + x¹² + x¹¹ + x¹⁰ + x⁸ + x⁷ + x⁵ + x⁴ + x² + x + 1.
  static func checksum(_ bytes: Data) -> UInt32 {
    ~bytes.reduce(UInt32.max) { $0 >> 8 ^ remainders[Int(($0 ^ UInt32($1)) & 0xFF)] }
  }

  /// The remainder of every byte by itself.
  private static let remainders: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in rest >> 1 ^ (rest & 1) * 0xEDB8_8320 }
  }
}

extension FixedWidthInteger {
  /// The bytes of the number, the highest first.
  fileprivate var bigEndianBytes: Data { withUnsafeBytes(of: bigEndian) { Data($0) } }
}
