// The order of the loops, as data: from it follows which numbers are asked of memory, and when. The
// ways are written as loops, for speed; their orders are written again here, for counting, and a
// test plays an order back and gets the same bits.

/// A loop, by the index of the formula that it runs over.
enum Loop: Int {
  case n, o, h, w, c, i, j
}

/// Where each loop stands.
struct Position {
  private var places = InlineArray<7, Int>(repeating: 0)

  subscript(loop: Loop) -> Int {
    @inline(__always) get { places[loop.rawValue] }
    @inline(__always) set { places[loop.rawValue] = newValue }
  }
}

/// How a way walks through the products of a convolution.
struct LoopOrder: Sendable {
  /// What the page calls it.
  let name: String
  /// The loops, outermost first.
  let loops: [Loop]
  /// How many outputs, places along a row and examples are done in one step.
  let outputs, columns, lanes: Int

  init(_ name: String, _ loops: Loop..., outputs: Int = 1, columns: Int = 1, lanes: Int = 1) {
    (self.name, self.loops) = (name, loops)
    (self.outputs, self.columns, self.lanes) = (outputs, columns, lanes)
  }

  /// One example after another, the first and the second way.
  static let byExamples = LoopOrder("by examples", .n, .o, .h, .w, .c, .i, .j)
  /// The examples innermost, the third and the fourth way.
  static let inOrder = LoopOrder("memory's order", .o, .h, .w, .c, .i, .j, .n)
  /// Sixteen examples at once, the fifth way.
  static let inLanes = LoopOrder("lanes", .o, .h, .w, .n, .c, .i, .j, lanes: 16)
  /// A tile of sums, the sixth way, as it is with 32 registers of sixteen numbers.
  static let inTiles = LoopOrder(
    "tiles", .n, .o, .h, .w, .c, .i, .j, outputs: 4, columns: 5, lanes: 16)

  /// All of them, as the ways come to them.
  static let all = [byExamples, inOrder, inLanes, inTiles]

  /// How many products a step does.
  var productsPerStep: Int { outputs * columns * lanes }

  /// Whether an unfinished sum is put away and taken up again, as the examples are inside the terms.
  var returnsToSums: Bool { loops.last == .n }

  /// Calls `visit` with the first position of every step, in order, while it returns true.
  @inline(__always)
  func forEachStep(in problem: Problem, _ visit: (Position) -> Bool) {
    var (steps, ends) = (Position(), Position())
    for loop in loops { (steps[loop], ends[loop]) = (1, problem.length(loop)) }
    (steps[.n], steps[.o], steps[.w]) = (lanes, outputs, columns)
    var at = Position()
    while visit(at) {
      // Like a mileage counter: the innermost loop that is not at its end advances, and those inside
      // it begin again.
      guard let place = loops.lastIndex(where: { at[$0] + steps[$0] < ends[$0] }) else { return }
      at[loops[place]] += steps[loops[place]]
      for inner in loops[(place + 1)...] { at[inner] = 0 }
    }
  }
}

extension Problem {
  /// The length of a loop.
  func length(_ loop: Loop) -> Int {
    switch loop {
    case .n: examples
    case .o: outputs
    case .h: rows
    case .w: columns
    case .c: channels
    case .i, .j: size
    }
  }

  /// Where a step's X for its `q`-th column, its W for its `p`-th output, or its Y begins.
  func x(_ at: Position, _ q: Int) -> Int {
    placeOfX(at[.c], at[.h] + at[.i], at[.w] + q + at[.j]) + at[.n]
  }

  func w(_ at: Position, _ p: Int) -> Int {
    placeOfW(at[.o] + p, at[.c], at[.i], at[.j])
  }

  func y(_ at: Position, _ p: Int, _ q: Int) -> Int {
    placeOfY(at[.o] + p, at[.h], at[.w] + q) + at[.n]
  }
}
