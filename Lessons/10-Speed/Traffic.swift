// What an order of loops asks of memory, counted: the bytes that go between memory and registers, and
// the lines of 64 bytes in which memory comes. A number is asked for when a step needs it and the
// step before did not; a sum goes to memory when the loops move on to another one.

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

extension LoopOrder {
  /// Calls `visit` with every access, in order, and the number of products done before it, until
  /// `limit` products are done.
  @inline(__always)
  func forEachAccess(
    in problem: Problem, upTo limit: Int = .max, _ visit: (Access, Int) -> Void
  ) {
    let lines = [problem.X, problem.W].map { ($0.count * 4 + 63) / 64 }
    let begins = [0, lines[0], lines[0] + lines[1]]
    // The places of what the registers hold.
    var (X, W) = ([Int](repeating: -1, count: columns), [Int](repeating: -1, count: outputs))
    var Y = [Int](repeating: -1, count: outputs * columns)
    var done = 0
    func access(_ operand: Operand, _ place: Int, _ count: Int) {
      let line = begins[operand.rawValue] + place * 4 / 64
      visit(Access(operand: operand, line: line, bytes: 4 * count), done)
    }
    forEachStep(in: problem) { at in
      for p in 0..<outputs {
        for q in 0..<columns {
          let (slot, place) = (p * columns + q, problem.y(at, p, q))
          guard Y[slot] != place else { continue }
          if Y[slot] >= 0 { access(.Y, Y[slot], lanes) }
          if returnsToSums { access(.Y, place, lanes) }
          Y[slot] = place
        }
      }
      for p in 0..<outputs where W[p] != problem.w(at, p) {
        W[p] = problem.w(at, p)
        access(.W, W[p], 1)
      }
      for q in 0..<columns where X[q] != problem.x(at, q) {
        X[q] = problem.x(at, q)
        access(.X, X[q], lanes)
      }
      done += productsPerStep
      return done < limit
    }
    for place in Y { access(.Y, place, lanes) }
  }
}

/// A cache of lines of 64 bytes; within each of its sets the line that was not used for longest makes
/// room. By default it has what most processors have at least: 32 KiB in 64 sets of eight.
struct Cache {
  /// The lines of each set, last used first.
  private var sets: [[Int]]

  init(sets: Int = 64, ways: Int = 8) {
    self.sets = Array(repeating: Array(repeating: -1, count: ways), count: sets)
  }

  /// Uses a line; false if it had to be fetched first.
  mutating func use(_ line: Int) -> Bool {
    let set = line % sets.count
    if sets[set][0] == line { return true }
    let found = sets[set].firstIndex(of: line)
    sets[set].remove(at: found ?? sets[set].count - 1)
    sets[set].insert(line, at: 0)
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
