// Lesson 10's findings that do not depend on the machine: that the seven ways agree, that the orders
// are those of the loops, and what they ask of memory. That no way is slower than the one before is
// for the run to show.

import Foundation
import Gradus
import LessonKit
import Testing

@testable import Lesson10

@Suite struct SpeedTests {
  /// Sizes that are all different.
  private static let small: Problem = {
    var generator = RandomGenerator(seed: 1)
    return Problem(
      channels: 2, height: 5, width: 12, outputs: 8, size: 3, examples: 32, using: &generator)
  }()

  private static let lenet: Problem = {
    var generator = RandomGenerator(seed: 1)
    return Problem(using: &generator)
  }()

  @Test(arguments: Way.all.map(\.name)) func everyWayIsTheConvolution(name: String) throws {
    let way = try #require(Way.all.first { $0.name == name })
    let Y = way.run(Self.small)
    #expect(Y.count == 8 * 3 * 10 * 32)
    #expect(Self.small.error(of: Y) < 1e-6)
    var wrong = Y
    wrong[7] += 0.01
    #expect(Self.small.error(of: wrong) > 1e-4)
  }

  /// An order, played back one product at a time, rounds as its way does.
  @Test func theOrdersAreThoseOfTheLoops() throws {
    for way in Way.all {
      guard let order = way.order else { continue }
      let (problem, fuses) = (Self.small, order.lanes > 1)
      var Y = [Float](repeating: 0, count: problem.outputCount)
      order.forEachStep(in: problem) { at in
        for p in 0..<order.outputs {
          for q in 0..<order.columns {
            for lane in 0..<order.lanes {
              let (x, w) = (problem.x(at, q) + lane, problem.w(at, p))
              let y = problem.y(at, p, q) + lane
              var sum = Lanes(repeating: Y[y])
              let (a, b) = (problem.X.storage[x], problem.W.storage[w])
              if fuses {
                sum.addProduct(Lanes(repeating: a), Lanes(repeating: b))
              } else {
                sum += Lanes(repeating: a * b)
              }
              Y[y] = sum[0]
            }
          }
        }
        return true
      }
      #expect(Y == way.run(problem), "\(way.name)")
    }
  }

  @Test func theFirstAndLastAxisDecideWhatComesNext() {
    var places: [[Int]] = []
    for order in [LoopOrder.byExamples, .inOrder, .inLanes, .inTiles] {
      var visited: [Int] = []
      order.forEachStep(in: Self.small) { at in
        visited.append(Self.small.x(at, 0))
        return visited.count < 3
      }
      places.append(visited)
    }
    #expect(places == [[0, 32, 64], [0, 1, 2], [0, 32, 64], [0, 32, 64]])
  }

  /// For every output 150 weights and pixels and one store; for every product a load and a store of
  /// Y; a vector of X for every weight; five vectors of X for four weights.
  @Test func theOrdersAskForWhatPaperSays() {
    let (outputs, taps) = (102_400, 150)
    let counts = [LoopOrder.byExamples, .inOrder, .inLanes, .inTiles].map {
      Traffic(of: $0, in: Self.lenet)
    }
    #expect(counts[0].accesses == outputs * (2 * taps + 1))
    #expect(counts[0].bytes == 4 * outputs * (2 * taps + 1))
    #expect(counts[1].accesses == outputs * taps * 3 + outputs * taps / 64)
    #expect(counts[2].accesses == outputs / 16 * (2 * taps + 1))
    #expect(counts[2].bytes == outputs / 16 * (taps * (64 + 4) + 64))
    #expect(counts[3].accesses == outputs / 16 / 20 * (taps * 9 + 20))
    #expect(counts[3].bytes == outputs / 16 / 20 * (taps * (5 * 64 + 4 * 4) + 20 * 64))
  }

  @Test func aBetterOrderChangesLinesLessOftenAndMissesLess() {
    let counts = [LoopOrder.byExamples, .inOrder, .inLanes, .inTiles].map {
      Traffic(of: $0, in: Self.lenet)
    }
    for (worse, better) in zip(counts, counts.dropFirst()) {
      #expect(worse.changes > better.changes && worse.misses > better.misses)
    }
    let touches = [LoopOrder.byExamples, .inOrder, .inLanes, .inTiles].map {
      Touches(of: $0, in: Self.lenet, upTo: 9600).count
    }
    #expect(touches == [10304, 1210, 644, 290])
  }

