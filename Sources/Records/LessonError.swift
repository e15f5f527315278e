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
  package static func sentence(for error: any Error) -> String {
    switch error {
    case is CocoaError, is POSIXError: reason(error) + "."
    case is DecodingError, is EncodingError: "a file holds other JSON than was expected."
    default: String(describing: error)
    }
  }

  /// Why the system refused to read or write, without a full stop: "permission denied".
  ///
  /// - Parameter error: Foundation's; its own text is a last resort, for it may be but a number.
  public static func reason(_ error: any Error) -> String {
    let cause = error as? POSIXError ?? (error as? CocoaError)?.underlying as? POSIXError
    if let cause { return String(cString: strerror(cause.code.rawValue)).lowercased() }
    return error.localizedDescription.trimmingCharacters(in: ["."])
  }

  /// Why a call of the system failed, the latest unless told otherwise, without a full stop.
  package static func systemReason(_ number: Int32 = errno) -> String {
    String(cString: strerror(number)).lowercased()
  }
}
