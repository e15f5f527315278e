// A colour bar at the right of an image: the colours as a strip, ticks at round values, and the
// quantity's name read upwards. It is as high as the plot and spans exactly the range of the
// colour map, so that the ends of the range can be read off.

/// A colour bar with its place on the page.
struct PlacedColorBar {
  let rect: Rect
  let raster: Drawing.Raster
  let ticks: [Tick]
  let scale: Scale
  let texts: [Text]

  init(_ bar: Drawing.ColorBar, beside plot: Rect, on canvas: Canvas) {
    rect = Rect(
      x: plot.maxX + Theme.colorBarGap, y: plot.minY, width: Theme.colorBarWidth,
      height: plot.height)
    let colors = (0..<128).map { bar.colormap(1 - (Double($0) + 0.5) / 128) }
    raster = Drawing.Raster(columns: 1, colors: colors, values: [])
    let view = AxisView(
      .linear("", bar.range), extents: [], names: [],
      wanted: max(2, Int((plot.height / 42).rounded())))
    ticks = view.ticks.major
    let scale = Scale(kind: .linear, view: view.view, start: rect.maxY, end: rect.minY)
    self.scale = scale
    let x = rect.maxX + 2 + Theme.tickGap
    var texts = ticks.map {
      Text(
        $0.label, size: Theme.tick, at: Point(x: x, y: scale($0.value)), .left, on: canvas)
    }
    if let label = bar.label, !label.isEmpty {
      let right = texts.map(\.bounds.maxX).max() ?? x
      texts.append(
        Text(
          label, size: Theme.label, color: Color.ink,
          at: Point(x: right + Theme.labelGap + Theme.label * 0.4, y: rect.midY), .center,
          angle: -.pi / 2, on: canvas))
    }
    self.texts = texts
  }
}
