// Paints a placed page: for each panel the grid, the marks clipped to the plot, the axes over
// them, then names, keys and texts. Nothing is decided here: where things stand the layout has
// said, and how they look the theme.

/// Draws panels on a canvas.
struct Painter {
  let canvas: Canvas

  func paint(_ page: PageLayout) {
    for panel in page.panels { paint(panel) }
    if let legend = page.legend { paint(legend) }
    page.title?.draw(on: canvas)
  }

  private func paint(_ panel: Panel) {
    paintGrid(panel)
    ShapePainter(panel: panel, canvas: canvas).paint()
    paintAxes(panel)
    for label in panel.directLabels { paint(label, in: panel) }
    if let legend = panel.legend { paint(legend) }
    if let bar = panel.colorBar { paint(bar) }
    for text in panel.texts { text.draw(on: canvas) }
  }

  private func paintGrid(_ panel: Panel) {
    guard !panel.content.isCovered else { return }
    let plot = panel.plot
    var lines: [[Point]] = []
    if !panel.xAxis.isNamed {
      lines += panel.xAxis.ticks.major.map { panel.x($0.value) }.map {
        [Point(x: $0, y: plot.minY), Point(x: $0, y: plot.maxY)]
      }
    }
    if !panel.yAxis.isNamed {
      lines += panel.yAxis.ticks.major.map { panel.y($0.value) }.map {
        [Point(x: plot.minX, y: $0), Point(x: plot.maxX, y: $0)]
      }
    }
    canvas.stroke(Path(pieces: lines), Stroke(Theme.grid, width: Theme.gridWidth))
  }

  private func paintAxes(_ panel: Panel) {
    guard !panel.content.keepsAspect else { return }
    let plot = panel.plot
    var lines: [[Point]] = []
    if !panel.xAxis.isNamed, panel.content.axes.x.ticks != .none {
      lines.append([Point(x: plot.minX, y: plot.maxY), Point(x: plot.maxX, y: plot.maxY)])
      for (place, length) in ticks(panel.xAxis, panel.x) {
        lines.append([Point(x: place, y: plot.maxY), Point(x: place, y: plot.maxY + length)])
      }
    }
    if !panel.yAxis.isNamed, panel.content.axes.y.ticks != .none {
      lines.append([Point(x: plot.minX, y: plot.minY), Point(x: plot.minX, y: plot.maxY)])
      for (place, length) in ticks(panel.yAxis, panel.y) {
        lines.append([Point(x: plot.minX - length, y: place), Point(x: plot.minX, y: place)])
      }
    }
    canvas.stroke(Path(pieces: lines), Stroke(Theme.axis, width: Theme.axisWidth))
  }

  private func ticks(_ axis: AxisView, _ scale: Scale) -> [(place: Double, length: Double)] {
    axis.ticks.major.map { (scale($0.value), Theme.tickLength) }
      + axis.ticks.minor.map { (scale($0), Theme.minorTickLength) }
  }

  /// A name, and a thin line to the end of its line where it had to move.
  private func paint(_ label: DirectLabel, in panel: Panel) {
    let target = Point(x: label.text.anchor.x - 2, y: label.text.anchor.y)
    if abs(target.y - label.end.y) > 2 || target.x - label.end.x > 12 {
      let knee = Point(x: label.end.x + 2, y: label.end.y)
      canvas.stroke(
        Path(pieces: [[knee, target]]),
        Stroke(label.text.color.opacity(0.6), width: 0.6))
    }
    label.text.draw(on: canvas)
  }

  private func paint(_ legend: Legend) {
    canvas.fill(.rect(legend.rect), Theme.background.opacity(0.85))
    for entry in legend.entries {
      let half = entry.keyWidth / 2
      switch entry.key {
      case .line(let stroke, let marker):
        let ends = [
          Point(x: entry.center.x - half, y: entry.center.y),
          Point(x: entry.center.x + half, y: entry.center.y),
        ]
        canvas.stroke(Path(pieces: [ends]), stroke)
        if let marker { canvas.mark([entry.center], marker, radius: 3.2, entry.color, edge: 0.5) }
      case .marker(let marker):
        canvas.mark([entry.center], marker, radius: 3, entry.color)
      case .patch:
        let rect = Rect(
          x: entry.center.x - half + 3, y: entry.center.y - 4, width: 2 * half - 6, height: 8)
        canvas.fill(.rect(rect), entry.color)
      }
      entry.text.draw(on: canvas)
    }
  }

  private func paint(_ bar: PlacedColorBar) {
    canvas.image(bar.raster, in: bar.rect, flipped: (false, false))
    let lines = bar.ticks.map { tick in
      let y = bar.scale(tick.value)
      return [Point(x: bar.rect.maxX, y: y), Point(x: bar.rect.maxX + 2.5, y: y)]
    }
    canvas.stroke(Path(pieces: lines), Stroke(Theme.axis, width: Theme.axisWidth))
    for text in bar.texts { text.draw(on: canvas) }
  }
}
