// Every exercise, in the book's order. A further one is a slot in a source, an entry here and its
// cases in Cases/; book/teaching.md goes through it step by step.

extension Exercise {
  /// Every exercise.
  static let all =
    chapter0 + chapter1 + chapter2 + chapters3and4 + chapter5 + chapter6 + chapter7
    + chapters8to10
}
