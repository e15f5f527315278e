// What a run has computed, kept so that its figures can be drawn again without computing: values by
// key, as one JSON object with a line for each, compressed by gzip. `zcat results.json.gz` shows it;
// numbers stand there with as many digits as it takes to read them back exactly.

import Foundation

/// The results of a run, by key.
public struct Results: Sendable {
  /// The name of the file in a lesson's folder of figures.
  public static let fileName = "results.json.gz"
  /// The most bytes that the book's repository takes for a lesson.
  package static let byteLimit = 1_000_000

  static let notFinite = ["NaN": Double.nan, "∞": .infinity, "−∞": -.infinity]

  private var values: [String: Data] = [:]

  /// No results.
  package init() {}

  /// Reads the results of a run.
  ///
  /// - Throws: ``LessonError`` if the file is missing, damaged, or holds something else.
  package init(from file: URL) throws {
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw LessonError("there is no file \(file.path) to read results from.")
    }
    guard FileManager.default.isReadableFile(atPath: file.path) else {
      throw LessonError("\(file.path) may not be read.")
    }
    guard let text = Gzip.inflated(file) else {
      throw LessonError("\(file.path) is damaged: gzip cannot inflate it.")
    }
    let lines = text.split(separator: UInt8(ascii: "\n"))
    guard lines.first == Data("{".utf8), lines.count > 1, lines.last == Data("}".utf8) else {
      throw LessonError("\(file.path) does not hold the results of a run.")
    }
    for line in lines.dropFirst().dropLast() {
      // "key": value,
      let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1)
      let value = parts.last.map { $0.last == UInt8(ascii: ",") ? $0.dropLast() : $0 }
      guard parts.count == 2, let value else {
        throw LessonError("\(file.path) does not hold the results of a run.")
      }
      values[String(decoding: parts[0], as: UTF8.self).trimmingCharacters(in: ["\""])] = value
    }
  }

  /// The bytes of the file.
  package func encoded() throws -> Data {
    let lines = values.sorted { $0.key < $1.key }.map { key, json in
      Data("\"\(key)\":".utf8) + json
    }
    let text = Data("{\n".utf8) + Data(lines.joined(separator: Data(",\n".utf8)))
    return try Gzip.deflated(text + Data("\n}\n".utf8))
  }

  /// Keeps a result.
  ///
  /// - Returns: the value as it will be read, and its fingerprint.
  package mutating func keep<Value: Codable>(
    _ key: String, _ value: Value
  ) throws -> (value: Value, fingerprint: Fingerprint) {
    let json = try Self.encoded(value)
    values[key] = json
    return (try Self.decoded(json), try Fingerprint(json: json))
  }

  /// The result that was kept under a key.
  ///
  /// - Returns: nil if there is none.
  /// - Throws: `DecodingError` if it is of another kind.
  package func value<Value: Codable>(_ key: String) throws -> Value? {
    try values[key].map { try Self.decoded($0) }
  }

  /// A value as it is kept.
  package static func encoded(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "∞", negativeInfinity: "−∞", nan: "NaN")
    return try encoder.encode(value)
  }

  /// A value that was kept.
  ///
  /// - Throws: `DecodingError` if it is of another kind.
  package static func decoded<Value: Decodable>(_ json: Data) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "∞", negativeInfinity: "−∞", nan: "NaN")
    return try decoder.decode(Value.self, from: json)
  }
}
