// What each character of a paragraph is taken for: t text, c code, m math, # comment, @ address, a
// description, < tag.

import Testing

@testable import book

struct InlineTests {
  @Test(arguments: [
    ("a `b` c", "ttccctt"),
    ("``a`b`` c", "ccccccctt"),
    ("a ` b", "ttttt"),
    ("`a\nb`", "ccccc"),
    ("$x$ y", "mmmtt"),
    ("$`x`$", "mmmmm"),
    ("$$x$$", "mmmmm"),
    ("a \\$5 b $", "ttttttttt"),
    ("$5 and $6", "ttttttttt"),
    ("<!-- n -->1", "##########t"),
    ("`<!-- n -->`", "cccccccccccc"),
    ("<b>x</b>", "<<<t<<<<"),
    ("1 < 2 > 1", "ttttttttt"),
    ("[a](b.md)", "tttt@@@@t"),
    ("![a](b.svg)", "ttatt@@@@@t"),
    ("see https://a.b/1.5 x", "tttt@@@@@@@@@@@@@@@tt"),
    ("\\[a](b)", "ttttttt"),
    ("[id]: a.md", "ttttt@@@@@"),
  ])
  func marks(text: String, expected: String) {
    let letters = Inline(text).marks.map { mark in
      switch mark {
      case .text: "t"
      case .code: "c"
      case .math: "m"
      case .comment: "#"
      case .address: "@"
      case .alt: "a"
      case .tag: "<"
      }
    }
    #expect(letters.joined() == expected)
  }

  @Test func links() {
    let inline = Inline("[![a](b.svg)](c_(d).md \"title\") and [e](<f.md>)")
    #expect(inline.links.map(\.address) == ["b.svg", "c_(d).md", "f.md"])
    #expect(inline.links.map(\.isImage) == [true, false, false])
  }
}
