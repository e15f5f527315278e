// FNV-1a against the values its authors publish.

import LessonKit
import Testing

struct DigestTests {
  @Test(arguments: [
    ("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8"),
  ])
  func publishedValues(text: String, hex: String) {
    var digest = Digest()
    digest.add(Array(text.utf8))
    #expect(digest.hex == hex)
  }

  @Test func numbersCountBitByBit() {
    var one = Digest()
    one.add([1.0, 2.0])
    var other = Digest()
    other.add([1.0, 2.0.nextUp])
    #expect(one != other)
    var bytes = Digest()
    bytes.add([0, 0, 0, 0, 0, 0, 0xf0, 0x3f] as [UInt8])
    var number = Digest()
    number.add([1.0])
    #expect(number == bytes)
  }

  @Test func neighbouringTextsStayApart() {
    var one = Digest()
    one.add("ab")
    one.add("c")
    var other = Digest()
    other.add("a")
    other.add("bc")
    #expect(one != other)
  }
}
