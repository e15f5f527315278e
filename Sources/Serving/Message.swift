// Tensors on their way between two processes, in words of 64 bits: how many words follow, how many
// tensors, and of each its rank, its lengths and its elements. Whoever reads believes nothing: what
// does not add up is no message.

import Gradus

/// A list of tensors as words.
public enum Message {
  /// The most words that a message may have: some 30 MB.
  public static let limit = 1 << 22

  /// The words of a message, their number first.
  public static func words(of tensors: [Tensor<Double>]) -> [UInt64] {
    var words: [UInt64] = [0, UInt64(tensors.count)]
    for tensor in tensors {
      words.append(UInt64(tensor.rank))
      words += tensor.shape.map { UInt64($0) }
      words += tensor.scalars.map(\.bitPattern)
    }
    words[0] = UInt64(words.count - 1)
    return words
  }

  /// The tensors in a message's words, without their number; nil where they are none.
  public static func tensors(in words: [UInt64]) -> [Tensor<Double>]? {
    var rest = words[...]
    func number(upTo bound: Int) -> Int? {
      guard let word = rest.popFirst(), word <= UInt64(bound) else { return nil }
      return Int(word)
    }
    guard let count = number(upTo: 1_000) else { return nil }
    var tensors: [Tensor<Double>] = []
    for _ in 0..<count {
      guard let rank = number(upTo: 8) else { return nil }
      var (shape, size) = ([Int](), 1)
      for _ in 0..<rank {
        guard let length = number(upTo: limit) else { return nil }
        shape.append(length)
        size *= length
        guard size <= limit else { return nil }
      }
      guard rest.count >= size else { return nil }
      tensors.append(
        Tensor(shape: shape, scalars: rest.prefix(size).map { Double(bitPattern: $0) }))
      rest = rest.dropFirst(size)
    }
    return rest.isEmpty ? tensors : nil
  }
}

extension Tensor<Double> {
  /// The whole numbers among the questions: labels, indices.
  public var integers: Tensor<Int> { Tensor<Int>(shape: shape, scalars: scalars.map { Int($0) }) }

  /// The same as a list.
  public var integerList: [Int] { scalars.map { Int($0) } }
}
