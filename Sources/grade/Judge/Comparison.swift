// The case of an answer that is no gradient: numbers, held to those that another part of the engine
// finds, an optimizer, a kernel, forward accumulation.

import Foundation
import Gradus

extension Case {
  /// The case of an answer that is expected to be certain numbers.
  ///
  /// - Parameters:
  ///   - what: how the answer is called.
  ///   - tolerance: relative to the largest number.
  ///   - mistakes: hints, and the answers that deserve them.
  static func value(
    name: String, what: String, tolerance: Double = 1e-9,
    answer: @escaping @Sendable () -> Tensor<Double>,
    expected: @escaping @Sendable () -> Tensor<Double>,
    mistakes: [String: @Sendable () -> Tensor<Double>] = [:]
  ) -> Case {
    Case(name: name) {
      let (found, right) = (answer(), expected())
      guard let sentence = disagreement(of: found, with: right, what, tolerance) else { return nil }
      let entry =
        found.shape == right.shape ? mistaken(found, right, tolerance).firstIndex(of: true) : nil
      let fitting = mistakes.filter {
        disagreement(of: found, with: $0.value(), what, tolerance) == nil
      }
      return Fault(
        sentence, own: Set(fitting.keys),
        general: relations(of: found, to: right, tolerance), entry: entry)
    }
  }
}

/// A number as reports show it.
func shown(_ number: Double) -> String {
  number.isNaN ? "not a number" : String(format: "%.10g", number)
}

/// What disagrees most, in words; nil where nothing does.
func disagreement(
  of found: Tensor<Double>, with right: Tensor<Double>, _ what: String, _ tolerance: Double
) -> String? {
  guard found.shape == right.shape else {
    return "\(what) has shape \(found.shape), expected \(right.shape)"
  }
  let wrong = mistaken(found, right, tolerance)
  guard let place = wrong.firstIndex(of: true) else { return nil }
  let numbers = [found, right].map { shown($0.scalars[place]) }
  var (index, rest) = ([Int](), place)
  for length in found.shape.reversed() {
    index.insert(rest % length, at: 0)
    rest /= length
  }
  return "\(wrong.count { $0 }) of \(right.count) numbers disagree, first \(what)\(index): yours "
    + "\(numbers[0]), expected \(numbers[1])"
}

/// Which numbers disagree, of tensors of one shape.
private func mistaken(
  _ found: Tensor<Double>, _ right: Tensor<Double>, _ tolerance: Double
) -> [Bool] {
  let bound = tolerance * Swift.max(1, right.count == 0 ? 0 : abs(right).max().scalar)
  return zip(found.scalars, right.scalars).map { !(Swift.abs($0 - $1) <= bound) }
}

/// The hints for relations that can hold between any wrong answer and the right one.
private func relations(
  of found: Tensor<Double>, to right: Tensor<Double>, _ tolerance: Double
) -> Set<String> {
  guard found.shape == right.shape, found.count > 0 else { return [] }
  func agrees(_ other: Tensor<Double>) -> Bool {
    disagreement(of: found, with: other, "", tolerance) == nil
  }
  if found.scalars.contains(where: \.isNaN) { return ["it is not a number."] }
  if agrees(.zeros(right.shape)) {
    return ["it is zero everywhere: not written yet, or all of it cancels."]
  }
  if agrees(-right) { return ["every sign is flipped."] }
  let (a, b) = (found.scalars, right.scalars)
  if let place = b.indices.max(by: { Swift.abs(b[$0]) < Swift.abs(b[$1]) }), b[place] != 0 {
    let factor = a[place] / b[place]
    if factor != 0, agrees(factor * right) {
      return ["it is \(String(format: "%.4g", factor)) times what it should be."]
    }
  }
  if agrees(Tensor(shape: right.shape, scalars: b.reversed())) {
    return ["the numbers are right but stand in reverse order."]
  }
  return []
}
