// Reading and writing run.json: stable, pretty, sorted, so that the same run leaves the same bytes
// and a change shows as a small difference.

import Foundation

extension Run {
  /// The name of the file in a lesson's folder of figures.
  public static let fileName = "run.json"
  /// The name of the file, beside it, with what a quick run finds where the book's run was made.
  public static let quickFileName = "quick.json"

  /// Reads a `run.json`.
  ///
  /// - Parameter file: where it is.
  /// - Throws: ``LessonError`` if the file is missing, cannot be read or is not a run's record.
  public init(from file: URL) throws {
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw LessonError("there is no file \(file.path) to read a run from.")
    }
    let data: Data
    do { data = try Data(contentsOf: file) } catch {
      throw LessonError("\(file.path) cannot be read: \(LessonError.reason(error)).")
    }
    do {
      self = try JSONDecoder().decode(Run.self, from: data)
    } catch {
      throw LessonError("\(file.path) is not the record of a run: \(Self.reason(error)).")
    }
  }

  /// Writes the record, whole or not at all.
  ///
  /// - Parameter file: where to; its folder must exist.
  /// - Throws: ``LessonError`` if the file cannot be written.
  public func write(to file: URL) throws {
    do {
      try encoded().write(to: file, options: .atomic)
    } catch {
      throw LessonError("\(file.path) cannot be written: \(LessonError.reason(error)).")
    }
  }

  /// The bytes of the file.
  package func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// What is wrong with the JSON of a run, without the words of a decoder.
  private static func reason(_ error: any Error) -> String {
    if let error = error as? LessonError { return error.description }
    switch error as? DecodingError {
    case .keyNotFound(let key, _): return "it has no \"\(key.stringValue)\""
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found):
      let place = found.codingPath.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }
      return place.isEmpty
        ? "it is not the JSON expected"
        : "\"\(place.joined(separator: "."))\" is not what a run has there"
    default: return "it is not the JSON expected"
    }
  }
}

extension Run.Platform {
  /// This machine and the compiler of this program.
  public static var current: Self {
    Self(
      system: systemName, architecture: architectureName,
      cores: ProcessInfo.processInfo.activeProcessorCount, swift: swiftVersion)
  }

  private static var systemName: String {
    #if os(Linux)
      "Linux"
    #elseif os(macOS)
      "macOS"
    #else
      "another system"
    #endif
  }

  private static var architectureName: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "another architecture"
    #endif
  }

  private static var swiftVersion: String {
    #if compiler(>=6.5)
      "6.5 or newer"
    #elseif compiler(>=6.4)
      "6.4"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }
}
