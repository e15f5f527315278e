// What is left of a result when it is no longer there: enough to tell whether another run found the
// same. A result is any value as JSON has it. Its numbers are gathered by where they stand, the
// places in arrays left out, `runs[].losses[]`, and of each such list x of n numbers stay n, the mean
// m, the spread s and two sums with signs drawn by place,
//
//   m = Σ xᵢ/n,   s² = Σ (xᵢ − m)²/n,   pₖ = Σ ±(xᵢ − m)/(s√n).
//
// Rounding elsewhere moves all four by little; another curve moves them by much, for pₖ is a
// projection of x − m in a random direction (Johnson and Lindenstrauss 1984; signs: Achlioptas 2003).

import Foundation

/// The traces of a result's numbers and words.
public struct Fingerprint: Codable, Sendable, Equatable {
  /// What is left of the numbers that stand in one place.
  struct Column: Codable, Sendable, Equatable {
    /// How many are finite, and how many are not.
    var count = 0, gaps = 0
    var mean = 0.0, spread = 0.0
    var projections = [0.0, 0.0]
  }

  /// The columns by place.
  private(set) var columns: [String: Column] = [:]
  /// A digest of all words without digits, in order; nil where there are none.
  private(set) var words: String?

  /// The fingerprint of a value.
  ///
  /// - Parameter json: the value as JSON, numbers that are not finite as texts.
  /// - Throws: what Foundation throws for bytes that are not JSON.
  init(json: Data) throws {
    var leaves = Leaves()
    leaves.add(try JSONSerialization.jsonObject(with: json, options: .fragmentsAllowed), at: "")
    columns = leaves.numbers.mapValues(Column.init)
    words = leaves.words.isEmpty ? nil : Digest(of: leaves.words).hexadecimal
  }

  /// What differs from another fingerprint by more than rounding, in a few words; nil if nothing.
  ///
  /// - Parameter relative: how much the numbers of a place may differ, relative to their spread or,
  ///   if they are all alike, to their size.
  package func difference(from other: Fingerprint, within relative: Double) -> String? {
    for place in Set(columns.keys).union(other.columns.keys).sorted() {
      let name = place.isEmpty ? "" : " in \(place)"
      guard let mine = columns[place], let theirs = other.columns[place] else {
        return columns[place] == nil
          ? "no numbers\(name) any more" : "numbers\(name), which are new"
      }
      if (mine.count, mine.gaps) != (theirs.count, theirs.gaps) {
        return "\(mine.count) numbers\(name), where there were \(theirs.count)"
      }
      if !mine.isAlike(theirs, within: relative) {
        return "other numbers\(name): on average \(mine.mean.short), where it was "
          + theirs.mean.short
      }
    }
    return words == other.words ? nil : "other words"
  }
}

extension Fingerprint.Column {
  init(_ numbers: [Double]) {
    let finite = numbers.filter(\.isFinite)
    count = finite.count
    gaps = numbers.count - count
    guard count > 0 else { return }
    let n = Double(count)
    mean = finite.reduce(0) { $0 + $1 / n }
    spread = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / n }.squareRoot()
    if spread > 1e-12 * abs(mean) {
      var signs: UInt64 = 0
      for (place, number) in finite.enumerated() {
        if place % 32 == 0 { signs = Self.mixed(UInt64(place / 32)) }
        let part = (number - mean) / (spread * n.squareRoot())
        projections[0] += signs & 1 == 0 ? part : -part
        projections[1] += signs & 2 == 0 ? part : -part
        signs >>= 2
      }
    } else {
      spread = 0
    }
    (mean, spread) = (mean.rounded(digits: 9), spread.rounded(digits: 9))
    projections = projections.map { $0.rounded(digits: 9) }
  }

  /// Whether the numbers may be the same but for rounding.
  func isAlike(_ other: Self, within relative: Double) -> Bool {
    let scale = max(spread, other.spread)
    let size = scale > 0 ? scale : max(abs(mean), abs(other.mean))
    return abs(mean - other.mean) <= relative * size
      && abs(spread - other.spread) <= relative * size
      && zip(projections, other.projections).allSatisfy { abs($0 - $1) <= 3 * relative }
  }

  /// 64 bits that look random (Steele, Lea and Flood 2014, SplitMix64).
  private static func mixed(_ index: UInt64) -> UInt64 {
    var z = (index &+ 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The numbers and words of a JSON value.
private struct Leaves {
  var numbers: [String: [Double]] = [:]
  var words: [String] = []

  mutating func add(_ value: Any, at place: String) {
    switch value {
    case let object as [String: Any]:
      for (key, value) in object.sorted(by: { $0.key < $1.key }) {
        add(value, at: place.isEmpty ? key : "\(place).\(key)")
      }
    case let array as [Any]: for value in array { add(value, at: place + "[]") }
    case let text as String:
      if let number = Results.notFinite[text] {
        numbers[place, default: []].append(number)
      } else {
        // What holds digits in a text is a number as it was written, rounding and all.
        words += text.split { $0.isWhitespace }.filter { !$0.contains(where: \.isNumber) }
          .map(String.init)
      }
    case let number as NSNumber: numbers[place, default: []].append(number.doubleValue)
    default: words.append("null")
    }
  }
}

extension Double {
  /// The number with so many significant digits, short in a file.
  fileprivate func rounded(digits: Int) -> Double {
    Double(String(format: "%.\(digits - 1)e", self)) ?? self
  }

  fileprivate var short: String { String(format: "%.4g", self) }
}
