// The header of a safetensors file: of each tensor its type, shape and place among the numbers, and
// what the file says of itself. All of it is checked before a number is read.

/// What a safetensors file holds, and where.
struct SafetensorsHeader {
  /// A tensor's type, shape and place in the body.
  struct Entry {
    let type: NumberType
    let shape: [Int]
    let place: Range<Int>
  }

  /// The format's own name, which no tensor can have.
  static let metadataName = "__metadata__"

  private(set) var entries = ByName<Entry>()
  private(set) var metadata = ByName<String>()

  /// The header of a body of so many bytes.
  ///
  /// - Throws: `CheckpointError.Problem` where the text is no such header, or the tensors do not fill
  ///   the body without gap or overlap.
  init(
    _ text: some Sequence<UInt8>, bodyLength: Int
  ) throws(CheckpointError.Problem) {
    guard case .object(let members) = try JSON(text) else {
      throw .malformedHeader("it is no JSON object")
    }
    for (name, value) in members {
      if name == Self.metadataName {
        metadata = try Self.metadata(value)
      } else {
        entries[name] = try Self.entry(value, of: name)
      }
    }
    try checkPlaces(bodyLength: bodyLength)
  }

  /// The text of a header.
  static func text(_ entries: ByName<Entry>, metadata: ByName<String>) -> String {
    var members = entries.map { name, entry in
      "\(JSON.quoted(name)):{\"data_offsets\":[\(entry.place.lowerBound),"
        + "\(entry.place.upperBound)],\"dtype\":\"\(entry.type.name)\",\"shape\":["
        + entry.shape.map(String.init).joined(separator: ",") + "]}"
    }
    if !metadata.isEmpty {
      let notes = metadata.map { "\(JSON.quoted($0)):\(JSON.quoted($1))" }
      members.insert("\"\(metadataName)\":{\(notes.joined(separator: ","))}", at: 0)
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func metadata(
    _ value: JSON
  ) throws(CheckpointError.Problem) -> ByName<String> {
    guard case .object(let members) = value else {
      throw .malformedHeader("\(metadataName) is no object of texts")
    }
    var notes = ByName<String>()
    for (name, value) in members {
      guard case .string(let text) = value else {
        throw .malformedHeader("\(JSON.quoted(name)) of \(metadataName) is no text")
      }
      notes[name] = text
    }
    return notes
  }

  private static func entry(
    _ value: JSON, of name: String
  ) throws(CheckpointError.Problem) -> Entry {
    func malformed(_ reason: String) -> CheckpointError.Problem {
      .malformedHeader("tensor '\(name)' \(reason)")
    }
    guard case .object(let members) = value else {
      throw malformed("is described by something other than type, shape and offsets")
    }
    guard case .string(let type) = members["dtype"] else { throw malformed("has no type") }
    guard let shape = wholeNumbers(members["shape"]) else {
      throw malformed("has no shape of whole numbers")
    }
    guard let offsets = wholeNumbers(members["data_offsets"]), offsets.count == 2,
      offsets[0] >= 0, offsets[1] >= offsets[0]
    else { throw malformed("does not say from where to where its numbers stand") }
    guard shape.allSatisfy({ $0 >= 0 }) else { throw malformed("has the shape \(shape)") }
    return Entry(type: NumberType(name: type), shape: shape, place: offsets[0]..<offsets[1])
  }

  private static func wholeNumbers(_ value: JSON?) -> [Int]? {
    guard case .array(let elements) = value else { return nil }
    let numbers = elements.compactMap { element in
      if case .number(let number) = element { number } else { nil }
    }
    return numbers.count == elements.count ? numbers : nil
  }

  /// Requires that each tensor's bytes fit its type and shape, and that together they fill the body
  /// without gap or overlap.
  private func checkPlaces(bodyLength: Int) throws(CheckpointError.Problem) {
    var end = 0
    let ordered = entries.sorted {
      ($0.value.place.lowerBound, $0.value.place.upperBound)
        < ($1.value.place.lowerBound, $1.value.place.upperBound)
    }
    for (name, entry) in ordered {
      guard let count = Self.product([entry.type.bitCount ?? 1] + entry.shape) else {
        throw .malformedHeader("tensor '\(name)' has the impossible shape \(entry.shape)")
      }
      // Of a type that is not known, the header is taken at its word.
      let size = entry.type.bitCount == nil ? entry.place.count : (count + 7) / 8
      guard entry.place.lowerBound == end, entry.place.count == size else {
        throw .malformedHeader(
          "tensor '\(name)' of shape \(entry.shape) needs \(size) bytes from \(end) on, its "
            + "offsets are [\(entry.place.lowerBound), \(entry.place.upperBound)]")
      }
      end = entry.place.upperBound
    }
    guard bodyLength >= end else { throw .truncated(expected: end, found: bodyLength) }
    guard bodyLength == end else {
      throw .malformedHeader("\(bodyLength - end) bytes follow the last tensor")
    }
  }

  /// The product of lengths; nil where it, or what stands before a zero, is more than an Int holds.
  private static func product(_ lengths: [Int]) -> Int? {
    var product = 1
    for length in lengths {
      let (next, overflow) = product.multipliedReportingOverflow(by: length)
      if overflow { return nil }
      product = next
    }
    return product > .max - 7 ? nil : product
  }
}
