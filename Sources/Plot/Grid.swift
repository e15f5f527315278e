// A grid of plots of equal size, each column as wide and each row as high as the texts around its
// plots need. Measure, then place: ticks and the breaks of long titles depend on the plots' size,
// and the size on the room that they take, so both are found in a few rounds from a first guess.

/// Rows and columns of plots of one size in a rectangle.
struct Grid {
  let columns: Int
  let count: Int
  let room: Rect

  private var rows: Int { max(1, (count + columns - 1) / columns) }

  /// The size of every plot once the margins are taken off; at least 20 points each way.
  func plotSize(_ margins: [Margins]) -> Size {
    let (across, down) = sums(margins)
    return Size(
      width: max(20, (room.width - across) / Double(columns)),
      height: max(20, (room.height - down) / Double(rows)))
  }

  /// The size of every plot that leaves room for what is around plots of that size; what was
  /// measured for it, and the margins. What these do not hold stays well within the gaps.
  ///
  /// - Parameters:
  ///   - guess: the size to begin with.
  ///   - measured: the plans of all plots at a size.
  func settled(
    from guess: Size, _ measured: (Size) -> [PanelPlan]
  ) -> (size: Size, plans: [PanelPlan], margins: [Margins]) {
    var size = guess
    var margins: [Margins] = []
    for _ in 0..<3 {
      margins = measured(size).map(\.margins)
      size = plotSize(margins)
    }
    // A title that is broken above a narrow plot and fits above a wide one could go back and forth
    // for ever, so that from here on margins only grow.
    while true {
      let plans = measured(size)
      if zip(margins, plans).allSatisfy({ $0.hold($1.margins, within: Theme.pageMargin / 2) }) {
        return (size, plans, margins)
      }
      margins = zip(margins, plans).map { $0.joined(with: $1.margins) }
      size = plotSize(margins)
    }
  }

  /// The rectangle of every plot, row by row.
  func plots(_ margins: [Margins]) -> [Rect] {
    let size = plotSize(margins)
    var rects: [Rect] = []
    var y = room.minY
    for row in 0..<rows {
      y += inRow(row, margins).map(\.top).max() ?? 0
      var x = room.minX
      for column in 0..<columns {
        x += inColumn(column, margins).map(\.left).max() ?? 0
        if rects.count < count {
          rects.append(Rect(x: x, y: y, width: size.width, height: size.height))
        }
        x += size.width + (inColumn(column, margins).map(\.right).max() ?? 0) + Theme.panelGap
      }
      y += size.height + (inRow(row, margins).map(\.bottom).max() ?? 0) + Theme.panelGap
    }
    return rects
  }

  /// All margins and gaps, across and down.
  private func sums(_ margins: [Margins]) -> (Double, Double) {
    var across = Theme.panelGap * Double(columns - 1)
    for column in 0..<columns {
      across += inColumn(column, margins).map(\.left).max() ?? 0
      across += inColumn(column, margins).map(\.right).max() ?? 0
    }
    var down = Theme.panelGap * Double(rows - 1)
    for row in 0..<rows {
      down += inRow(row, margins).map(\.top).max() ?? 0
      down += inRow(row, margins).map(\.bottom).max() ?? 0
    }
    return (across, down)
  }

  private func inColumn(_ column: Int, _ margins: [Margins]) -> [Margins] {
    margins.indices.filter { $0 % columns == column }.map { margins[$0] }
  }

  private func inRow(_ row: Int, _ margins: [Margins]) -> [Margins] {
    margins.indices.filter { $0 / columns == row }.map { margins[$0] }
  }
}
