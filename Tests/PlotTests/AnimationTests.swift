import Foundation
import Testing

@testable import Plot

struct AnimationTests {
  private static let frames = [1.0, 1.5, 1.5, 3].map { x in
    Figure("x = \(x)", size: Size(width: 120, height: 80)) {
      Axes(x: .linear("", 0...4), y: .linear("", 0...2)) {
        Scatter(x: [x], y: [1], color: .vermilion, radius: 5)
      }
    }
  }

  /// A chunk as it stands in a file.
  private struct Piece {
    let name: String
    let body: [UInt8]
    let checksum: UInt32

    /// The number in four bytes of the body.
    func number(at place: Int) -> Int {
      body[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    /// CRC-32 bit by bit, as annex D of the specification defines it.
    var rightChecksum: UInt32 {
      var rest = UInt32.max
      for byte in Array(name.utf8) + body {
        for bit in 0..<8 {
          let isOdd = (rest ^ UInt32(byte) >> UInt32(bit)) & 1 == 1
          rest = rest >> 1 ^ (isOdd ? 0xEDB8_8320 : 0)
        }
      }
      return ~rest
    }
  }

  private func pieces(of file: Data) throws -> [Piece] {
    let bytes = [UInt8](file)
    try #require(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    func number(_ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    var found: [Piece] = []
    var place = 8
    while place < bytes.count {
      let end = place + 8 + number(place)
      try #require(end + 4 <= bytes.count)
      found.append(
        Piece(
          name: String(decoding: bytes[place + 4..<place + 8], as: UTF8.self),
          body: Array(bytes[place + 8..<end]), checksum: UInt32(number(end))))
      place = end + 4
    }
    return found
  }

  @Test func `every chunk has its checksum and its place`() throws {
    let found = try pieces(of: Animation(Self.frames).rendered())
    for piece in found { #expect(piece.checksum == piece.rightChecksum, "\(piece.name)") }
    var names = found.map(\.name)
    names = zip(names, [""] + names).filter { $0 != $1 }.map(\.0)
    #expect(
      names == ["IHDR", "acTL", "tRNS", "IDAT"] + ["fcTL", "fdAT", "fcTL", "fdAT", "fcTL", "fdAT"]
        + ["fcTL", "fdAT", "IEND"])
    #expect(found[1].number(at: 0) == 4 && found[1].number(at: 4) == 3)
    let numbered = found.filter { $0.name == "fcTL" || $0.name == "fdAT" }
    #expect(numbered.map { $0.number(at: 0) } == Array(numbered.indices))
  }

  @Test func `frames last as long as asked for`() throws {
    let file = try Animation(Self.frames, interval: 0.25, pause: 3).rendered()
    let controls = try pieces(of: file).filter { $0.name == "fcTL" }
    let times = controls.map { Int($0.body[20]) << 8 | Int($0.body[21]) }
    #expect(times == [250, 250, 250, 3000])
    #expect(controls.allSatisfy { $0.body[22...23].elementsEqual([0x03, 0xE8]) })
    #expect(controls.allSatisfy { $0.body[24...25].elementsEqual([0, 1]) })
  }

  /// Laid over one another as the specification says, the frames are the figures again.
  @Test func `changes add up to the figures`() throws {
    let file = try Animation(Self.frames, scale: 2).rendered()
    let found = try pieces(of: file)
    let header = found[0].body
    let (width, height) = (240, 160)
    #expect(found[0].number(at: 0) == width && found[0].number(at: 4) == height)
    let clear = [1, 3, 5].reduce(UInt32(0)) { $0 << 8 | UInt32(found[2].body[$1]) }
    var screen = [UInt32](repeating: 0, count: width * height)
    var frame = -1
    for (k, piece) in found.enumerated() where piece.name == "fcTL" {
      frame += 1
      let (across, down) = (piece.number(at: 4), piece.number(at: 8))
      let (left, top) = (piece.number(at: 12), piece.number(at: 16))
      try #require(left + across <= width && top + down <= height)
      var png = PNGChunk.signature
      png += PNGChunk("IHDR", Data(piece.body[4..<12] + header[8...])).encoded
      for data in found[(k + 1)...].prefix(while: { $0.name == "fdAT" }) {
        png += PNGChunk("IDAT", Data(data.body[4...])).encoded
      }
      png += PNGChunk("IEND", Data()).encoded
      let image = try #require(DecodedImage(png))
      #expect(image.width == across && image.height == down)
      for y in 0..<down {
        for x in 0..<across {
          let color = image[Point(x: Double(x) / 2, y: Double(y) / 2)]
          if color != clear { screen[(top + y) * width + left + x] = color }
        }
      }
      let whole = try #require(DecodedImage(Self.frames[frame].rendered(as: .png(scale: 2))))
      let isSame = (0..<width * height).allSatisfy {
        screen[$0] == whole[Point(x: Double($0 % width) / 2, y: Double($0 / width) / 2)]
      }
      #expect(isSame, "frame \(frame)")
    }
    #expect(frame == 3)
  }

  @Test func `a viewer that knows no animations shows the last frame`() throws {
    let image = try #require(DecodedImage(Animation(Self.frames, scale: 2).rendered()))
    let last = try #require(DecodedImage(Self.frames[3].rendered(as: .png(scale: 2))))
    let places = (0..<80).flatMap { y in (0..<120).map { Point(x: Double($0), y: Double(y)) } }
    #expect(places.allSatisfy { image[$0] == last[$0] })
  }

  @Test func `a frame in which nothing changes is a single clear pixel`() {
    let bitmap = Bitmap(width: 2, pixels: [1, 2, 3, 4, 5, 6])
    #expect(bitmap.change(from: bitmap, clear: 7) == (Bitmap(width: 1, pixels: [7]), 0, 0))
    let other = Bitmap(width: 2, pixels: [1, 2, 9, 4, 8, 6])
    #expect(bitmap.change(from: other, clear: 7) == (Bitmap(width: 1, pixels: [3, 5]), 0, 1))
  }

  @Test func `the same frames give the same bytes`() throws {
    let animation = Animation(Self.frames)
    #expect(try animation.rendered() == animation.rendered())
  }

  @Test func `frames of different sizes, none, or without duration stop`() async {
    await #expect(processExitsWith: .failure) { _ = Animation([]) }
    await #expect(processExitsWith: .failure) {
      _ = Animation([Figure(size: Size(width: 9, height: 9)) { Axes {} }, Figure { Axes {} }])
    }
    await #expect(processExitsWith: .failure) { _ = Animation([Figure { Axes {} }], interval: 0) }
  }
}
