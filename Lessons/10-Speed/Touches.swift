// A picture of memory: time to the right, memory upwards, and a dot wherever an order of loops goes to
// another cache line. A page is coarser than memory is; what falls into one dot is drawn once.

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
      color: Self.color(operand), width: 1.8)
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
