// What data sets of all kinds have in common: examples, of which some can be taken.

import Gradus

/// Examples of which some can be taken.
public protocol ExampleSet {
  /// The number of examples.
  var count: Int { get }

  /// The examples with these indices, each in `0..<count`, in this order.
  func examples(_ indices: some Collection<Int>) -> Self
}

extension ExampleSet {
  /// Sets random examples aside for judging what was learned from the others. The same seed gives
  /// the same split everywhere.
  ///
  /// - Parameters:
  ///   - heldOutCount: how many examples to hold out, at least 1 and fewer than there are.
  ///   - generator: the source of the random order.
  /// - Returns: the examples to train on and those held out; together all of them, none in both.
  public func split(
    holdingOut heldOutCount: Int, using generator: inout RandomGenerator
  ) -> (training: Self, heldOut: Self) {
    require(
      heldOutCount > 0 && heldOutCount < count,
      "split: \(heldOutCount) examples to hold out of \(count)")
    let order = generator.permutation(of: count)
    return (examples(order[heldOutCount...]), examples(order[..<heldOutCount]))
  }
}
