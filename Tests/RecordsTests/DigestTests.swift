// The hash behind digests.

import Testing

@testable import Records

struct DigestTests {
  // Noll's published test vectors for 64 bits; each item ends in a zero byte.
  @Test(arguments: [("", "af63bd4c8601b7df"), ("a", "089be207b544f1e4")])
  func theHashIsFNV1a(text: String, hash: String) {
    var digest = Digest()
    digest.add(text)
    #expect(digest.hexadecimal == hash)
  }

  @Test func whereATextEndsCounts() {
    #expect(Digest(of: ["ab", "c"]).hexadecimal != Digest(of: ["a", "bc"]).hexadecimal)
    #expect(Digest(of: ["a", "b"]).hexadecimal != Digest(of: ["b", "a"]).hexadecimal)
  }
}
