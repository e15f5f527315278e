// What the program that measures and those that compute say to each other, a line of JSON at a time:
//
//     {"prepare":{"task":"matrix_product","sizes":{"side":128},"layouts":["contiguous"],"threads":1}}
//                                          → {"ready":{}}
//     {"run":{"times":40,"layout":"contiguous"}}  → {"time":{"seconds":0.0031}}
//     {"result":{"layout":"contiguous"}}          → {"result":{"digest":{"count":16384, …}}}
//
// A contender first says who it is, {"hello":{"name":"PyTorch 2.8.0","build":"AVX512, 2 threads"}},
// and answers {"problem":{"sentence":"…"}} where it cannot do what was asked.

import Foundation

/// What is asked of a contender.
enum Request: Codable {
  /// Prepare a task in each of some layouts.
  case prepare(Preparation)
  /// Run it so many times, after each other, and say how long that took.
  case run(times: Int, layout: Layout)
  /// Describe the result of the latest run.
  case result(layout: Layout)

  private enum CodingKeys: CodingKey { case prepare, run, result }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if container.contains(.prepare) {
      self = .prepare(try container.decode(Preparation.self, forKey: .prepare))
    } else if container.contains(.run) {
      let run = try container.decode(Run.self, forKey: .run)
      self = .run(times: run.times, layout: run.layout)
    } else {
      self = .result(layout: try container.decode(Result.self, forKey: .result).layout)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .prepare(let preparation): try container.encode(preparation, forKey: .prepare)
    case .run(let times, let layout):
      try container.encode(Run(times: times, layout: layout), forKey: .run)
    case .result(let layout): try container.encode(Result(layout: layout), forKey: .result)
    }
  }

  private struct Run: Codable {
    let times: Int
    let layout: Layout
  }

  private struct Result: Codable {
    let layout: Layout
  }
}

/// A task, in each of some layouts, on so many threads.
struct Preparation: Codable {
  let task: any Task
  let layouts: [Layout]
  let threads: Int

  private enum CodingKeys: CodingKey { case task, sizes, layouts, threads }

  init(_ task: any Task, layouts: [Layout], threads: Int) {
    self.task = task
    self.layouts = layouts
    self.threads = threads
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .task)
    guard let kind = taskKinds[name] else {
      throw DecodingError.dataCorruptedError(
        forKey: .task, in: container, debugDescription: "\(name) is no task")
    }
    task = try container.decode(kind, forKey: .sizes)
    layouts = try container.decode([Layout].self, forKey: .layouts)
    threads = try container.decode(Int.self, forKey: .threads)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(type(of: task).name, forKey: .task)
    try container.encode(task, forKey: .sizes)
    try container.encode(layouts, forKey: .layouts)
    try container.encode(threads, forKey: .threads)
  }
}

/// What a contender answers.
enum Reply: Codable, Equatable {
  case hello(name: String, build: String)
  case ready
  case time(seconds: Double)
  case result(digest: Digest)
  case problem(sentence: String)
}

/// A message as its line, without the line's end.
func line(_ message: some Encodable) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return try encoder.encode(message)
}
