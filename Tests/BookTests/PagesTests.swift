// The annotated form: what the comments of a page become for pandoc.

import Foundation
import Testing

@testable import Records
@testable import book

struct PagesTests {
  /// The annotated text of `book/01-one.md`.
  private func annotated(_ page: String, files: [String: String] = [:]) throws -> String {
    let site = try Site(page, files: files, vouches: true)
    let edition = try Edition(site.manuscript()) { _ in "2026-11-30" }
    let text = try edition.files()["01-one.md"]
    return try #require(text)
  }

  @Test func aListingKnowsItsLines() throws {
    let page = """
      # 1. One

      <!-- snippet: Lessons/01-One/One.swift#step -->
      ```swift
      func step() {
      ```
      <!-- end -->

      """
    let site = try Site(page)
    let files = try Edition(site.manuscript()) { _ in nil }.files()
    #expect(
      files["01-one.md"]?.contains(
        "``` {#listing-step .swift .listing number=\"1.1\" "
          + "source=\"Lessons/01-One/One.swift\" lines=\"4-9\"}\nfunc step() {\n```") == true)
    #expect(files["source/Lessons/01-One/One.swift.md"]?.contains("// What the lesson") == true)
  }

  @Test func aNumberLeadsToItsRun() throws {
    let text = try annotated("# One\n\nIt has <!-- n:01.rows %d -->442<!-- /n --> rows.\n")
    #expect(text.contains("[442](#run-01 \"01.rows\"){.number}"))
    #expect(text.contains("::: {#run-01 .run}"))
    #expect(text.contains("kept on 2026-11-30"))
    #expect(text.contains("Again: `swift run lesson-01`"))
  }

  @Test func aRecipeAndAClaimBelongToTheirRun() throws {
    let text = try annotated(
      "# One\n\nFalls.<!-- claim:01.falls -->\n\n<!-- recipe:01.race -->\n**Recipe**\n<!-- end -->\n"
    )
    #expect(text.contains("::: {.recipe run=\"01\"}\n**Recipe**\n:::"))
    #expect(text.contains("::: {#run-01 .run}"))
  }

  @Test func tablesAndFiguresHaveNumbers() throws {
    let text = try annotated(
      """
      # 1. One

      <!-- table:01.optimizers -->
      | a |
      | - |
      <!-- end -->

      <!-- alt: Falls. -->
      ![Falls.](../Figures/01/fit.svg)

      *It falls.*

      """)
    #expect(text.contains("::: {#table-optimizers .table number=\"1.1\" run=\"01\"}\n\n| a |"))
    #expect(text.contains("(../Figures/01/fit.svg){#figure-fit number=\"1.1\" run=\"01\"}"))
  }

  @Test func aFigureWithAScriptIsLive() throws {
    let site = try Site(
      "# 1. One\n\n<!-- alt: Falls. -->\n![Falls.](../Figures/01/fit.svg)\n",
      files: ["Figures/01/fit.js": "1"])
    let files = try Edition(site.manuscript()) { _ in nil }.files()
    #expect(files["01-one.md"]?.contains("script=\"Figures/01/fit.js\"}") == true)
    #expect(try !site.check().contains { $0.contains("fit.js") })
  }

  @Test func termsKnowWhereTheyAreUsed() throws {
    let site = try Site(
      "# 1. One\n\nThe [losses](terms.md#loss) fall.\n",
      files: ["book/terms.md": "# Terms\n\n### loss\n\nWhat falls.\n\n### rate\n\nHow fast.\n"])
    let files = try Edition(site.manuscript()) { _ in nil }.files()
    #expect(files["01-one.md"]?.contains("::: {#definition-loss}\nWhat falls.\n:::") == true)
    #expect(
      files["terms.md"]?.contains(
        "What falls.\n\n::: {.uses}\nIn [chapter 1](01-one.md).\n:::") == true)
  }

  @Test func listsNameFiguresAndExercises() throws {
    let site = try Site(
      """
      # 1. One

      <!-- alt: Falls. -->
      ![Falls.](../Figures/01/fit.svg)

      *It falls. Far.*

      **Exercise** `01.2` ② **More.** Why?

      """)
    let files = try Edition(site.manuscript()) { _ in nil }.files()
    #expect(
      files["list-of-figures.md"]?.contains("- [Figure 1.1](01-one.md#figure-fit) It falls.\n")
        == true)
    #expect(
      files["list-of-exercises.md"]?.contains("- [01.2](01-one.md#exercise-01-2) ② More.\n")
        == true)
    #expect(files["01-one.md"]?.contains("[**Exercise** `01.2`]{#exercise-01-2 .exercise}") == true)
  }

  @Test func neighboursFollowTheSummary() throws {
    let site = try Site(
      "# 1. One\n",
      files: [
        "book/two.md": "# Two\n",
        "book/SUMMARY.md": "# Summary\n\n# Part\n\n- [One](01-one.md)\n- [Two](two.md)\n",
      ])
    let files = try Edition(site.manuscript()) { _ in nil }.files()
    #expect(files["pages.txt"] == "01-one\ntwo\nlist-of-figures\nlist-of-exercises\n")
    #expect(files["01-one.json"]?.contains("\"part\" : \"Part\"") == true)
    #expect(files["two.json"]?.contains("\"previous\" : {\n    \"href\" : \"01-one.html\"") == true)
  }
}
