// Lists written as statements: marks inside axes and axes inside figures, with `if` and `for`.
// Every statement makes an array; a block joins the arrays of its statements. One builder serves
// both lists, so that they follow the same rules.

/// Collects the values of a block into an array; an expression may also be an array of them.
@resultBuilder
public enum ListBuilder<Element> {
  /// One element.
  public static func buildExpression(_ element: Element) -> [Element] { [element] }
  /// Several elements.
  public static func buildExpression(_ elements: [Element]) -> [Element] { elements }
  /// The statements of a block.
  public static func buildBlock(_ parts: [Element]...) -> [Element] { parts.flatMap { $0 } }
  /// An `if` without `else`.
  public static func buildOptional(_ part: [Element]?) -> [Element] { part ?? [] }
  /// The first branch of a choice.
  public static func buildEither(first part: [Element]) -> [Element] { part }
  /// The second branch of a choice.
  public static func buildEither(second part: [Element]) -> [Element] { part }
  /// A `for` loop.
  public static func buildArray(_ parts: [[Element]]) -> [Element] { parts.flatMap { $0 } }
}
