// Mutant schemata (Untch, Offutt and Harrold 1993): all mutants of a program in one program. Every
// function or closure that has mutants begins with a choice among its wrong bodies and ends with
// the right one:
//
//   { dy in dy * y }   becomes   { dy in if activeMutant == 7 { return -dy * y }
//                                  return dy * y }
//
// so that one build serves them all. Whole bodies are chosen, not expressions, because each is then
// type-checked on its own, as quickly as the original.

/// Puts mutants into the source files they belong to.
public struct Rewriter {
  /// The table; a mutant's number is its place in it, from 1.
  public let mutants: [Mutant]

  /// A rewriter for a table of mutants.
  public init(_ mutants: [Mutant]) { self.mutants = mutants }

  /// The declaration of the switch, a file of its own.
  public static let declaration = """
    /// The number of the mutant at work; 0 for none. Set by one thread, while no other computes.
    nonisolated(unsafe) public var activeMutant = 0

    """

  /// The file with all its mutants in it.
  ///
  /// - Parameters:
  ///   - text: the file.
  ///   - path: its path below `Sources/Gradus`.
  /// - Throws: ``MutantError`` if a mutant's original does not stand where the table says.
  public func rewritten(_ text: String, path: String) throws -> String {
    let source = SwiftSource(text)
    var choices: [Range<Int>: Choice] = [:]
    for (index, mutant) in mutants.enumerated() where mutant.file == path {
      let place = try source.place(of: mutant)
      guard let body = source.body(around: place) else {
        throw MutantError(
          "\(path):\(source.line(of: place.lowerBound)): \"\(mutant.original)\" lies outside "
            + "every function.")
      }
      let wrong =
        String(source.characters[body.range.lowerBound..<place.lowerBound]) + mutant.replacement
        + String(source.characters[place.upperBound..<body.range.upperBound])
      choices[body.range, default: Choice(body: body)].wrong.append((index + 1, wrong))
    }
    return source.text(0..<source.characters.count, with: choices)
  }
}

extension Mutant {
  /// The file with this mistake in it and no other.
  ///
  /// - Parameter text: the file.
  /// - Throws: ``MutantError`` if the original does not stand there, once.
  public func planted(in text: String) throws -> String {
    let source = SwiftSource(text)
    let place = try source.place(of: self)
    return String(source.characters[..<place.lowerBound]) + replacement
      + String(source.characters[place.upperBound...])
  }
}

/// One body and the wrong ones in its place.
private struct Choice {
  let body: SwiftSource.Body
  var wrong: [(number: Int, body: String)] = []

  func text(right: String) -> String {
    let word = body.form == .expression ? "return " : ""
    let end = body.form == .statements ? "return\n" : ""
    let others = wrong.map { number, body in
      "\nif activeMutant == \(number) {\n\(word)\(body.trimmed)\n\(end)}"
    }
    return others.joined() + "\n\(word)\(right.trimmed)\n"
  }
}

extension SwiftSource {
  /// A part of the text in which bodies that have mutants are written as choices.
  fileprivate func text(_ range: Range<Int>, with choices: [Range<Int>: Choice]) -> String {
    let inside = choices.values.filter {
      range.lowerBound <= $0.body.range.lowerBound && $0.body.range.upperBound <= range.upperBound
        && $0.body.range != range
    }.sorted { $0.body.range.lowerBound < $1.body.range.lowerBound }
    var text = ""
    var position = range.lowerBound
    for choice in inside where choice.body.range.lowerBound >= position {
      text += String(characters[position..<choice.body.range.lowerBound])
      text += choice.text(right: self.text(choice.body.range, with: choices))
      position = choice.body.range.upperBound
    }
    return text + String(characters[position..<range.upperBound])
  }

  /// Where a mutant's original stands: within the function it names, or anywhere if it names none.
  func place(of mutant: Mutant) throws -> Range<Int> {
    var scope: Range<Int>?
    if let function = mutant.function {
      let named = places(of: function)
      guard named.count == 1 else {
        throw MutantError(
          "\(mutant.file): \"\(function)\" stands there \(named.count) times, once is expected.")
      }
      scope = bodies.map(\.range).filter { $0.lowerBound >= named[0].upperBound }
        .min { $0.lowerBound < $1.lowerBound }
    }
    let found = places(of: mutant.original, within: scope)
    guard found.count == 1 else {
      throw MutantError(
        "\(mutant.file): \"\(mutant.original)\"\(mutant.function.map { " in \"\($0)\"" } ?? "") "
          + "stands there \(found.count) times, once is expected.")
    }
    return found[0]
  }
}

extension String {
  /// Without white space at either end.
  fileprivate var trimmed: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
