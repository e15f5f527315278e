// Cairo numbers the surfaces and images of an SVG by counters that run on through the whole
// program, so that the same figure would come out with other identifiers each time. They are
// numbered anew here, in the order in which they appear.

import Foundation

/// `svg` with the numbers in identifiers such as `surface12` and `#image7` counted from 1 for each
/// word. Identifiers of another form, such as a glyph's, stay.
func renumberingIdentifiers(in svg: Data) -> Data {
  let bytes = [UInt8](svg)
  var result = Data(capacity: bytes.count)
  var numbers: [String: [String: Int]] = [:]
  var start = 0
  for index in bytes.indices
  where bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "#") {
    let rest = bytes[(index + 1)...]
    let word = rest.prefix { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
    let digits = bytes[word.endIndex...].prefix {
      $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
    }
    guard !word.isEmpty, !digits.isEmpty, digits.endIndex < bytes.endIndex,
      bytes[digits.endIndex] == UInt8(ascii: "\"") || bytes[digits.endIndex] == UInt8(ascii: ")")
    else { continue }
    let name = String(decoding: word, as: UTF8.self)
    let old = String(decoding: digits, as: UTF8.self)
    let new = numbers[name]?[old] ?? (numbers[name]?.count ?? 0) + 1
    numbers[name, default: [:]][old] = new
    result.append(contentsOf: bytes[start..<digits.startIndex])
    result.append(contentsOf: String(new).utf8)
    start = digits.endIndex
  }
  result.append(contentsOf: bytes[start...])
  return result
}
