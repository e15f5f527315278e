// What can go wrong outside this program while it measures.

/// A contender that is not there, dies or talks nonsense, or an option that names nothing.
struct BenchError: Error, CustomStringConvertible, Equatable {
  /// One plain sentence: what was wrong, where, what was expected.
  let description: String

  init(_ sentence: String) { description = sentence }
}
