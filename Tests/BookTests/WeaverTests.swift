// Weaving each construct, twice the same as once, and not at all where something is missing.

import Testing

@testable import book

struct WeaverTests {
  private static let unwoven = """
    # One

    It has <!-- n:01.rows %d -->9<!-- /n --> rows, an error <!-- n:01.mse %.1f --><!-- /n -->
    after <!-- n:01.seconds %.1f s -->1 s<!-- /n -->, and falls.<!-- claim:01.falls -->

    <!-- recipe:01.race -->
    <!-- end -->

    <!-- alt: The loss [MSE] falls to {01.mse %.2f}. -->
    ![](../Figures/01/fit.svg)

    - The step:

      <!-- snippet: Lessons/01-One/One.swift#step -->
      <!-- end -->

    <!-- table:01.optimizers -->
    old
    <!-- end -->

    It says:

    <!-- output:01.broken -->
    <!-- end -->

    """

  private static let woven = """
    # One

    It has <!-- n:01.rows %d -->442<!-- /n --> rows, an error <!-- n:01.mse %.1f -->2859.7<!-- /n -->
    after <!-- n:01.seconds %.1f s -->1.2 s<!-- /n -->, and falls.<!-- claim:01.falls -->

    <!-- recipe:01.race -->
    **Recipe** · *loss* mean squared error · *rule* SGD, η = 0.1 · *seeds* 1 to 3
    <!-- end -->

    <!-- alt: The loss [MSE] falls to {01.mse %.2f}. -->
    ![The loss \\[MSE\\] falls to 2859.69.](../Figures/01/fit.svg)

    - The step:

      <!-- snippet: Lessons/01-One/One.swift#step -->
      ```swift
      func step() {
        let a = 1

      }
      ```
      <!-- end -->

    <!-- table:01.optimizers -->
    | optimizer | loss |
    | --------- | ---: |
    | SGD       | 0.50 |
    | Adam      | 0.25 |
    <!-- end -->

    It says:

    <!-- output:01.broken -->
    ```text
    conv2d: wrong shape
      [2, 3]
    ```
    <!-- end -->

    """

  @Test func everyConstruct() throws {
    let site = try Site(Self.unwoven, vouches: true)
    #expect(try site.weave() == [])
    #expect(try site.read("book/01-one.md") == Self.woven)
  }

  @Test func twiceIsOnce() throws {
    let site = try Site(Self.unwoven, vouches: true)
    _ = try site.weave()
    let pages = try Weave.woven(site.manuscript()).pages
    #expect(pages.isEmpty)
    #expect(try site.check() == [])
  }

  @Test func theReadmeToo() throws {
    let site = try Site("# One\n", files: ["README.md": "About <!-- n:01.rows -->1<!-- /n -->.\n"])
    #expect(try site.weave() == [])
    #expect(try site.read("README.md") == "About <!-- n:01.rows -->442<!-- /n -->.\n")
  }

  @Test func aSnippetOfMarkdownGetsALongerFence() throws {
    let site = try Site(
      "<!-- snippet: Sources/Gradus/a.md -->\n<!-- end -->",
      files: ["Sources/Gradus/a.md": "```\ncode\n```\n"])
    #expect(try site.weave() == [])
    #expect(try site.read("book/01-one.md").contains("\n````markdown\n```\ncode\n```\n````\n"))
  }

  @Test(arguments: [
    ("a <!-- n:01.mae %d -->1<!-- /n -->", "the run 01 has no number \"mae\"."),
    (
      "a <!-- n:02.mse %d -->1<!-- /n -->", "there is no run Figures/02/run.json for \"02.mse\"."
    ),
    (
      "a <!-- n:01.mse %d -->1<!-- /n -->", "2859.69 is not a whole number, which %d asks for."
    ),
    (
      "a <!-- n:01.mse %s -->1<!-- /n -->",
      "the format \"%s\" should hold one conversion such as %d, %.1f, %.2e or %.1p."
    ),
    ("<!-- table:01.all -->\n<!-- end -->", "the run 01 has no table \"all\"."),
    ("<!-- output:01.all -->\n<!-- end -->", "the run 01 has no output \"all\"."),
    ("<!-- recipe:01.all -->\n<!-- end -->", "the run 01 has no recipe \"all\"."),
    ("It turns.<!-- claim:01.turns -->", "the run 01 makes no claim \"turns\"."),
    (
      "It rises.<!-- claim:01.rises -->",
      "the run 01 does not bear out \"rises\", that the loss rises: change the sentence, or the "
        + "experiment."
    ),
    (
      "<!-- claim:01.falls --> It falls.",
      "a line that begins with a comment ends the paragraph: begin with a word."
    ),
    (
      "<!-- snippet: Lessons/01-One/One.swift#leap -->\n<!-- end -->",
      "Lessons/01-One/One.swift has no anchor \"leap\"."
    ),
    (
      "<!-- snippet: Lessons/Two.swift#leap -->\n<!-- end -->",
      "there is no file Lessons/Two.swift to take a snippet from."
    ),
    ("![a](../Figures/01/loss.svg)", "the run 01 has drawn no figure loss.svg."),
    (
      "![a](../Figures/02/fit.svg)",
      "there is no run Figures/02/run.json to describe Figures/02/fit.svg."
    ),
  ])
  func refused(text: String, sentence: String) throws {
    let before = "# One\n\nIt has <!-- n:01.rows %d -->9<!-- /n --> rows.\n\n" + text
    let site = try Site(before, vouches: true)
    let finding = "book/01-one.md:5: " + sentence
    #expect(try site.weave() == [finding])
    #expect(try site.read("book/01-one.md") == before)
    #expect(try site.check().contains(finding))
  }
}
