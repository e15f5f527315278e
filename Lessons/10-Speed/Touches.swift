// A picture of memory: time to the right, memory upwards, and a dot wherever an order of loops goes to
// another cache line. A page is coarser than memory is; what falls into one dot is drawn once.

import LessonKit
import Plot

/// The lines that an order touches.
struct Touches: Codable {
  /// How often the order goes to another line of a tensor than at its last access to it.
  private(set) var count = 0

  private var dots = [[Dot]](repeating: [], count: 3)

  private struct Dot: Codable, Hashable {
    let product: Int
    let line: Int
  }

  /// What happens in the first `limit` products.
  init(of order: LoopOrder, in problem: Problem, upTo limit: Int) {
    let (products, lines) = (80, 32)
    var last = [-1, -1, -1]
    var drawn = [Set<Dot>](repeating: [], count: 3)
    order.forEachAccess(in: problem, upTo: limit) { access, done in
      let operand = access.operand.rawValue
      guard access.line != last[operand] else { return }
      last[operand] = access.line
      count += 1
      let dot = Dot(
        product: done / products * products, line: access.line / lines * lines + lines / 2)
      if drawn[operand].insert(dot).inserted { dots[operand].append(dot) }
    }
  }

  /// The dots of one tensor.
  func mark(_ operand: Operand) -> Line {
    // A point between two gaps of a line is a dot.
    let dots = dots[operand.rawValue]
    return Line(
      x: dots.flatMap { [Double($0.product), .nan] }, y: dots.flatMap { [Double($0.line), .nan] },
      label: "\(operand)", color: Self.color(operand), width: 1.8)
  }

  /// The colour of a tensor.
  static func color(_ operand: Operand) -> Color {
    switch operand {
    case .X: .blue
    case .W: .green
    case .Y: .vermilion
    }
  }
}

extension Speed {
  /// Draws the lines of memory that the orders touch in their first products.
  func drawMemory(_ problem: Problem, into record: inout RunRecord) throws {
    let limit = problem.taps * problem.examples
    let touches = try record.result("memory") {
      LoopOrder.all.map { Touches(of: $0, in: problem, upTo: limit) }
    }
    let axes = zip(LoopOrder.names, touches).map { name, touches in
      Axes(
        "\(name): \(Double(touches.count), "%'d") changes",
        x: .linear("products done", 0...Double(limit), ticks: .at([0, 3200, 6400, 9600])),
        y: .linear("cache line", 0...6400, ticks: .at([0, 2000, 4000, 6000]))
      ) {
        for operand in Operand.allCases { touches.mark(operand) }
      }
    }
    record.number("memory.products", limit, agreement: .quick())
    for (k, touch) in touches.enumerated() {
      record.number("memory.lines.\(k + 1)", touch.count, agreement: .quick())
    }
    let figure = Figure(columns: 2, sharing: .both, size: Size(width: 520, height: 440), axes: axes)
    try record.draw("memory.svg", figure)
  }
}
