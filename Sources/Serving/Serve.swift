// The side of the process in which a student's code runs. It answers questions, tensors for
// tensors, and knows nothing else: what is right, which cases there are and how the numbers are
// judged stays with the process that asks.

import Gradus

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Answers questions from standard input until there are no more. What is printed meanwhile goes to
/// standard error; before the first question the process gives up what it could do harm with.
///
/// - Parameter answer: from the tensors of a question to those of its answer.
public func serve(_ answer: ([Tensor<Double>]) -> [Tensor<Double>]) -> Never {
  let judge = dup(STDOUT_FILENO)
  dup2(STDERR_FILENO, STDOUT_FILENO)
  Confinement.begin(keeping: judge)
  while let question = readWords() {
    guard let tensors = Message.tensors(in: question) else { _exit(2) }
    let words = Message.words(of: answer(tensors))
    fflush(nil)
    guard words.withUnsafeBytes({ writeAll($0, to: judge) }) else { _exit(3) }
  }
  _exit(0)
}

/// The words of the next message; nil where the judge has hung up.
private func readWords() -> [UInt64]? {
  var count: UInt64 = 0
  guard withUnsafeMutableBytes(of: &count, { readAll($0) }), count <= UInt64(Message.limit) else {
    return nil
  }
  var words = [UInt64](repeating: 0, count: Int(count))
  return words.withUnsafeMutableBytes { readAll($0) } ? words : nil
}

private func readAll(_ bytes: UnsafeMutableRawBufferPointer) -> Bool {
  var done = 0
  while done < bytes.count {
    let count = read(STDIN_FILENO, bytes.baseAddress.map { $0 + done }, bytes.count - done)
    if count <= 0 { return false }
    done += count
  }
  return true
}

private func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Bool {
  var done = 0
  while done < bytes.count {
    let count = write(file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
    if count <= 0 { return false }
    done += count
  }
  return true
}
