import Foundation
import Testing

@testable import Plot

struct DigestTests {
  private func figure(
    _ y: [Double] = [1, 2, 3], label: String? = "loss", title: String = "t", color: Color? = nil,
    size: Size? = nil
  ) -> Figure {
    Figure(size: size) { Axes(title, x: "x", y: "y") { Line(y: y, label: label, color: color) } }
  }

  // Noll's published test vectors for 64 bits; each item ends in a zero byte.
  @Test(arguments: [("", "af63bd4c8601b7df"), ("a", "089be207b544f1e4")])
  func `the hash is FNV-1a`(text: String, hash: String) {
    var digest = Digest()
    digest.add(text)
    #expect(digest.hexadecimal == hash)
  }

  @Test func `every datum and every text counts`() {
    let digests = [
      figure(), figure([1, 2, 3.000_001]), figure([1, 2]), figure(label: "Loss"),
      figure(title: "T"), figure([1, 2, .nan]), figure([1, 2, .infinity]),
    ].map(\.dataDigest)
    #expect(Set(digests).count == digests.count)
    #expect(digests.allSatisfy { $0.count == 16 && UInt64($0, radix: 16) != nil })
  }

  @Test func `the look, the format and the last bits do not count`() throws {
    let plain = figure()
    #expect(figure(color: .orange).dataDigest == plain.dataDigest)
    #expect(figure(size: Size(width: 300, height: 300)).dataDigest == plain.dataDigest)
    #expect(figure([1, 2, 3.000_000_000_01]).dataDigest == plain.dataDigest)
    #expect(figure([-0.0, 1]).dataDigest == figure([0, 1]).dataDigest)
    let before = plain.dataDigest
    _ = try plain.rendered(as: .pdf)
    _ = try plain.rendered(as: .png(scale: 1))
    #expect(plain.dataDigest == before)
  }

  @Test func `every kind of mark enters`() {
    let marks: [any Mark] = [
      Line(y: [1]), Scatter(x: [0], y: [1]), Bars(["a"], [1]), Histogram([1], bins: 1),
      Band(x: [0, 1], low: [0, 0], high: [1, 1]), Image([1], columns: 1),
      Image(rgb: [1, 0, 0], columns: 1),
      Tiles([[1]], width: 1, columns: 1), Reference.horizontal(1), Reference.vertical(1),
      Reference.identity(), Annotation("a", x: 0, y: 1),
      Contours([1, 2, 3, 4], columns: 2, x: 0...1, y: 0...1, levels: [2.5]),
    ]
    let digests = marks.map { mark in Figure { Axes(marks: [mark]) }.dataDigest }
    #expect(Set(digests).count == marks.count)
  }
}
