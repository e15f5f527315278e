// How the engine stops at a programmer's mistake. Under -O, in which everything here is compiled,
// the standard library's `precondition` traps without its message; `fatalError` prints it always.

/// Stops the program unless `condition` holds, with a message that names the operation and what was
/// wrong, such as both shapes. The message is made only then.
@inline(__always)
package func require(
  _ condition: Bool, _ message: @autoclosure () -> String,
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition { fatalError(message(), file: file, line: line) }
}

/// Stops the program with a message that names the operation and what was wrong.
package func fail(_ message: String, file: StaticString = #fileID, line: UInt = #line) -> Never {
  fatalError(message, file: file, line: line)
}
