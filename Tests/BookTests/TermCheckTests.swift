// Terms whose first use leads to their explanation, and uses that do not.

import Testing

@testable import book

struct TermCheckTests {
  /// What the check finds in a book of two chapters, terms, and a page to look things up.
  private func findings(
    _ one: String, two: String = "", terms: [String: String], late: String = ""
  ) throws -> [String] {
    let entries = terms.sorted { $0.key < $1.key }.map { "### \($0.key)\n\n\($0.value)\n\n" }
    return try Site(
      "# One\n\n\(one)\n",
      files: [
        "README.md": "# Losses\n\nThe loss, a batch.\n", "book/02-two.md": "# Two\n\n\(two)\n",
        "book/map.svg": "<svg/>", "book/late.md": "# Late\n\n\(late)\n",
        "book/terms.md": "# Terms\n\n" + entries.joined(),
        "book/SUMMARY.md":
          "[Two](02-two.md)\n[One](01-one.md)\n[Terms](terms.md)\n[Late](late.md)\n",
      ]
    ).check()
  }

  private func firstUse(_ place: String, _ name: String, _ fragment: String) -> String {
    "book/\(place): \"\(name)\" is used here for the first time: let it lead to "
      + "book/terms.md#\(fragment), or take another word."
  }

  @Test func theFirstUseInTheOrderOfReadingLeadsToTheEntry() throws {
    let link = "The [loss](terms.md#loss) falls."
    let terms = ["loss": "What falls."]
    #expect(try findings("A loss.", two: link, terms: terms) == [])
    #expect(try findings("The [loss](terms.md#loss)'s end.", terms: terms) == [])
    #expect(
      try findings(link, two: "A loss.\n\nThe loss.", terms: terms) == [
        firstUse("02-two.md:3", "loss", "loss")
      ])
    #expect(
      try findings("[It](terms.md#loss) is loss.", terms: terms) == [
        firstUse("01-one.md:3", "loss", "loss")
      ])
    #expect(
      try findings("The [loss](02-two.md#two).", terms: terms) == [
        firstUse("01-one.md:3", "loss", "loss")
      ])
    #expect(
      try findings(
        "A [rate](terms.md#rate), a [loss](terms.md#rate).",
        terms: terms.merging(["rate": "How fast."]) { $1 }) == [
          firstUse("01-one.md:3", "loss", "loss")
        ])
  }

  @Test(arguments: [
    "Losses fall.", "A *loss*.", "The loss's slope.", "| a loss |", "> A word,\n> a loss.",
    "LOSS", "(loss)", "A loss<!-- a word -->.", "![A map.](map.svg) loss",
  ])
  func aUse(text: String) throws {
    let line = text.contains("\n") ? 4 : 3
    #expect(
      try findings(text, terms: ["loss": "What falls."]) == [
        firstUse("01-one.md:\(line)", "loss", "loss")
      ])
  }

  @Test(arguments: [
    "`loss`", "$loss$", "```\nloss\n```", "## A loss", "![loss](map.svg)",
    "<!-- a loss -->", "https://example.org/loss", "A lossy gloss.", "cross-loss", "A [l](loss.md)",
    "By [Loss, 1981](references.md#l-1981).",
  ])
  func noUse(text: String) throws {
    let found = try findings(text, terms: ["loss": "What falls."])
    #expect(
      found.filter { !$0.contains("dead") } == [
        "book/terms.md:3: no page uses the words \"loss\": use them, or remove the entry."
      ])
  }

  @Test(arguments: [
    ("A learning\nrate.", true), ("> A learning\n> rate.", true), ("Learning rates.", true),
    ("A *learning* rate.", true), ("A [learning](01-one.md) rate.", true),
    ("Learning, rate.", false), ("A learning `x` rate.", false), ("A learning $x$ rate.", false),
    ("Learning\n\nrate.", false), ("The learnings rate.", false),
  ])
  func wordsBelongTogether(text: String, isUse: Bool) throws {
    let found = try findings(text, terms: ["learning rate": "How fast."])
    #expect(found.contains { $0.contains("for the first time") } == isUse)
  }

  @Test func theLongerTermIsMeant() throws {
    let terms = ["batch": "Some.", "batch normalisation": "A layer.", "normalisation": "A scale."]
    let text = "[Batch normalisation](terms.md#batch-normalisation)"
    #expect(
      try findings("\(text), [batches](terms.md#batch). A normalisation.", terms: terms) == [
        firstUse("01-one.md:3", "normalisation", "normalisation")
      ])
    #expect(
      try findings("[Batch](terms.md#batch) normalisation.", terms: terms)[0]
        == firstUse("01-one.md:3", "batch normalisation", "batch-normalisation"))
  }

  @Test(arguments: [("Adam", "adam", true), ("ADAM", "Adams", true), ("GAN", "GANs", false)])
  func aNameKeepsItsCapitals(name: String, written: String, isFree: Bool) throws {
    let found = try findings("It is \(written).", terms: [name: "An optimizer."])
    #expect(found.contains { $0.contains("for the first time") } == !isFree)
  }

  @Test(arguments: [
    ("density", "densities"), ("Newton's method", "Newton's methods"),
    ("Richardson extrapolation", "Richardson’s extrapolation"), ("t-SNE", "T-SNE"),
    ("Kullback–Leibler divergence", "Kullback–Leibler divergences"),
  ])
  func aFormOfATerm(name: String, written: String) throws {
    let found = try findings("The \(written) fall.", terms: [name: "Something."])
    #expect(found.count == 1 && found[0].contains("for the first time"))
  }

  @Test func whatNothingUsesIsRefused() throws {
    #expect(
      try findings("The [slope](terms.md#rate).", terms: ["rate": "A."], late: "") == [
        "book/terms.md:3: no page uses the words \"rate\": use them, or remove the entry."
      ])
    #expect(
      try findings("", terms: ["rate": "A."], late: "A [rate](terms.md#rate).") == [])
  }

  @Test func aDefinitionLeadsToWhatItUses() throws {
    let text = "A [rate](terms.md#rate) of [loss](terms.md#loss)."
    let rate = "Of the [loss](#loss), the loss; a rate."
    #expect(try findings(text, terms: ["loss": "What falls.", "rate": rate]) == [])
    #expect(
      try findings(text, terms: ["loss": "Its rate\nfalls, its rate.", "rate": rate]) == [
        "book/terms.md:5: the definition of \"loss\" uses \"rate\": let it lead to "
          + "book/terms.md#rate."
      ])
  }
}
