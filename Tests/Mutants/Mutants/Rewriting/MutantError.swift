// The error of a table that does not fit the engine, or of files that cannot be read or written.

/// Something outside the program was wrong: a table out of step, a file.
public struct MutantError: Error, CustomStringConvertible, Sendable, Equatable {
  /// One plain sentence, which begins with the file.
  public let description: String

  /// - Parameter sentence: what was wrong, where, what was expected.
  public init(_ sentence: String) { description = sentence }
}
