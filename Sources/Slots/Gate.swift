// What a solution may not name, whatever it does with it. A body is put between the lines of a file
// that imports the engine and nothing else, so that files, processes and the network are out of
// reach by language; what is left are the engine's own ways to a derivative, to files and to memory,
// and the function that is asked for. They are refused by name, before anything is compiled.
//
// Comments on lines of their own, or behind code without a string, do not count. A body cannot make
// code look like a comment: what begins a block of them, or a string of several lines, is refused.

/// The names and signs that a body may not contain.
public struct Gate: Sendable {
  /// Ways around the exercise that the engine or the language has.
  static let closed: Set<String> = [
    "import", "Gradus", "Serving", "Foundation", "Glibc", "Darwin", "serve", "Confinement",
    "Message", "Variable", "Edge", "gradients", "Dual", "Specification", "Checkpoint", "Branches",
    "Unmanaged", "Mirror", "CommandLine", "readLine", "OpaquePointer", "AnyKeyPath", "withAddress",
    "withMutableAddress", "storage", "nonisolated", "Task", "Builtin",
  ]

  let names: Set<String>

  /// The gate of an exercise.
  ///
  /// - Parameters:
  ///   - forbidden: what else may not be named: the function asked for, and what it differentiates.
  ///   - allowed: what may be, where others may not.
  public init(forbidden: Set<String> = [], allowed: Set<String> = []) {
    names = Self.closed.union(forbidden).subtracting(allowed)
  }

  /// Why a body is not taken, to go on from "it"; nil where it is.
  public func refusal(of body: String) -> String? {
    for (sign, name) in [("/*", "/*"), ("\"\"\"", "\"\"\""), ("#", "#"), ("@", "@")] {
      if body.contains(sign) { return "contains \(name), which is not needed here" }
    }
    for line in body.split(whereSeparator: \.isNewline) {
      for word in Self.code(of: line).split(whereSeparator: { !Self.isLetter($0) }) {
        let name = String(word)
        if names.contains(name) || name.lowercased().contains("unsafe")
          || name.hasPrefix("_") && name != "_"
        {
          return "names \(name), which would not be your own work here"
        }
      }
    }
    return nil
  }

  /// A line without a comment at its end.
  private static func code(of line: Substring) -> Substring {
    guard let comment = line.firstRange(of: "//") else { return line }
    let code = line[..<comment.lowerBound]
    return code.contains("\"") ? line : code
  }

  private static func isLetter(_ character: Character) -> Bool {
    character == "_" || character.isLetter || character.isNumber
  }
}
