// Times that are compared are taken in alternation: ours, a pause, theirs, a pause, and again. What
// changes on the machine meanwhile, its clock or its other users, then meets both sides, and the
// ratio of neighbours varies less than either time. The pause lets a library's threads, which spin
// for a while after their work, come to rest before the other side begins.
//
// A package for benchmarks, such as ordo-one/benchmark, does all this but alternate with another
// process; that is why there is a harness here.

import Foundation

/// A contest between two processes.
final class Contest {
  /// How long and how often is measured.
  struct Plan {
    /// The least time of one repetition, in seconds, made up of several runs.
    var repetition = 0.1
    /// How often a time is taken, at most.
    var repetitions = 11
    /// No further repetition begins after so many seconds, once there are three.
    var limit = 12.0
    /// Seconds between one side's runs and the other's.
    var pause = 0.02

    /// All in less than a minute.
    static let quick = Plan(repetition: 0.03, repetitions: 5, limit: 0.8, pause: 0.01)
  }

  /// One side in one layout.
  private struct Runner {
    let contender: Contender
    let layout: Layout
    let times: Int
    var seconds: [Double] = []
  }

  private let gradus: Seat
  private let pytorch: Seat
  private let threads: Int
  private let plan: Plan
  /// What went wrong so far, in sentences.
  private(set) var problems: [String] = []

  init(gradus: Seat, pytorch: Seat, threads: Int, plan: Plan) {
    self.gradus = gradus
    self.pytorch = pytorch
    self.threads = threads
    self.plan = plan
  }

  /// Measures a workload, at Ctrl-C with fewer repetitions; nil if there was none on both sides.
  func measure(_ workload: Workload) -> Timing? {
    let start = ContinuousClock.now
    guard let ours = attempt(gradus, workload, { try self.runners($0, workload, [.batchLast]) })
    else { return nil }
    let theirs =
      attempt(pytorch, workload) { try self.runners($0, workload, workload.layouts) } ?? []
    var runners = ours + theirs
    for repetition in 0..<plan.repetitions where !Interruption.isAsked {
      let elapsed = (ContinuousClock.now - start) / .seconds(1)
      if repetition >= 3, elapsed > plan.limit { break }
      guard let times = attempt(gradus, workload, { _ in try runners.map(self.seconds) }) else {
        pytorch.vacate()
        break
      }
      for (index, time) in times.enumerated() { runners[index].seconds.append(time) }
    }
    guard let own = runners.first, !own.seconds.isEmpty else { return nil }
    return Timing(
      workload, seconds: Sample(own.seconds),
      rivals: runners.dropFirst().map {
        Timing.Rival(layout: $0.layout, seconds: Sample($0.seconds))
      })
  }

  /// Runs a workload three times on both sides and compares the last results.
  ///
  /// - Returns: whether it was also compared with PyTorch; nil if something is wrong, which
  ///   ``problems`` then tells.
  func compare(_ workload: Workload) -> Bool? {
    func digest(_ contender: Contender, _ layout: Layout) throws -> Digest {
      try contender.prepare(
        Preparation(workload.task, layouts: [layout], threads: count(workload.threads)))
      _ = try contender.run(3, layout)
      return try contender.result(layout)
    }
    guard let ours = attempt(gradus, workload, { try digest($0, .batchLast) }) else { return nil }
    guard ours.isFinite, ours.count > 0 else {
      problems.append("\(workload.name): Gradus finds what is not finite.")
      return nil
    }
    guard pytorch.isTaken else { return false }
    for layout in workload.layouts {
      guard let theirs = attempt(pytorch, workload, { try digest($0, layout) }) else { return nil }
      if !ours.agrees(with: theirs) {
        problems.append(
          "\(workload.name): Gradus and PyTorch (\(layout.rawValue)) differ, \(ours) and \(theirs)."
        )
        return nil
      }
    }
    return true
  }

  /// Prepares both sides' runs: as many to a repetition as it should last; by the way it warms up.
  private func runners(
    _ contender: Contender, _ workload: Workload, _ layouts: [Layout]
  ) throws -> [Runner] {
    try contender.prepare(
      Preparation(workload.task, layouts: layouts, threads: count(workload.threads)))
    return try layouts.map { layout in
      var times = 1
      var seconds = try contender.run(times, layout)
      while seconds < plan.repetition / 4 {
        times *= seconds < plan.repetition / 40 ? 8 : 3
        seconds = try contender.run(times, layout)
      }
      let enough = (Double(times) * plan.repetition / seconds).rounded(.up)
      return Runner(contender: contender, layout: layout, times: max(1, Int(enough)))
    }
  }

  /// The time of one run, as part of many.
  private func seconds(_ runner: Runner) throws -> Double {
    Thread.sleep(forTimeInterval: plan.pause)
    return try runner.contender.run(runner.times, runner.layout) / Double(runner.times)
  }

  private func count(_ threads: Workload.Threads) -> Int {
    threads == .one ? 1 : self.threads
  }

  /// What a contender does; nil, with a note, if it fails, and then another takes its seat.
  private func attempt<Success>(
    _ seat: Seat, _ workload: Workload, _ work: (Contender) throws -> Success
  ) -> Success? {
    do {
      return try seat.contender().map(work)
    } catch {
      seat.vacate()
      if !Interruption.isAsked { problems.append("\(workload.name): \(error)") }
      return nil
    }
  }
}

/// The place of one side, on which a contender that failed is followed by a new one.
final class Seat {
  private let start: () throws -> Contender?
  private var present: Contender?

  /// A seat with its first contender.
  init(_ start: @escaping () throws -> Contender?) throws {
    self.start = start
    present = try start()
    isTaken = present != nil
  }

  /// Whether there was anybody at the beginning.
  let isTaken: Bool

  /// Who sits there.
  func contender() throws -> Contender? {
    if isTaken, present == nil { present = try start() }
    return present
  }

  /// Sends away who sits there.
  func vacate() { present = nil }
}
