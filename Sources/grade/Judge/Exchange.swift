// One question sent and its answer received, while what is printed meanwhile is read too, so that
// nobody waits for the other with a full pipe.

import Foundation
import Serving

/// A question on its way, and what comes back.
struct Exchange {
  /// How it ended.
  enum Outcome: Equatable {
    case words([UInt64])
    case late, closed, flood, nonsense
  }

  private var question: ArraySlice<UInt8>
  private var answer: [UInt8] = []
  private var places: [pollfd]
  private(set) var printed = Data()
  private(set) var printedSize = 0

  /// - Parameters:
  ///   - bytes: the question.
  ///   - input: where it goes; not waiting.
  ///   - answers: where the answer comes from.
  ///   - output: where what is printed comes from.
  init(sending bytes: [UInt8], to input: Int32, from answers: Int32, output: Int32) {
    question = bytes[...]
    places = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: answers, events: Int16(POLLIN), revents: 0),
      pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
    ]
  }

  /// Sends and receives.
  ///
  /// - Parameters:
  ///   - end: how long to wait.
  ///   - before: how much was printed before.
  mutating func run(until end: ContinuousClock.Instant, before: Int) -> Outcome {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let left = (end - .now) / .milliseconds(1)
      if left <= 0 { return .late }
      guard poll(&places, nfds_t(places.count), Int32(left.rounded(.up))) > 0 else { continue }
      if places[0].revents != 0 {
        let count = read(places[0].fd, &buffer, buffer.count)
        if count <= 0 { places[0].fd = -1 } else { keep(buffer.prefix(count)) }
        if before + printedSize > Worker.outputLimit.all { return .flood }
      }
      if places[2].revents != 0 { send() }
      guard places[1].revents != 0 else { continue }
      let count = read(places[1].fd, &buffer, buffer.count)
      if count <= 0 { return .closed }
      answer += buffer.prefix(count)
      if let outcome = received() { return outcome }
    }
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    printedSize += bytes.count
    printed += bytes.prefix(max(0, Worker.outputLimit.kept - printed.count))
  }

  private mutating func send() {
    let count = question.withUnsafeBytes { write(places[2].fd, $0.baseAddress, $0.count) }
    if count > 0 { question = question.dropFirst(count) }
    if question.isEmpty || count < 0 && errno != EAGAIN { places[2].fd = -1 }
  }

  /// The answer, once it is whole.
  private func received() -> Outcome? {
    guard answer.count >= 8 else { return nil }
    let words = answer.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count / 8 * 8, by: 8).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self)
      }
    }
    guard words[0] <= UInt64(Message.limit) else { return .nonsense }
    let whole = 8 * (Int(words[0]) + 1)
    if answer.count > whole { return .nonsense }
    return answer.count == whole ? .words(Array(words.dropFirst())) : nil
  }
}
