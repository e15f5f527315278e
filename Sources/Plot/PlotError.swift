// What can go wrong between a figure and its file. Everything here comes from outside the
// program: a path, a file name's extension, a failure that Cairo reports. Mistakes in the calling
// code (arrays of unequal length, a negative size) stop with a precondition instead.

import Foundation

/// A figure could not be rendered or written. The description is one plain sentence.
public enum PlotError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file name ends in something other than `svg`, `pdf` or `png`.
  case unknownExtension(path: String)
  /// The rendered bytes could not be written; `reason` is the system's explanation.
  case unwritable(path: String, reason: String)
  /// Cairo reported a status other than success; `reason` is its own wording.
  case cairo(reason: String)

  /// What was wrong, where, and what was expected.
  public var description: String {
    switch self {
    case .unknownExtension(let path):
      "The figure \(path) needs a name that ends in .svg, .pdf or .png."
    case .unwritable(let path, let reason):
      "The figure could not be written to \(path): \(reason)."
    case .cairo(let reason):
      "Cairo could not render the figure: \(reason)."
    }
  }

  /// What Foundation reports when a file cannot be written, told by the system's own words for
  /// the cause, such as "permission denied".
  init(writing url: URL, _ error: any Error) {
    let cause = (error as? CocoaError)?.underlying as? POSIXError
    let reason =
      cause.map { String(cString: strerror($0.code.rawValue)).lowercased() }
      ?? error.localizedDescription
    // Foundation ends its explanation with a full stop, and so does the description.
    self = .unwritable(
      path: url.path(percentEncoded: false),
      reason: reason.last == "." ? String(reason.dropLast()) : reason)
  }
}
