// The error every part of LessonKit throws: one plain sentence that says what was wrong, where, and
// what was expected. A lesson ends with that sentence and exit status 1.

import Foundation

/// Something outside the program was wrong: a folder, a file, a run that diverged.
public struct LessonError: Error, CustomStringConvertible, Sendable, Equatable {
  /// One plain sentence: what was wrong, where, what was expected.
  public let description: String

  /// - Parameter sentence: what was wrong, where, what was expected.
  public init(_ sentence: String) {
    description = sentence
  }

  /// The sentence to show for any error: its own description, or Foundation's in words.
  ///
  /// - Parameter error: any error; Foundation's describe themselves as dumps, so their localised
  ///   description is taken instead.
  static func sentence(for error: any Error) -> String {
    switch error {
    case let error as CocoaError: error.localizedDescription
    case let error as POSIXError: error.localizedDescription
    default: String(describing: error)
    }
  }
}
