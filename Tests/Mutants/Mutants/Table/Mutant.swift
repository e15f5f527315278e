// One deliberate mistake in the engine: where it stands, what stands there instead, and what it
// should be called. The table lists them by file and by place:
//
//   Place(.sigmoid, "dy * y * (1 - y)",
//     Wrong(.sign, "-dy * y * (1 - y)"), …

/// A mistake in a derivative of the engine.
public struct Mutant: Sendable {
  /// The file, below `Sources/Gradus`.
  public let file: String

  /// What shows it: the operation or layer whose gradient becomes wrong.
  public let operation: Operation

  /// The function it stands in, as its declaration reads; nil where the original says enough.
  public let function: String?

  /// What stands there.
  public let original: String

  /// What stands there instead.
  public let replacement: String

  /// The kind of mistake.
  public let mistake: Mistake

  /// What describes it, any of these; none where "unknown" is the right answer.
  public let names: Set<Name>

  /// The operation, the mistake and the wrong code; no two mutants have the same.
  public var name: String {
    let code = replacement.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return "\(operation.rawValue), \(mistake.rawValue): \(code)"
  }

  /// Every mutant of the engine.
  public static let all =
    arithmetic + elementaryFunctions + activations + softmax + reductions + extrema + reshaping
    + joining + gathering + matrixProduct + convolution + pooling + losses + layers + graph
}

/// A place in a file and the mistakes made there.
struct Place {
  let operation: Operation
  let function: String?
  let original: String
  let mistakes: [Wrong]

  init(
    _ operation: Operation, in function: String? = nil, _ original: String, _ mistakes: Wrong...
  ) {
    self.operation = operation
    self.function = function
    self.original = original
    self.mistakes = mistakes
  }
}

/// A mistake, and the code that makes it.
struct Wrong {
  let mistake: Mistake
  let replacement: String
  let names: Set<Name>

  /// Where the kind of mistake has another name in this place than usual, `named` says which; an
  /// empty list says that it has none.
  init(_ mistake: Mistake, _ replacement: String, named names: Set<Name>? = nil) {
    self.mistake = mistake
    self.replacement = replacement
    self.names = names ?? mistake.names
  }
}

/// The mutants of one file.
func mutants(in file: String, _ places: Place...) -> [Mutant] {
  places.flatMap { place in
    place.mistakes.map {
      Mutant(
        file: file, operation: place.operation, function: place.function,
        original: place.original, replacement: $0.replacement, mistake: $0.mistake,
        names: $0.names)
    }
  }
}
