// Messages there and back, and this program's own answers to them.

import Foundation
import Gradus
import Testing

@testable import bench

struct MessagesTests {
  @Test(arguments: taskKinds.keys.sorted())
  func aTaskArrivesWithItsSizes(_ kind: String) throws {
    let task = try #require(Workload.all.first { type(of: $0.task).name == kind }).task
    let sent = try line(Request.prepare(Preparation(task, layouts: Layout.pytorch, threads: 2)))
    let request = try JSONDecoder().decode(Request.self, from: sent)
    guard case .prepare(let preparation) = request else {
      Issue.record("\(request) is no preparation")
      return
    }
    #expect(preparation.layouts == Layout.pytorch)
    #expect(preparation.threads == 2)
    #expect(try line(preparation.task) == line(task))
    #expect(!sent.contains(UInt8(ascii: "\n")))
  }

  @Test(arguments: [
    (Reply.ready, #"{"ready":{}}"#),
    (.time(seconds: 0.5), #"{"time":{"seconds":0.5}}"#),
    (.hello(name: "A", build: "B/C"), #"{"hello":{"build":"B/C","name":"A"}}"#),
    (.problem(sentence: "No."), #"{"problem":{"sentence":"No."}}"#),
  ])
  func repliesAreWhatPythonWrites(_ reply: Reply, json: String) throws {
    #expect(String(decoding: try line(reply), as: UTF8.self) == json)
    #expect(try JSONDecoder().decode(Reply.self, from: Data(json.utf8)) == reply)
  }
}

struct ServingTests {
  @Test(arguments: [1, 2])
  func itComputesWhatIsAsked(threads: Int) throws {
    let task = MatrixProduct(side: 37)
    var serving = Serving()
    #expect(
      try serving.answer(
        line(Request.prepare(Preparation(task, layouts: [.batchLast], threads: threads))))
        == .ready)
    guard
      case .time(let seconds) = try serving.answer(line(Request.run(times: 2, layout: .batchLast)))
    else {
      Issue.record("no time")
      return
    }
    #expect(seconds > 0)
    #expect(
      try serving.answer(line(Request.result(layout: .batchLast)))
        == .result(digest: Digest(task.prepared()())))
  }

  @Test(arguments: ["", "{}", #"{"prepare":{"task":"tea","sizes":{}}}"#])
  func nonsenseIsAnswered(_ text: String) {
    var serving = Serving()
    guard case .problem = serving.answer(Data(text.utf8)) else {
      Issue.record("no problem with \(text)")
      return
    }
  }
}
