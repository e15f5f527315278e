// `make bench`: how fast Gradus is, against PyTorch and against what the machine can do.

import ArgumentParser
import Foundation
import LessonKit

/// The program that measures, and that computes what is measured.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time Gradus against PyTorch, in alternation, and against the machine's peak.")

  @Flag(help: "Measure less of everything: all in less than a minute.")
  var quick = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Measure the workloads whose name contains one of these.", valueName: "name")
  )
  var only: [String] = []

  @Flag(help: "List the workloads, and measure none.")
  var list = false

  @Flag(help: "Run every workload and compare its result with PyTorch's, instead of its time.")
  var once = false

  @Flag(help: "Measure how much memory it takes to train LeNet-5, instead of times.")
  var memory = false

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Take each time so often.", valueName: "n"),
    transform: count)
  var repetitions: Int?

  @Option(
    help: ArgumentHelp("The Python that has PyTorch.", valueName: "python"),
    completion: .file())
  var pytorch: String?

  @Flag(help: "Leave PyTorch out.")
  var noPytorch = false

  @Option(
    help: ArgumentHelp("Write here instead of .build/bench.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(help: .hidden)
  var serve = false

  static func main() {
    Program.begin(as: "bench")
    main(nil)
  }

  private static func count(_ text: String) throws -> Int {
    guard let count = Int(text), count > 0 else {
      throw ValidationError("A number of repetitions is a whole number, at least 1.")
    }
    return count
  }

  func run() throws {
    if serve { return try Serving.standardInput() }
    if memory { return try measureMemory() }
    let workloads = try chosen()
    if list { return workloads.forEach { print("\($0.name)\t\($0.title)") } }
    guard let root = Repository.root() else {
      throw BenchError("the current folder is not inside the Gradus repository: go there.")
    }
    Interruption.watch()
    let contest = try self.contest(root)
    if once { return try compare(workloads, contest) }
    try measure(workloads, contest, root)
  }

  /// The workloads whose names were asked for.
  func chosen() throws -> [Workload] {
    let chosen = Workload.all.filter { workload in
      only.isEmpty || only.contains { workload.name.localizedCaseInsensitiveContains($0) }
    }
    if chosen.isEmpty {
      throw BenchError(
        "no workload's name contains \(only.joined(separator: " or ")); --list shows the names.")
    }
    return chosen
  }

  private func measureMemory() throws {
    let memory = try TrainingMemory.measured()
    print(memory)
    if !memory.isWithinLimits { throw ExitCode.failure }
  }

  private func contest(_ root: URL) throws -> (contest: Contest, pytorch: Contender?) {
    guard let program = Bundle.main.executableURL else {
      throw BenchError("this program does not find its own file.")
    }
    let environment = ProcessInfo.processInfo.environment
    let theirs = try Seat {
      noPytorch ? nil : try Python.start(pytorch, environment: environment, root: root)
    }
    var plan = quick ? Contest.Plan.quick : Contest.Plan()
    if let repetitions { (plan.repetitions, plan.limit) = (repetitions, .infinity) }
    let contest = Contest(
      gradus: try Seat { try Contender("Gradus", program, ["--serve"]) }, pytorch: theirs,
      threads: Machine.allThreads, plan: plan)
    return (contest, try theirs.contender())
  }

  private func compare(
    _ workloads: [Workload], _ sides: (contest: Contest, pytorch: Contender?)
  ) throws {
    let progress = ProgressLine("bench", of: workloads.count)
    let outcomes = workloads.map { workload in
      let outcome = sides.contest.compare(workload)
      progress.advance(workload.name)
      return outcome
    }
    progress.end()
    let compared = outcomes.filter { $0 == true }.count
    let right = outcomes.filter { $0 != nil }.count
    print("\(right) of \(workloads.count) workloads ran, \(compared) as in PyTorch.")
    for problem in sides.contest.problems { print(problem) }
    if right < workloads.count { throw ExitCode.failure }
  }

  private func measure(
    _ workloads: [Workload], _ sides: (contest: Contest, pytorch: Contender?), _ root: URL
  ) throws {
    let date = Date().ISO8601Format()
    let progress = ProgressLine("bench", of: workloads.count + 1)
    let before = Contention.measured()
    let machine = Machine.measured(threads: Machine.allThreads)
    progress.advance("peaks")
    var timings: [Timing] = []
    for workload in workloads where !Interruption.isAsked {
      if let timing = sides.contest.measure(workload) { timings.append(timing) }
      progress.advance(workload.name)
    }
    progress.end()
    let contention = max(before, Contention.measured())
    let report = Report(
      date: date, machine: machine,
      pytorch: sides.pytorch.map { "\($0.name): \($0.build)" }, timings: timings,
      problems: sides.contest.problems + [contention.warning].compactMap(\.self))
    print(report)
    try report.write(
      into: output.map { URL(fileURLWithPath: $0, isDirectory: true) }
        ?? root.appendingPathComponent(".build/bench", isDirectory: true))
    if Interruption.isAsked { throw ExitCode(130) }
  }
}

extension Report {
  /// Writes bench.json and, if there are kernels in it, roofline.svg into a folder, which is made if
  /// it is not there.
  func write(into folder: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try encoder.encode(self).write(
        to: folder.appendingPathComponent("bench.json"), options: .atomic)
    } catch {
      throw BenchError("\(folder.path) cannot be written: \(LessonError.reason(error)).")
    }
    let figure = folder.appendingPathComponent("roofline.svg")
    if let roofline {
      try roofline.write(to: figure)
    } else {
      // That of an earlier run would not belong to this file.
      try? FileManager.default.removeItem(at: figure)
    }
    print("\nWritten to \(folder.path): bench.json\(roofline == nil ? "" : ", roofline.svg").")
  }
}
