// Values by name, where a name is its bytes. Swift takes "é" and "e" with an accent for the same
// text; a checkpoint's reader and writer elsewhere do not, so that a file may hold a tensor of each.

/// Values by name; two names are the same if their UTF-8 is.
public struct ByName<Value> {
  fileprivate struct Name: Hashable {
    let text: String

    static func == (a: Name, b: Name) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

    func hash(into hasher: inout Hasher) {
      for byte in text.utf8 { hasher.combine(byte) }
      hasher.combine(UInt8.max)  // is in no UTF-8
    }
  }

  private var values: [Name: Value] = [:]

  /// No values.
  public init() {}

  /// The value of a name; nil where there is none.
  public subscript(name: String) -> Value? {
    get { values[Name(text: name)] }
    set { values[Name(text: name)] = newValue }
  }

  /// The names, in the order of their bytes.
  public var names: [String] {
    values.keys.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// How many values there are.
  public var count: Int { values.count }

  /// Whether there are none.
  public var isEmpty: Bool { values.isEmpty }

  /// The values whose names begin with a text, under what follows it.
  func below(_ prefix: String) -> ByName {
    var part = ByName()
    for (name, value) in self where name.utf8.starts(with: prefix.utf8) {
      part[String(decoding: name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)] = value
    }
    return part
  }
}

extension ByName: Sequence {
  /// The names with their values, in the order of ``names``.
  public func makeIterator() -> some IteratorProtocol<(name: String, value: Value)> {
    values.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }.lazy
      .map { (name: $0.key.text, value: $0.value) }.makeIterator()
  }
}

extension ByName: ExpressibleByDictionaryLiteral {
  /// Values by name; of those with the same name the last counts.
  public init(dictionaryLiteral elements: (String, Value)...) {
    for (name, value) in elements { self[name] = value }
  }
}

extension ByName: Sendable where Value: Sendable {}
extension ByName: Equatable where Value: Equatable {}