  /// Two lines that share a set of two ways stay, the third drives out the one that waited longest.
  @Test func theCacheDropsWhatWasUsedLongestAgo() {
    var cache = Cache(sets: 4, ways: 2)
    let hits = [0, 4, 0, 8, 0, 4, 1].map { cache.use($0) }
    #expect(hits == [false, false, true, false, true, false, false])
  }

  @Test func aTimingIsTheMedianAndHalfTheQuartilesDistance() {
    let timing = Timing([4, 1, 2, 100, 3])
    #expect(timing.seconds == 3)
    #expect(abs(timing.spread - 1.0 / 3) < 1e-12)
    #expect(Timing([2]).seconds == 2 && Timing([2]).spread == 0)
  }

  /// Of times only what no machine turns round: subscripts are slower than tiles, many chains faster
  /// than one.
  @Test func theEndsOfTheLadderAreFarApart() {
    let watch = Stopwatch(rounds: 3, patience: 0.1)
    let times = watch.time([{ Self.small.bySubscripts()[0] }, { Self.small.inTiles()[0] }])
    #expect(times[0].seconds > 10 * times[1].seconds)
    let chains = watch.time([Chains.all[0].work, Chains.all[2].work])
    #expect(chains[1].seconds < 3 * chains[0].seconds)
  }

  @Test func chainsAndBlocksComputeWhatTheySay() {
    #expect(Chains.all.map(\.count) == [1, 2, 4, 8, 12, 16])
    #expect(Chains.all[2].operations == 4 * 16 * 2 * 10_000)
    let block = Block(bytes: 16 << 10)
    #expect(block.count == 4096)
    #expect(block.read() == 256)  // a lane's part of 4096 ones
    let one = Float(1).bitPattern
    #expect(
      block.walk(stride: 64) == Float(64 &* one) && block.walk(stride: 1) == Float(4096 &* one))
  }

  @Test func theThreeLoopsWithAndWithoutChecksAgree() {
    var (a, b, c) = (Checks(), Checks(), Checks())
    let results = [
      a.both(from: 3, to: 5, by: 2), b.sums(from: 3, to: 5, by: 2), c.none(from: 3, to: 5, by: 2),
    ]
    #expect(results == [2e-3, 2e-3, 2e-3])
    #expect(a.y == b.y && b.y == c.y && a.y[4] == 0 && a.y[1028] == 2e-3 && a.y[1029] == 0)
  }

  /// Matrices of two tiles across and of two stretches.
  @Test func theThreeProductsOfMatricesAgree() throws {
    var generator = RandomGenerator(seed: 1)
    let matrices = Matrices(size: 160, using: &generator)
    try matrices.check()
    var wrong = matrices.byPanels()
    wrong[161] += 0.1
    #expect(matrices.error(of: wrong) > 1e-4)
    #expect(Matrices.stretch * Matrices.width * 4 <= 26_000)
  }

  @Test func theRunLeavesWhatTheChapterShows() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Speed.parse(["--quick", "--figures", folder.path]).run()
    let run = try Run(from: folder.appending(path: "10/run.json"))
    #expect(
      run.figures.keys.sorted() == [
        "blocks", "chains", "ladder", "memory", "roofline", "strides",
      ])
    #expect(run.tables.keys.sorted() == ["batches", "checks", "matrices", "traffic", "ways"])
    #expect(run.numbers["products"]?.value == 15_360_000)
    #expect(run.numbers["ways.7.ms"]?.agrees == .never)
    #expect(run.numbers["traffic.tiles.miss"]?.agrees == .always)
    // Counts another machine must find, times it cannot.
    let owed = run.results.filter { $1.within != nil }
    #expect(owed.keys.sorted() == ["memory", "traffic"])
    #expect(run.results.count == 8)

    // Drawn anew, all is as it was: even what was measured.
    let figures = try run.figures.mapValues {
      try Data(contentsOf: folder.appending(path: "10/\($0.file)"))
    }
    try Speed.parse(["--quick", "--redraw", "--figures", folder.path]).run()
    let again = try Run(from: folder.appending(path: "10/run.json"))
    #expect(again.numbers == run.numbers && again.tables == run.tables)
    #expect(again.outputs == run.outputs && again.figures == run.figures)
    for (key, bytes) in figures {
      let file = folder.appending(path: "10/\(run.figures[key]?.file ?? "")")
      #expect(try Data(contentsOf: file) == bytes, "\(key)")
    }
  }
}
