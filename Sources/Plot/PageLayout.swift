// The page: a grid of plots of equal size, each column as wide and each row as high as the texts
// around its plots need. Measure, then place: ticks depend on the plots' size, and the size on
// the room that tick labels take, so both are found in a few rounds from a first guess.

/// All panels of a figure and the figure's title, placed.
struct PageLayout {
  let size: Size
  let panels: [Panel]
  let title: Text?

  /// Every text on the page except those that belong to the data.
  var texts: [Text] {
    (title.map { [$0] } ?? []) + panels.flatMap(\.allTexts)
  }

  init(_ figure: Figure, on canvas: Canvas) {
    size = figure.size
    let margin = Theme.pageMargin
    title = figure.title.flatMap { source in
      source.isEmpty
        ? nil
        : Text(
          source, size: Theme.figureTitle, color: Color.ink,
          at: Point(x: margin, y: margin + Theme.figureTitle / 2), .left, on: canvas)
    }
    let top = title.map { $0.bounds.maxY + 8 } ?? margin
    let room = Rect(
      x: margin, y: top, width: figure.size.width - 2 * margin,
      height: figure.size.height - margin - top)
    let grid = Grid(columns: figure.columns, count: figure.axes.count, room: room)
    let contents = Self.contents(of: figure)
    let shown = contents.indices.map {
      Shown(
        x: !figure.sharing.contains(.x) || $0 + figure.columns >= contents.count,
        y: !figure.sharing.contains(.y) || $0 % figure.columns == 0)
    }
    var crowded: Set<Int> = []
    var plot = Size(width: room.width / Double(figure.columns) * 0.8, height: room.height * 0.7)
    while true {
      var plans: [PanelPlan] = []
      for _ in 0..<3 {
        plans = contents.indices.map {
          PanelPlan(
            contents[$0], size: plot, shown: shown[$0], isLegendOutside: crowded.contains($0),
            on: canvas)
        }
        plot = grid.plotSize(plans.map(\.margins))
      }
      let rects = grid.plots(plans.map(\.margins))
      let panels = zip(plans, rects).map { $0.placed(in: $1) }
      let crowdedNow = panels.indices.filter { panels[$0].legend?.isFree == false }
      if crowdedNow.isEmpty {
        self.panels = panels
        return
      }
      crowded.formUnion(crowdedNow)
    }
  }

  /// The content of each panel, with the extents of all where the figure shares a scale.
  private static func contents(of figure: Figure) -> [PanelContent] {
    var contents = figure.axes.map(PanelContent.init)
    let allX = contents.flatMap(\.xExtents)
    let allY = contents.flatMap(\.yExtents)
    for index in contents.indices {
      if figure.sharing.contains(.x) { contents[index].xExtents = allX }
      if figure.sharing.contains(.y) { contents[index].yExtents = allY }
    }
    return contents
  }
}

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
