// Results return from their file as they were, and a bad file says what is wrong with it.

import Foundation
import TestSupport
import Testing

@testable import Records

struct ResultsTests {
  private struct Sample: Codable, Equatable {
    var name = "a \"quoted\": name,\n of two lines"
    var numbers = [0.1, 1.0 / 3, -0.0, Double.leastNonzeroMagnitude, 1.7976931348623157e308]
    var single: [Float] = [0.1, 16_777_215, .leastNonzeroMagnitude]
    var ends: [Double] = [.infinity, -.infinity]
    var missing: Int?
  }

  private func file(_ results: Results, in folder: TemporaryFolder) throws -> URL {
    let file = folder.url.appendingPathComponent(Results.fileName)
    try results.encoded().write(to: file)
    return file
  }

  @Test func everythingReturns() throws {
    var results = Results()
    let kept = try results.keep("sample", Sample()).value
    #expect(kept == Sample())
    _ = try results.keep("nan", [Double.nan])
    _ = try results.keep("number", 3)
    let folder = try TemporaryFolder()
    let read = try Results(from: file(results, in: folder))
    let sample: Sample? = try read.value("sample")
    #expect(sample == Sample())
    let nan: [Double]? = try read.value("nan")
    #expect(nan?.first?.isNaN == true)
    let number: Int? = try read.value("number")
    #expect(number == 3)
    let none: Int? = try read.value("none")
    #expect(none == nil)
    #expect(throws: DecodingError.self) { let _: [String]? = try read.value("number") }
  }

  @Test func theSameResultsGiveTheSameBytes() throws {
    let files = try (1...2).map { _ in
      var results = Results()
      for key in ["b", "a"] { _ = try results.keep(key, Sample()) }
      return try results.encoded()
    }
    #expect(files[0] == files[1])
  }

  @Test func otherProgramsReadThem() throws {
    var results = Results()
    _ = try results.keep("one", [1, 2])
    _ = try results.keep("two", Sample())
    let folder = try TemporaryFolder()
    let text = try #require(Gzip.inflated(file(results, in: folder)))
    let object = try JSONSerialization.jsonObject(with: text) as? [String: Any]
    #expect(object?["one"] as? [Int] == [1, 2])
    #expect((object?["two"] as? [String: Any])?["name"] as? String == Sample().name)
  }

  @Test func badFiles() throws {
    let folder = try TemporaryFolder(["plain": "{\n\"a\":1\n}\n"])
    var results = Results()
    _ = try results.keep("numbers", (0..<1000).map { sin(Double($0)) })
    let whole = try results.encoded()
    let bad: [(Data, String)] = [
      (Data(), "damaged"), (whole.dropLast(9), "damaged"), (whole.prefix(40), "damaged"),
      (Data("{\n\"a\":1\n}\n".utf8), "damaged"),
      (try Gzip.deflated(Data("[1, 2]\n".utf8)), "does not hold the results"),
      (try Gzip.deflated(Data("{\nnonsense\n}\n".utf8)), "does not hold the results"),
      (try Gzip.deflated(Data()), "does not hold the results"),
    ]
    for (index, (bytes, words)) in bad.enumerated() {
      let file = folder.url.appendingPathComponent("\(index).gz")
      try bytes.write(to: file)
      let error = #expect(throws: LessonError.self) { try Results(from: file) }
      #expect(error?.description.contains(words) == true, "\(index): \(String(describing: error))")
    }
    let nowhere = folder.url.appendingPathComponent("nowhere")
    #expect(throws: LessonError("there is no file \(nowhere.path) to read results from.")) {
      try Results(from: nowhere)
    }
  }
}
