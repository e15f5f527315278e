import Foundation
import Testing

@testable import Plot

struct SVGIdentifiersTests {
  @Test(arguments: [
    (
      ##"<g id="surface12"><use href="#surface12"/>"##,
      ##"<g id="surface1"><use href="#surface1"/>"##
    ),
    (
      ##"<image id="image9"/><image id="image4"/>"##, ##"<image id="image1"/><image id="image2"/>"##
    ),
    (##"clip-path="url(#clip7)""##, ##"clip-path="url(#clip1)""##),
    (##"<symbol id="glyph0-3">"##, ##"<symbol id="glyph0-3">"##),
    (##"width="480pt" d="M 1 2""##, ##"width="480pt" d="M 1 2""##),
    (##"id="surface7"##, ##"id="surface7"##),
  ])
  func `numbers start again at one`(before: String, after: String) {
    let result = renumberingIdentifiers(in: Data(before.utf8))
    #expect(String(decoding: result, as: UTF8.self) == after)
  }
}
