import Foundation
import Synchronization
import Testing

@testable import Gradus

@Suite struct ThreadTeamTests {
  /// How often each chunk of a loop was done.
  private func visits(of chunks: Int, by team: ThreadTeam) -> [Int] {
    var counts = [Int](repeating: 0, count: chunks)
    counts.withUnsafeMutableBufferPointer { counts in
      team.share(chunks) { counts[$0] += 1 }
    }
    return counts
  }

  @Test("Every chunk is done exactly once", arguments: [1, 2, 3, 7])
  func once(threads: Int) {
    let team = ThreadTeam(count: threads)
    for round in 0..<2_000 {
      let chunks = round % 13
      #expect(visits(of: chunks, by: team) == Array(repeating: 1, count: chunks))
    }
  }

  @Test("Every one of many chunks too", arguments: [1, 2, 3, 7])
  func many(threads: Int) {
    let team = ThreadTeam(count: threads)
    for chunks in [512, 513, 1_025, 3_585, 1 << 20, 1 << 20 + 1, 3_000_017] {
      #expect(visits(of: chunks, by: team).allSatisfy { $0 == 1 }, "\(chunks) chunks")
    }
  }

  @Test("A loop in a loop runs where it stands")
  func nested() {
    let team = ThreadTeam(count: 3)
    let sum = Atomic(0)
    team.share(5) { i in
      team.share(4) { j in sum.add(10 * i + j, ordering: .relaxed) }
    }
    #expect(sum.load(ordering: .relaxed) == 430)
  }

  @Test("Several threads of a program may share loops at once")
  func concurrent() async {
    let team = ThreadTeam(count: 2)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<300).allSatisfy { _ in
            visits(of: 9, by: team) == Array(repeating: 1, count: 9)
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  /// Which thread did each chunk of a loop, every one of which took so many seconds.
  private func threads(
    sharing chunks: Int, of team: ThreadTeam, seconds: Double
  ) -> [ObjectIdentifier?] {
    var threads = [ObjectIdentifier?](repeating: nil, count: chunks)
    threads.withUnsafeMutableBufferPointer { threads in
      team.share(chunks) {
        threads[$0] = ObjectIdentifier(Thread.current)
        Thread.sleep(forTimeInterval: seconds)
      }
    }
    return threads
  }

  @Test("Others take part, also after they have slept")
  func workers() {
    let team = ThreadTeam(count: 2)
    for _ in 0..<3 {
      #expect(Set(threads(sharing: 40, of: team, seconds: 0.001)).count == 2)
      Thread.sleep(forTimeInterval: 0.05)
    }
  }

  @Test("Each begins with its own share, the same in every loop")
  func shares() {
    let team = ThreadTeam(count: 2)
    // A thread that other programs keep from the processor finds its share taken by the other one.
    let begun = (0..<9).count { _ in
      let threads = threads(sharing: 40, of: team, seconds: 0.001)
      return threads[0] == ObjectIdentifier(Thread.current) && threads[20] != threads[0]
    }
    #expect(begun > 4, "in \(begun) of 9 loops")
  }

  @Test("A team that waits keeps no processor busy")
  func idle() {
    let team = ThreadTeam(count: 4)
    team.share(4) { _ in Thread.sleep(forTimeInterval: 0.001) }
    Thread.sleep(forTimeInterval: 0.01)
    let before = processorSeconds(of: team)
    Thread.sleep(forTimeInterval: 0.2)
    // Three workers that kept turning would use 0.6 s; each turns for a moment before it sleeps,
    // which takes milliseconds under the thread sanitizer.
    #expect(processorSeconds(of: team) - before < 0.06)
  }

  /// The processor time that a team's workers have used, measured by a loop each of them joins.
  private func processorSeconds(of team: ThreadTeam) -> Double {
    var times = [(thread: ObjectIdentifier?, seconds: Double)](repeating: (nil, 0), count: 400)
    times.withUnsafeMutableBufferPointer { times in
      team.share(times.count) {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        let seconds = Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
        times[$0] = (ObjectIdentifier(Thread.current), seconds)
        Thread.sleep(forTimeInterval: 0.0001)
      }
    }
    return Dictionary(times.map { ($0.thread, $0.seconds) }, uniquingKeysWith: max).values
      .reduce(0, +)
  }

  /// Set before anything is shared, since the team looks once.
  @Test(
    "A number of threads that is none is said in a sentence",
    arguments: ["0", "abc", "-3", "4.5", "1025"])
  func wrongNumbers(text: String) async throws {
    let result = try await #require(
      processExitsWith: .exitCode(64), observing: [\.standardErrorContent]
    ) { [text] in
      setenv("GRADUS_THREADS", text, 1)
      _ = ThreadTeam.current.count
    }
    #expect(
      String(decoding: result.standardErrorContent, as: UTF8.self)
        == "GRADUS_THREADS is \"\(text)\"; a whole number from 1 to 1024 is expected.\n")
  }

  @Test("An empty number of threads is none")
  func emptyNumber() async {
    await #expect(processExitsWith: .success) {
      setenv("GRADUS_THREADS", "", 1)
      precondition(ThreadTeam.current.count == ProcessInfo.processInfo.activeProcessorCount)
    }
  }
}
