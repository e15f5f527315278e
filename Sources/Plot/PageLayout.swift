// The page: the figure's title and, below it, the grid of plots, measured and placed. A legend that
// finds no room among the data moves out of its plot, and all is measured again.

/// All panels of a figure and the figure's title, placed.
struct PageLayout {
  let size: Size
  let panels: [Panel]
  let title: Text?
  /// The legend below the plots, if the figure has one.
  let legend: Legend?

  /// Every text on the page except those that belong to the data.
  var texts: [Text] {
    (title.map { [$0] } ?? []) + panels.flatMap(\.allTexts)
      + (legend?.entries.map(\.text) ?? [])
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
    var room = Rect(
      x: margin, y: top, width: figure.size.width - 2 * margin,
      height: figure.size.height - margin - top)
    legend = figure.legendBelow ? Legend(of: figure.axes, below: room, on: canvas) : nil
    if let legend { room.height = max(0, legend.rect.minY - Theme.legendGap - room.minY) }
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
      let settled = grid.settled(from: plot) { size in
        contents.indices.map {
          PanelPlan(
            contents[$0], size: size, shown: shown[$0], isLegendOutside: crowded.contains($0),
            on: canvas)
        }
      }
      plot = settled.size
      let panels = zip(settled.plans, grid.plots(settled.margins)).map { $0.placed(in: $1) }
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
    var contents = figure.axes.map { axes in
      var axes = axes
      if figure.legendBelow { axes.naming = .none }
      return PanelContent(axes)
    }
    let allX = contents.flatMap(\.xExtents)
    let allY = contents.flatMap(\.yExtents)
    for index in contents.indices {
      if figure.sharing.contains(.x) { contents[index].xExtents = allX }
      if figure.sharing.contains(.y) { contents[index].yExtents = allY }
    }
    return contents
  }
}
