// What an order of loops asks of memory, counted: the bytes that go between memory and registers, and
// the lines of 64 bytes in which memory comes. A number is asked for when a step needs it and the
// step before did not; a sum goes to memory when the loops move on to another one.

import LessonKit

/// One of the three tensors.
enum Operand: Int, CaseIterable {
  case X, W, Y
}

/// A number, or as many neighbours as there are lanes, going to a register or coming from one.
struct Access {
  let operand: Operand
  /// The cache line in which it lies; lines are counted through X, W and Y, which begin with lines.
  let line: Int
  let bytes: Int
}

/// A cache of lines of 64 bytes; within each of its sets the line that was not used for longest makes
/// room. By default it has what most processors have at least: 32 KiB in 64 sets of eight.
struct Cache {
  private let sets: Int
  private let ways: Int
  /// The lines of each set, last used first.
  private var lines: [Int]

  init(sets: Int = 64, ways: Int = 8) {
    (self.sets, self.ways) = (sets, ways)
    lines = Array(repeating: -1, count: sets * ways)
  }

  /// Uses a line; false if it had to be fetched first.
  mutating func use(_ line: Int) -> Bool {
    let first = line % sets * ways
    if lines[first] == line { return true }
    let found = (first..<first + ways).first { lines[$0] == line }
    var place = found ?? first + ways - 1
    while place > first {
      lines[place] = lines[place - 1]
      place -= 1
    }
    lines[first] = line
    return found != nil
  }
}

/// What an order asks of memory in all.
struct Traffic: Codable {
  /// Numbers, or vectors of them, loaded or stored.
  private(set) var accesses = 0
  private(set) var bytes = 0
  /// How often the line is another one than at the last access to the same tensor.
  private(set) var changes = 0
  /// How often the line was not in the cache.
  private(set) var misses = 0

  /// The traffic of a whole convolution.
  init(of order: LoopOrder, in problem: Problem) {
    var cache = Cache()
    var last = [-1, -1, -1]
    order.forEachAccess(in: problem) { access, _ in
      accesses += 1
      bytes += access.bytes
      if last[access.operand.rawValue] != access.line { changes += 1 }
      last[access.operand.rawValue] = access.line
      if !cache.use(access.line) { misses += 1 }
    }
  }

  /// The operations per byte that goes between memory and registers.
  func intensity(of problem: Problem) -> Double { problem.operations / Double(bytes) }
}

extension LoopOrder {
  /// Calls `visit` with every access, in order, and the number of products done before it, until
  /// `limit` products are done.
  @inline(__always)
  func forEachAccess(
    in problem: Problem, upTo limit: Int = .max, _ visit: (Access, Int) -> Void
  ) {
    let begins = problem.firstLines
    var held = (
      X: [Int](repeating: -1, count: columns), W: [Int](repeating: -1, count: outputs),
      Y: [Int](repeating: -1, count: outputs * columns)
    )
    var done = 0
    func access(_ operand: Operand, _ place: Int, _ count: Int) {
      let line = begins[operand.rawValue] + place * 4 / 64
      visit(Access(operand: operand, line: line, bytes: 4 * count), done)
    }
    forEachStep(in: problem) { at in
      for p in 0..<outputs {
        for q in 0..<columns {
          let (slot, place) = (p * columns + q, problem.y(at, p, q))
          guard held.Y[slot] != place else { continue }
          if held.Y[slot] >= 0 { access(.Y, held.Y[slot], lanes) }
          if returnsToSums { access(.Y, place, lanes) }
          held.Y[slot] = place
        }
      }
      for p in 0..<outputs where held.W[p] != problem.w(at, p) {
        held.W[p] = problem.w(at, p)
        access(.W, held.W[p], 1)
      }
      for q in 0..<columns where held.X[q] != problem.x(at, q) {
        held.X[q] = problem.x(at, q)
        access(.X, held.X[q], lanes)
      }
      done += productsPerStep
      return done < limit
    }
    for place in held.Y { access(.Y, place, lanes) }
  }
}

extension Problem {
  /// The lines with which X, W and Y begin, one behind the other.
  var firstLines: [Int] {
    let X = (self.X.count * 4 + 63) / 64
    let W = (self.W.count * 4 + 63) / 64
    return [0, X, X + W]
  }
}

extension Speed {
  /// Counts what each of the orders asks of memory, and draws the ways where their orders stand.
  func countTraffic(
    _ problem: Problem, under limits: Limits, _ speeds: [Double], into record: inout RunRecord
  ) throws {
    let traffics = try record.result("traffic") {
      LoopOrder.all.map { Traffic(of: $0, in: problem) }
    }
    let products = problem.operations / 2
    record.show(
      "traffic", "What the orders ask of memory",
      columns: [
        .text("order"), .number("loads and stores", "%'d"),
        .number("products per load or store", "%.2f"), .number("operations per byte", "%.3f"),
        .number("products per new line", "%.1f"), .number("products per miss", "%.1f"),
      ],
      rows: zip(LoopOrder.names, traffics).map { name, traffic in
        let counts = [traffic.accesses, traffic.changes, traffic.misses]
        let each = counts.map { products / Double($0) }
        return [name, traffic.accesses, each[0], traffic.intensity(of: problem), each[1], each[2]]
      })
    let misses = traffics.map { products / Double($0.misses) }
    record.numbers(
      ["traffic.examples.miss": misses[0], "traffic.tiles.miss": misses[3]], agreement: .quick())
    for (block, speed) in zip(Limits.blocks, limits.reads) {
      record.volatile("reads.\(block.key)", speed)
    }
    record.volatile("ridge.L1", limits.peak / limits.reads[0])
    let intensities = Way.all.map { way in
      // The tiles are as large as the machine's registers.
      let place = LoopOrder.all.firstIndex { $0 == way.order ?? .inTiles } ?? 0
      return place == 3 ? Tile.intensity : traffics[place].intensity(of: problem)
    }
    // Which share the first four ways reach of what reading from the two caches would allow.
    let shares = limits.reads.prefix(2).map { read in
      zip(speeds, intensities).prefix(4).map { $0 / ($1 * read) }
    }
    record.volatile("roofline.4", shares[0][3])
    record.claim(
      "roofline.slopes",
      "the first three ways are below a fifth of the second cache's slope, and the fourth is above it "
        + "and below the first cache's",
      shares[1][..<3].allSatisfy { $0 < 0.2 } && shares[1][3] > 1 && shares[0][3] < 1)
    try drawRoofline(intensities, speeds, limits, into: &record)
  }
}
