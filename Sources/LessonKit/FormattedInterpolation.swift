// Numbers in sentences: "\(loss, "%.2f")" writes a number as a table or the book would, with the
// formats of `NumberFormat`.

extension DefaultStringInterpolation {
  /// Appends a number in the given format, such as `%.1f`, `%d` or `%.1p`.
  public mutating func appendInterpolation(_ value: Double, _ format: String) {
    do {
      appendLiteral(try NumberFormat(format).string(value))
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// Appends a whole number in the given format, such as `%'d`.
  public mutating func appendInterpolation(_ value: Int, _ format: String) {
    appendInterpolation(Double(value), format)
  }
}
