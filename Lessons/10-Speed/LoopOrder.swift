// The order of the loops, as data: from it follows which numbers are asked of memory, and when. The
// ways are written as loops, for speed; their orders are written again here, for counting, and a
// test plays an order back and gets the same bits.

/// What a loop runs over.
enum LoopAxis: Int, CaseIterable {
  case example, output, row, column, channel, kernelRow, kernelColumn

  /// Whether the products along the axis are summed.
  var isSummed: Bool { self == .channel || self == .kernelRow || self == .kernelColumn }
}

/// How a way walks through the products of a convolution.
struct LoopOrder: Equatable, Sendable {
  /// The axes of the loops, outermost first.
  let axes: [LoopAxis]
  /// How many outputs, places along a row and examples are done in one step.
  let outputs, columns, lanes: Int

  init(_ axes: LoopAxis..., outputs: Int = 1, columns: Int = 1, lanes: Int = 1) {
    self.axes = axes
    (self.outputs, self.columns, self.lanes) = (outputs, columns, lanes)
  }

  /// One example after another, the first and the second way.
  static let byExamples = LoopOrder(
    .example, .output, .row, .column, .channel, .kernelRow, .kernelColumn)

  /// The examples innermost, the third and the fourth way.
  static let inOrder = LoopOrder(
    .output, .row, .column, .channel, .kernelRow, .kernelColumn, .example)

  /// Sixteen examples at once, the fifth way.
  static let inLanes = LoopOrder(
    .output, .row, .column, .example, .channel, .kernelRow, .kernelColumn, lanes: 16)

  /// A tile of sums, the sixth way, as it is with 32 registers of sixteen numbers.
  static let inTiles = LoopOrder(
    .example, .output, .row, .column, .channel, .kernelRow, .kernelColumn,
    outputs: 4, columns: 5, lanes: 16)

  /// All of them, as the ways come to them.
  static let all = [byExamples, inOrder, inLanes, inTiles]

  /// What the page calls them.
  static let names = ["by examples", "memory's order", "lanes", "tiles"]

  /// How many products a step does.
  var productsPerStep: Int { outputs * columns * lanes }

  /// Whether an unfinished sum is put away and taken up again: a loop over outputs inside one over
  /// terms.
  var returnsToSums: Bool {
    axes.drop { !$0.isSummed }.contains { !$0.isSummed }
  }

  /// Where each axis stands, by the number of its case.
  typealias Position = InlineArray<7, Int>

  /// Calls `visit` with the first position of every step, in order, while it returns true.
  @inline(__always)
  func forEachStep(in problem: Problem, _ visit: (Position) -> Bool) {
    let loops = axes.map { axis in
      (axis: axis.rawValue, length: problem.length(axis), step: step(axis))
    }
    var position = Position(repeating: 0)
    while visit(position) {
      // Like a mileage counter: the innermost advances; one that comes to its end begins again, and
      // the next one out advances.
      var turning = loops.count - 1
      while turning >= 0 {
        let loop = loops[turning]
        position[loop.axis] += loop.step
        if position[loop.axis] < loop.length { break }
        position[loop.axis] = 0
        turning -= 1
      }
      if turning < 0 { return }
    }
  }

  private func step(_ axis: LoopAxis) -> Int {
    switch axis {
    case .output: outputs
    case .column: columns
    case .example: lanes
    default: 1
    }
  }
}

extension LoopOrder.Position {
  /// Where an axis stands.
  subscript(axis: LoopAxis) -> Int { self[axis.rawValue] }
}

extension Problem {
  /// The length of an axis.
  func length(_ axis: LoopAxis) -> Int {
    switch axis {
    case .example: examples
    case .output: outputs
    case .row: rows
    case .column: columns
    case .channel: channels
    case .kernelRow, .kernelColumn: size
    }
  }

  /// Where a step's X for its `q`-th column, its W for its `p`-th output, or its Y begins.
  func x(_ at: LoopOrder.Position, _ q: Int) -> Int {
    placeOfX(at[.channel], at[.row] + at[.kernelRow], at[.column] + q + at[.kernelColumn])
      + at[.example]
  }

  func w(_ at: LoopOrder.Position, _ p: Int) -> Int {
    placeOfW(at[.output] + p, at[.channel], at[.kernelRow], at[.kernelColumn])
  }

  func y(_ at: LoopOrder.Position, _ p: Int, _ q: Int) -> Int {
    placeOfY(at[.output] + p, at[.row], at[.column] + q) + at[.example]
  }
}
