// The rewriter on small sources: what it finds, what it makes of it, what it refuses.

import Testing

@testable import Mutants

private let source = """
  // A comment with { and "dy * y".
  func f(_ x: Int) -> Int {
    g(x, "a \\(x > 0 ? "{" : "}") b") { dy in dy * y }
  }

  extension Int {
    /// Reads.
    var h: Int {
      if self > 0 {
        let a = self + 1
        return a
      }
      return [1].map { $0 + self }[0]
    }
  }

  func fill(_ x: inout [Int]) {
    x.removeAll()
    share(x.count) { range in
      for i in range { x[i] = y[i]
        + z[i] }
    }
  }

  """

private func mutant(_ original: String, _ replacement: String, in function: String? = nil) -> Mutant
{
  Mutant(
    file: "F.swift", operation: .exp, function: function, original: original,
    replacement: replacement, mistake: .sign, names: [])
}

private func rewritten(_ mutants: Mutant...) throws -> [Substring] {
  try Rewriter(mutants).rewritten(source, path: "F.swift").split(separator: "\n")
    .map { $0.drop { $0 == " " } }
}

@Suite struct RewriterTests {
  @Test func aMutantIsPlantedAlone() throws {
    let planted = try mutant("dy * y }", "-dy * y }").planted(in: source)
    #expect(planted == source.replacing("in dy * y }", with: "in -dy * y }"))
    #expect(throws: MutantError.self) { try mutant("dy / y", "dy").planted(in: source) }
  }

  @Test func aClosureChoosesItsBody() throws {
    let lines = try rewritten(mutant("dy * y", "-dy * y"))
    #expect(
      lines.joined(separator: "|").contains(
        "{ dy in|if activeMutant == 1 {|return -dy * y|}|return dy * y|}"))
  }

  @Test func severalMutantsOfOneBody() throws {
    let lines = try rewritten(mutant("dy * y", "dy"), mutant("dy * y", "y"))
    #expect(
      lines.joined(separator: "|").contains(
        "dy in|if activeMutant == 1 {|return dy|}|if activeMutant == 2 {|return y|}|return dy * y"))
  }

  /// Each wrong body is whole, with the right code for everything else.
  @Test func bodiesWithinBodies() throws {
    let lines = try rewritten(mutant("$0 + self", "$0"), mutant("let a = self + 1", "let a = self"))
    let text = lines.joined(separator: "|")
    #expect(text.contains("if activeMutant == 2 {|if self > 0 {|let a = self|return a|}"))
    #expect(text.contains("return [1].map { $0 + self }[0]|}|if self > 0 {"))
    #expect(text.contains("if activeMutant == 1 {|return $0|}|return $0 + self|}[0]"))
  }

  /// Loops and other statements that give nothing back have no value to return.
  @Test func statementsEndWithoutAValue() throws {
    let text = try rewritten(mutant("x[i] = y[i]", "x[i] = z[i]"), mutant("x.removeAll()", ""))
      .joined(separator: "|")
    #expect(text.contains("if activeMutant == 1 {|for i in range { x[i] = z[i]|+ z[i] }|return|}"))
    #expect(text.contains("+ z[i] }|return|}|for i in range { x[i] = y[i]|"))
    #expect(text.contains("if activeMutant == 2 {|share(x.count) { range in|"))
    #expect(text.contains("}|return|}|x.removeAll()|share(x.count)"))
  }

  @Test func aFunctionNamesTheOccurrence() throws {
    let twice = """
      func a() -> Int { 1 + 2 }
      func b() -> Int { 1 + 2 }
      """
    let text = try Rewriter([mutant("1 + 2", "3", in: "func b()")])
      .rewritten(twice, path: "F.swift")
    #expect(text.hasPrefix("func a() -> Int { 1 + 2 }\nfunc b() -> Int {\nif activeMutant == 1 {"))
  }

  @Test func otherFilesStayAsTheyAre() throws {
    #expect(try Rewriter([mutant("dy * y", "y")]).rewritten(source, path: "G.swift") == source)
  }

  @Test(arguments: [
    ("dy / y", nil, "F.swift: \"dy / y\" stands there 0 times, once is expected."),
    ("self", nil, "F.swift: \"self\" stands there 3 times, once is expected."),
    (
      "self", "func f(_ x: Int)",
      "F.swift: \"self\" in \"func f(_ x: Int)\" stands there 0 times, once is expected."
    ),
    ("dy", "func k", "F.swift: \"func k\" stands there 0 times, once is expected."),
    ("extension Int", nil, "F.swift:6: \"extension Int\" lies outside every function."),
  ])
  func refused(original: String, function: String?, sentence: String) {
    #expect(throws: MutantError(sentence)) {
      try rewritten(mutant(original, "", in: function))
    }
  }
}
