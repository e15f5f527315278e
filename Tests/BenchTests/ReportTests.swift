// What is said of the timings: shares, verdicts, the table, the file.

import Foundation
import TestSupport
import Testing

@testable import bench

struct ReportTests {
  private static let machine = Machine(
    processor: "A processor", cores: 2, physicalCores: 2, system: "Linux", swift: "6.3",
    build: "vectors",
    peaks: [
      Machine.Peak(threads: 1, operations: 100e9, doubleOperations: 50e9, bandwidth: 10e9),
      Machine.Peak(threads: 2, operations: 200e9, doubleOperations: 100e9, bandwidth: 12e9),
    ])

  /// Operations of `matmul.128`, 2·128³.
  private static let product = 4_194_304.0

  private static func timing(
    _ name: String, _ seconds: [Double], _ rival: [Double]? = nil
  ) throws -> Timing {
    Timing(
      try #require(Workload.all.first { $0.name == name }), seconds: Sample(seconds),
      rivals: (rival.map { [.init(layout: .contiguous, seconds: Sample($0))] } ?? []))
  }

  private static func report(rivals: Bool) throws -> Report {
    Report(
      date: "2026-01-01T00:00:00Z", machine: machine, pytorch: rivals ? "PyTorch 3" : nil,
      timings: try Workload.all.map { workload in
        let seconds = workload.task.operations / 12.345e9
        return try timing(
          workload.name, [seconds, 1.5 * seconds, 1.25 * seconds],
          rivals ? [10.01 * seconds, 22 * seconds, 11 * seconds] : nil)
      },
      problems: ["tea: there is none."])
  }

  @Test func theFasterRivalCounts() throws {
    let workload = try #require(Workload.all.first)
    let timing = Timing(
      workload, seconds: Sample([1, 2]),
      rivals: [
        .init(layout: .contiguous, seconds: Sample([9, 9])),
        .init(layout: .channelsLast, seconds: Sample([3, 8])),
      ])
    #expect(timing.rivals.first?.layout == .channelsLast)
    #expect(timing.ratio == Sample([3, 4]))
  }

  /// 2·128³ operations make 21 of every byte, more than the ridge at 10; a rectifier makes 1/8.
  @Test func theRoofIsTheLowerOfTwo() throws {
    let product = try Self.timing("matmul.128", [Self.product / 90e9])
    let share = try #require(product.share(on: Self.machine))
    #expect(abs(share - 0.9) < 1e-12)
    let pass = try Self.timing("relu", [8e6 / 5e9])
    let half = try #require(pass.share(on: Self.machine))
    #expect(abs(half - 0.5) < 1e-12)
    let training = try Self.timing("lenet", [1])
    #expect(training.share(on: Self.machine) == training.operations / 200e9)
  }

  @Test(arguments: [
    ("lenet", 1.0, 4.0, "4× met"), ("lenet", 1, 3.99, "4× missed"), ("lenet", 1, nil, ""),
    ("lenet.one", 1, 9, ""), ("resnet", 1, 1.5, "1.5× met"),
    ("matmul.128", product / 85e9, nil, "85 % met"),
    ("matmul.128", product / 84e9, 1, "85 % missed"),
  ])
  func goals(_ name: String, seconds: Double, rival: Double?, verdict: String) throws {
    let timing = try Self.timing(name, [seconds], rival.map { [$0] })
    #expect(timing.verdict(on: Self.machine) == verdict)
  }

  @Test(arguments: [true, false])
  func theTableIsAHundredColumnsWideAtMost(rivals: Bool) throws {
    let text = try Self.report(rivals: rivals).description
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 }, "\(text)")
    #expect(text.contains("make bench-setup") == !rivals)
    #expect(text.contains("4× met") == rivals)
    #expect(lines.last == "tea: there is none.")
    for workload in Workload.all { #expect(text.contains(workload.title)) }
  }

  @Test(arguments: [true, false])
  func aReportComesBackFromItsFile(rivals: Bool) throws {
    try withTemporaryFolder { folder in
      let report = try Self.report(rivals: rivals)
      try report.write(into: folder)
      let json = try Data(contentsOf: folder.appendingPathComponent("bench.json"))
      #expect(try JSONDecoder().decode(Report.self, from: json) == report)
      let figure = try String(
        contentsOf: folder.appendingPathComponent("roofline.svg"), encoding: .utf8)
      #expect(figure.contains("<svg"))
    }
  }

  @Test func aFolderThatCannotBeMade() throws {
    let report = try Self.report(rivals: false)
    #expect(throws: BenchError.self) {
      try report.write(into: URL(fileURLWithPath: "/dev/null/bench", isDirectory: true))
    }
  }

  @Test(arguments: [
    (1.394e-4, "139 µs"), (2.414, "2.41 s"), (0.9996, "1.00 s"), (9.996e-4, "1.00 ms"),
    (9.996e-3, "10.0 ms"), (99.96, "100 s"), (1234.5, "1234 s"), (2.5e-9, "2.50 ns"),
  ])
  func timesHaveThreeDigits(_ seconds: Double, text: String) {
    #expect(duration(seconds) == text)
  }
}

struct MachineTests {
  private func sharing(_ operations: [Double], physicalCores: Int?) -> String {
    Machine(
      processor: "", cores: 2, physicalCores: physicalCores, system: "", swift: "", build: "",
      peaks: operations.enumerated().map {
        Machine.Peak(
          threads: $0 + 1, operations: $1, doubleOperations: $1 / 2, bandwidth: 10e9)
      }
    ).sharing
  }

  @Test func threadsThatComputeNoMoreThanOneShareACore() {
    #expect(
      sharing([97e9, 101e9], physicalCores: 2)
        == "2 for 2 threads, says the system; 2 threads do 1.04 times what one does: "
        + "they share cores")
    #expect(
      sharing([97e9, 190e9], physicalCores: nil)
        == "2 threads do 1.96 times what one does: each has its own")
    #expect(sharing([97e9], physicalCores: 1) == "1 for 2 threads, says the system")
  }

  @Test func peaksArePositiveAndArithmeticGrowsWithThreads() {
    #expect(ArithmeticPeak.single(threads: 1) > ArithmeticPeak.double(threads: 1))
    #expect(MemoryBandwidth.measured(threads: 2, bytes: 1_200_000) > 0)
  }
}

struct BenchTests {
  @Test func namesChooseWorkloads() throws {
    #expect(try Bench.parse([]).chosen().count == Workload.all.count)
    #expect(try Bench.parse(["--only", "lenet"]).chosen().map(\.name) == ["lenet", "lenet.one"])
    #expect(try Bench.parse(["--only", "XOR", "matmul.1"]).chosen().count == 3)
    #expect(throws: BenchError("no workload's name contains tea; --list shows the names.")) {
      try Bench.parse(["--only", "tea"]).chosen()
    }
  }

  @Test func aTimeIsTakenOnceAtLeast() {
    #expect(throws: (any Error).self) { try Bench.parse(["--repetitions", "0"]) }
  }
}
