// How programs end whose output cannot be written, or is not wanted any more, in processes of their
// own; and words of a command line that are no text.

import Foundation
import Testing

@testable import Records

@Suite struct ProgramTests {
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsSaid() async throws {
    let result = try await #require(
      processExitsWith: .exitCode(1), observing: [\.standardErrorContent]
    ) {
      Program.begin(as: "it")
      dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO)
      print("what it has to say")
      exit(0)
    }
    // What the test runs in writes out what is printed before the end, and the reason is lost then.
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.hasPrefix("it: not all that it has to say could be written to standard output"))
  }

  /// And no file that is opened later takes its place.
  @Test func aClosedOutputIsSaid() async throws {
    let result = try await #require(
      processExitsWith: .exitCode(1), observing: [\.standardErrorContent]
    ) {
      close(STDOUT_FILENO)
      Program.begin(as: "it")
      precondition(open("/dev/null", O_RDONLY) > STDERR_FILENO)
      print("what it has to say")
      exit(0)
    }
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.hasPrefix("it: not all that it has to say could be written to standard output"))
  }

  /// Whoever reads a pipe may stop; the work is done all the same.
  @Test func aReaderMayLeave() async {
    await #expect(processExitsWith: .exitCode(7)) {
      Program.begin(as: "it")
      var pipe: [Int32] = [0, 0]
      precondition(Foundation.pipe(&pipe) == 0)
      dup2(pipe[1], STDOUT_FILENO)
      close(pipe[0])
      close(pipe[1])
      print("what it has to say")
      fflush(nil)
      exit(7)
    }
  }

  @Test func wordsThatAreNoText() {
    func misread(_ bytes: [UInt8]) -> String? {
      var word = bytes.map { CChar(bitPattern: $0) } + [0]
      return word.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap(Program.misread) }
    }
    #expect(misread(Array("Figüren".utf8)) == nil)
    #expect(misread(Array("Fig".utf8) + [0xFC] + Array("ren".utf8)) == "Fig?ren")
    #expect(misread([0xC3]) == "?")
  }
}
