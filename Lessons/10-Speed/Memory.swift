// A picture of memory: time to the right, memory upwards, and a dot wherever an order of loops goes to
// another cache line. A page is coarser than memory is; what falls into one dot is drawn once.

import LessonKit
import Plot

/// The lines that an order touches.
struct Touches: Codable {
  /// How often the order goes to another line of a tensor than at its last access to it.
  private(set) var count = 0
  /// Where to draw this, for each tensor.
  private var dots = [[Dot]](repeating: [], count: 3)

  private struct Dot: Codable, Hashable {
    let product, line: Int
  }

  /// What happens in the first `limit` products.
  init(of order: LoopOrder, in problem: Problem, upTo limit: Int) {
    var last = [-1, -1, -1]
    var drawn = [Set<Dot>](repeating: [], count: 3)
    order.forEachAccess(in: problem, upTo: limit) { access, done in
      let operand = access.operand.rawValue
      guard access.line != last[operand] else { return }
      last[operand] = access.line
      count += 1
      let dot = Dot(product: done / 80 * 80, line: access.line / 32 * 32 + 16)
      if drawn[operand].insert(dot).inserted { dots[operand].append(dot) }
    }
  }

  /// The dots of one tensor.
  func mark(_ operand: Operand, _ color: Color) -> Line {
    // A point between two gaps of a line is a dot.
    let dots = dots[operand.rawValue]
    return Line(
      x: dots.flatMap { [Double($0.product), .nan] }, y: dots.flatMap { [Double($0.line), .nan] },
      label: "\(operand)", color: color, width: 1.8)
  }
}

extension Speed {
  /// Draws the lines of memory that the orders touch in their first products.
  func drawMemory(_ problem: Problem, into record: inout RunRecord) throws {
    let limit = problem.taps * problem.examples
    let touches = try record.result("memory") {
      LoopOrder.all.map { Touches(of: $0, in: problem, upTo: limit) }
    }
    record.number("memory.products", limit, agreement: .quick())
    for (k, touch) in touches.enumerated() {
      record.number("memory.lines.\(k + 1)", touch.count, agreement: .quick())
    }
    try record.draw("memory", width: 520, height: 440, columns: 2, sharing: .both) {
      for (order, touches) in zip(LoopOrder.all, touches) {
        Axes(
          "\(order.name): \(touches.count, "%'d") changes",
          x: .linear("products done", 0...Double(limit), ticks: .at([0, 3200, 6400, 9600])),
          y: .linear("cache line", 0...6400, ticks: .at([0, 2000, 4000, 6000]))
        ) {
          touches.mark(.X, .blue)
          touches.mark(.W, .green)
          touches.mark(.Y, .vermilion)
        }
      }
    }
  }
}
