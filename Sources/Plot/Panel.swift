// One placed plot: scales, ticks, texts and keys, ready to paint. A panel is made in two passes.
// `PanelPlan` measures: given the plot's size it settles the axes and adds up the margins that
// their texts need. `Panel` places: given the plot's rectangle it knows where everything is.

import Foundation

/// The room around a plot, in points.
struct Margins: Hashable {
  var left = 0.0
  var right = 0.0
  var top = 0.0
  var bottom = 0.0

  /// Room for what either has room for.
  func joined(with other: Margins) -> Margins {
    Margins(
      left: max(left, other.left), right: max(right, other.right), top: max(top, other.top),
      bottom: max(bottom, other.bottom))
  }

  /// Whether there is room for what needs the others, but for some points on a side.
  func hold(_ others: Margins, within slack: Double) -> Bool {
    others.left <= left + slack && others.right <= right + slack && others.top <= top + slack
      && others.bottom <= bottom + slack
  }
}

/// Which tick labels and axis labels a panel shows; inner panels of shared scales show none.
struct Shown: Hashable {
  var x = true
  var y = true
}

/// A panel ready to paint.
struct Panel {
  let content: PanelContent
  let plot: Rect
  let x: Scale
  let y: Scale
  let xAxis: AxisView
  let yAxis: AxisView
  var texts: [Text] = []
  var directLabels: [DirectLabel] = []
  var legend: Legend?
  var colorBar: PlacedColorBar?

  /// The texts around the plot and those that name its marks.
  var allTexts: [Text] {
    var all = texts + directLabels.map(\.text)
    if let legend { all += legend.entries.map(\.text) }
    if let colorBar { all += colorBar.texts }
    return all
  }

  /// The place of a point of the data on the page; not finite if it has none.
  func place(_ point: Point) -> Point { Point(x: x(point.x), y: y(point.y)) }
}

/// A panel measured for a plot of a certain size.
struct PanelPlan {
  let content: PanelContent
  let canvas: Canvas
  let shown: Shown
  let size: Size
  private(set) var xAxis: AxisView
  private(set) var yAxis: AxisView
  /// Whether the names below the plot are too wide to stand side by side.
  private(set) var turnsNames = false
  private(set) var margins = Margins()
  let isLegendOutside: Bool

  /// The angle at which wide names hang below the plot.
  static let slant = -Double.pi / 4

  init(
    _ content: PanelContent, size: Size, shown: Shown, isLegendOutside: Bool, on canvas: Canvas
  ) {
    self.content = content
    self.canvas = canvas
    self.shown = shown
    self.isLegendOutside = isLegendOutside
    let axes = content.axes
    yAxis = AxisView(
      axes.y, extents: content.yExtents, names: content.yNames,
      wanted: max(2, Int((size.height / 42).rounded())))
    var wanted = max(3, Int((size.width / 68).rounded()))
    repeat {
      xAxis = AxisView(
        axes.x, extents: content.xExtents, names: content.xNames, wanted: wanted)
      wanted -= 1
    } while wanted >= 2 && !xAxis.isNamed && Self.collide(xAxis, axes.x, size.width, canvas)
    self.size = size
    turnsNames = xAxis.isNamed && Self.collide(xAxis, axes.x, size.width, canvas)
    if turnsNames { xAxis.thinNames(apart: 1.5 * Theme.tick, on: size.width) }
    yAxis.thinNames(apart: 1.1 * Theme.tick, on: size.height)
    measure()
  }

  /// Whether neighbouring labels of a horizontal axis come too close.
  private static func collide(
    _ view: AxisView, _ axis: Axis, _ length: Double, _ canvas: Canvas
  ) -> Bool {
    let scale = Scale(kind: axis.scale, view: view.view, start: 0, end: length)
    let bounds = view.ticks.major.map {
      Text($0.label, size: Theme.tick, at: Point(x: scale($0.value), y: 0), .center, on: canvas)
        .bounds
    }.sorted { $0.minX < $1.minX }
    return zip(bounds, bounds.dropFirst()).contains { $0.maxX + 5 > $1.minX }
  }

  /// Places the panel at the origin, where whatever sticks out of the plot is its margin.
  private mutating func measure() {
    let trial = placed(in: Rect(x: 0, y: 0, width: size.width, height: size.height))
    var rects = trial.texts.map(\.bounds) + trial.directLabels.map(\.text.bounds)
    if let bar = trial.colorBar { rects += bar.texts.map(\.bounds) + [bar.rect] }
    if isLegendOutside, let legend = trial.legend { rects.append(legend.rect) }
    for rect in rects {
      margins.left = max(margins.left, -rect.minX)
      margins.top = max(margins.top, -rect.minY)
      margins.right = max(margins.right, rect.maxX - size.width)
      margins.bottom = max(margins.bottom, rect.maxY - size.height)
    }
  }

  /// The plot's proportions, width over height, if the data fix them.
  var aspect: Double? {
    guard content.keepsAspect || content.axes.equalAspect else { return nil }
    let xLength = xAxis.view.upperBound - xAxis.view.lowerBound
    let yLength = yAxis.view.upperBound - yAxis.view.lowerBound
    return xLength / yLength
  }

  /// The panel with its plot inside `cell`, filling it unless the proportions are fixed.
  func placed(in cell: Rect) -> Panel {
    var plot = cell
    if let aspect {
      plot.width = min(cell.width, cell.height * aspect)
      plot.height = plot.width / aspect
      plot.x += (cell.width - plot.width) / 2
      plot.y += (cell.height - plot.height) / 2
    }
    let axes = content.axes
    let down = content.yPointsDown
    var panel = Panel(
      content: content, plot: plot,
      x: Scale(kind: axes.x.scale, view: xAxis.view, start: plot.minX, end: plot.maxX),
      y: Scale(
        kind: axes.y.scale, view: yAxis.view, start: down ? plot.minY : plot.maxY,
        end: down ? plot.maxY : plot.minY), xAxis: xAxis, yAxis: yAxis)
    panel.texts = texts(around: panel)
    var right = plot.maxX
    if let bar = content.colorBar {
      let placed = PlacedColorBar(bar, beside: plot, on: canvas)
      panel.colorBar = placed
      right = placed.texts.map(\.bounds.maxX).max() ?? right
    }
    if axes.naming == .automatic {
      panel.directLabels = DirectLabel.all(for: panel, on: canvas) ?? []
    }
    if axes.naming != .none, panel.directLabels.isEmpty {
      panel.legend = Legend(
        content.namedLayers, for: panel, outsideAt: isLegendOutside ? right : nil, on: canvas)
    }
    return panel
  }
}
