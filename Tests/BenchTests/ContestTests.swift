// Contests between shell scripts, of which one takes twice as long, dies, or finds something else.

import Foundation
import Testing

@testable import bench

struct ContestTests {
  private static let plan = Contest.Plan(
    repetition: 0.1, repetitions: 4, limit: .infinity, pause: 0)

  /// Answers everything; `seconds` is what a run takes, `runs` how many there are before the end.
  private func side(seconds: Double, norm: Double = 2, runs: Int = 1000) -> String {
    #"""
    n=0
    while read request; do
      case $request in
        *prepare*) echo '{"ready":{}}' ;;
        *times*)
          n=$((n + 1)); [ $n -le \#(runs) ] || exit 5
          echo '{"time":{"seconds":\#(seconds)}}' ;;
        *) echo '{"result":{"digest":{"count":4,"norm":\#(norm),"projection":1}}}' ;;
      esac
    done
    """#
  }

  private func contest(_ ours: String, _ theirs: String?) throws -> Contest {
    Contest(
      gradus: try Seat { try actor(ours) }, pytorch: try Seat { try theirs.map(actor) },
      threads: 2, plan: Self.plan)
  }

  private func workload(_ name: String) throws -> Workload {
    try #require(Workload.all.first { $0.name == name })
  }

  @Test func theRatioIsOfNeighboursAndTheFasterLayout() throws {
    let contest = try contest(side(seconds: 0.1), side(seconds: 0.2))
    let timing = try #require(contest.measure(workload("lenet")))
    #expect(timing.seconds == Sample([0.1, 0.1, 0.1, 0.1]))
    #expect(timing.rivals.map(\.layout) == [.contiguous, .channelsLast])
    #expect(timing.ratio == Sample([2, 2, 2, 2]))
    #expect(contest.problems.isEmpty)
  }

  @Test func withoutPyTorchOurTimesStandAlone() throws {
    let contest = try contest(side(seconds: 0.1), nil)
    let timing = try #require(contest.measure(workload("xor")))
    #expect(timing.rivals.isEmpty)
    #expect(timing.ratio == nil)
    #expect(contest.problems.isEmpty)
  }

  /// A run to find out how many fill a repetition, two repetitions, and the end in the third.
  @Test func whatWasMeasuredBeforeADeathIsKept() throws {
    let contest = try contest(side(seconds: 0.1), side(seconds: 0.2, runs: 3))
    let timing = try #require(contest.measure(workload("xor")))
    #expect(timing.ratio == Sample([2, 2]))
    #expect(contest.problems == ["xor: Actor ended with status 5."])
    #expect(try contest.measure(workload("mlp"))?.ratio == Sample([2, 2]))
  }

  @Test func whereOursDiesThereIsNoTime() throws {
    let contest = try contest(side(seconds: 0.1, runs: 0), side(seconds: 0.2))
    #expect(try contest.measure(workload("xor")) == nil)
    #expect(contest.problems == ["xor: Actor ended with status 5."])
  }

  @Test func resultsAreCompared() throws {
    #expect(try contest(side(seconds: 1), side(seconds: 1)).compare(workload("lenet")) == true)
    #expect(try contest(side(seconds: 1), nil).compare(workload("lenet")) == false)
    let contest = try contest(side(seconds: 1), side(seconds: 1, norm: 2.1))
    #expect(try contest.compare(workload("xor")) == nil)
    let problem = try #require(contest.problems.first)
    #expect(problem.hasPrefix("xor: Gradus and PyTorch (contiguous) differ"))
  }
}
