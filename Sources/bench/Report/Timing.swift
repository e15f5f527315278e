// What was measured of one workload, and how it compares: with PyTorch, with the machine's peaks,
// with its goal.

/// The times of one workload on both sides.
struct Timing: Codable, Equatable {
  /// PyTorch's times with its images in one layout.
  struct Rival: Codable, Equatable {
    let layout: Layout
    /// Seconds a run.
    let seconds: Sample
  }

  let name: String
  let title: String
  let group: Workload.Group
  let threads: Workload.Threads
  /// How many runs the times in the table are of.
  let runs: Double
  /// Operations of one run.
  let operations: Double
  /// Bytes that one run has to move at least.
  let bytes: Double?
  let goal: Workload.Goal?
  /// Seconds a run.
  let seconds: Sample
  /// PyTorch's times, a layout each; empty where it was not there.
  let rivals: [Rival]
  /// How many times as fast Gradus is, over neighbouring repetitions, as PyTorch's fastest layout.
  let ratio: Sample?

  init(_ workload: Workload, seconds: Sample, rivals: [Rival]) {
    name = workload.name
    title = workload.title
    group = workload.group
    threads = workload.threads
    runs = workload.runs
    operations = workload.task.operations
    bytes = workload.task.bytes
    goal = workload.goal
    self.seconds = seconds
    self.rivals = rivals.sorted { $0.seconds.median < $1.seconds.median }
    ratio = self.rivals.first.map { Sample.ratios($0.seconds, to: seconds) }
  }

  /// Operations a second.
  var rate: Double { operations / seconds.median }

  /// Bytes a second.
  var bandwidth: Double? { bytes.map { $0 / seconds.median } }

  /// Operations for every byte.
  var intensity: Double? { bytes.map { operations / $0 } }

  /// The share of what the machine allows: of the arithmetic's peak, or where the bytes are known
  /// of the lower of the two roofs.
  func share(on machine: Machine) -> Double? {
    machine.peak(threads).map { peak in
      rate / (intensity.map(peak.roof) ?? peak.operations)
    }
  }

  /// Whether the goal is met; nil where there is none, or nothing to judge it by.
  func isMet(on machine: Machine) -> Bool? {
    guard let goal else { return nil }
    return switch goal.measure {
    case .ratio: ratio.map { $0.median >= goal.value }
    case .shareOfPeak: machine.peak(threads).map { rate / $0.operations >= goal.value }
    }
  }
}

/// What a run of the benchmarks leaves as bench.json.
struct Report: Codable, Equatable {
  /// When it began, as ISO 8601 has it.
  let date: String
  let machine: Machine
  /// PyTorch's version and how it was built; nil where it was not there.
  let pytorch: String?
  let timings: [Timing]
  /// What went wrong, in sentences.
  let problems: [String]
}
