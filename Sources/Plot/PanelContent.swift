// What one panel has to show, gathered from its marks before anything is measured: their
// drawings, how far the data reach, and the properties of the axes that follow from them. Where
// several marks name the positions of an axis, the first has its way.

/// The drawings of one pair of axes and what follows from them.
struct PanelContent {
  let axes: Axes
  let drawings: [Drawing]
  /// How far the data reach; in a figure with shared scales, those of all panels.
  var xExtents: [Extent]
  var yExtents: [Extent]

  init(_ axes: Axes) {
    self.axes = axes
    drawings = axes.drawings
    let shapes = drawings.flatMap(\.layers).flatMap(\.shapes)
    xExtents = shapes.compactMap { $0.extent(\.x, on: axes.x.scale) }
    yExtents = shapes.compactMap { $0.extent(\.y, on: axes.y.scale) }
  }

  var xNames: [String] { drawings.map(\.xNames).first { !$0.isEmpty } ?? [] }
  var yNames: [String] { drawings.map(\.yNames).first { !$0.isEmpty } ?? [] }
  var yPointsDown: Bool { drawings.contains(where: \.yPointsDown) }
  var keepsAspect: Bool { drawings.contains(where: \.keepsAspect) }
  var colorBar: Drawing.ColorBar? { drawings.lazy.compactMap(\.colorBar).first }
  var layers: [Drawing.Layer] { drawings.flatMap(\.layers) }
  var namedLayers: [Drawing.Layer] { layers.filter { $0.label?.isEmpty == false } }

  /// Whether an image or a map fills the plot, so that a grid would not be seen.
  var isCovered: Bool {
    layers.contains { layer in
      layer.shapes.contains {
        switch $0 {
        case .raster, .region: true
        default: false
        }
      }
    }
  }
}
