// The texts around a plot: tick labels along the axes, the axes' own labels outside them, and the
// title above. A title or label that is longer than the plot is broken between words.

extension PanelPlan {
  /// The title, the tick labels and the axis labels.
  func texts(around panel: Panel) -> [Text] {
    let plot = panel.plot
    let axes = content.axes
    let halfLabel = Theme.label * Text.capitals / 2
    var texts: [Text] = []
    if shown.x {
      texts += xTickLabels(panel)
      let top = (texts.map(\.bounds.maxY).max() ?? plot.maxY) + Theme.labelGap + halfLabel
      for (line, words) in wrapped(axes.x.label, Theme.label, to: plot.width).enumerated() {
        let anchor = Point(x: plot.midX, y: top + Double(line) * 1.25 * Theme.label)
        texts.append(label(words, at: anchor, .center))
      }
    }
    if shown.y {
      let labels = yTickLabels(panel)
      let right =
        (labels.map(\.bounds.minX).min() ?? plot.minX) - Theme.labelGap - halfLabel
        - Theme.label * Text.descent
      for (line, words) in wrapped(axes.y.label, Theme.label, to: plot.height).reversed()
        .enumerated()
      {
        let anchor = Point(x: right - Double(line) * 1.25 * Theme.label, y: plot.midY)
        texts.append(label(words, at: anchor, .center, angle: -.pi / 2))
      }
      texts += labels
    }
    let bottom = plot.minY - Theme.titleGap - Theme.title * Text.capitals / 2
    for (line, words) in wrapped(axes.title ?? "", Theme.title, to: plot.width).reversed()
      .enumerated()
    {
      let anchor = Point(x: plot.minX, y: bottom - Double(line) * 1.25 * Theme.title)
      texts.append(label(words, size: Theme.title, at: anchor, .left))
    }
    return texts
  }

  private func xTickLabels(_ panel: Panel) -> [Text] {
    xAxis.ticks.major.map { tick in
      let drop = reach + Text.capitals / 2 * Theme.tick + 1
      return Text(
        tick.label, size: Theme.tick, at: Point(x: panel.x(tick.value), y: panel.plot.maxY + drop),
        turnsNames ? .right : .center, angle: turnsNames ? Self.slant : 0, on: canvas)
    }
  }

  private func yTickLabels(_ panel: Panel) -> [Text] {
    yAxis.ticks.major.map { tick in
      Text(
        tick.label, size: Theme.tick, at: Point(x: panel.plot.minX - reach, y: panel.y(tick.value)),
        .right, on: canvas)
    }
  }

  /// The distance from the plot to its tick labels.
  private var reach: Double {
    Theme.tickGap + (xAxis.isNamed || content.keepsAspect ? 1 : Theme.tickLength)
  }

  private func label(
    _ words: String, size: Double = Theme.label, at anchor: Point, _ alignment: Text.Horizontal,
    angle: Double = 0
  ) -> Text {
    Text(words, size: size, color: .ink, at: anchor, alignment, angle: angle, on: canvas)
  }

  /// `source` in lines no longer than `length`, or one word long; no lines if it is empty, and at
  /// most four, lest they leave no room for the plot.
  private func wrapped(_ source: String, _ size: Double, to length: Double) -> [String] {
    var lines: [String] = []
    for word in source.split(separator: " ") {
      let longer = lines.last.map { $0 + " " + word } ?? String(word)
      let width = Text(longer, size: size, at: Point(x: 0, y: 0), .left, on: canvas).width
      if let last = lines.indices.last, width <= max(length, 60) {
        lines[last] = longer
      } else if lines.count == 4 {
        lines[3] += " …"
        break
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
