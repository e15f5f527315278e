// A function of two variables as a landscape: heights over a grid, coloured by height and shaded
// by a light from the viewer's upper left. What is hidden stays hidden because facets are painted
// from the farthest to the nearest (Newell, Newell and Sancha 1972, "A solution to the hidden
// surface problem"); over a grid that order is known without sorting. Between the points of the
// grid the surface may be bent smoothly, so that a coarse grid looks like what it was taken from.

/// Heights over a rectangle of the plane. It brings its own axes, in space: put it into
/// `Axes(x: .hidden, y: .hidden)`.
public struct Surface: Mark {
  let values: [Double]
  let columns: Int
  /// Into how many facets each cell is cut, each way.
  let smoothness: Int
  /// From how many points of the grid to how many there is a line; nil for none.
  let mesh: Int?
  let projection: Projection
  let colormap: Colormap
  let labels: (x: String, y: String, z: String)

  /// A surface through heights at the points of a grid.
  ///
  /// - Parameters:
  ///   - values: the heights, row by row; the first row lies at the lower end of `y`. A point that
  ///     is not finite leaves a hole, and one outside the range of heights is moved to its end.
  ///   - columns: the length of a row; at least 2, as there must be two rows.
  ///   - x: from the first to the last column; `y` from the first to the last row.
  ///   - z: the range of heights that the box and the colours span; nil spans the values.
  ///   - height: the height of the box, whose floor is one by one.
  ///   - smoothness: into how many facets each cell is cut, each way, at least 1; 1 leaves them flat.
  ///   - mesh: lines run through every so manieth point of the grid, at least 1; nil draws none.
  ///   - viewpoint: where the viewer stands.
  ///   - xLabel: the names of the axes, in the markup of labels.
  public init(
    _ values: [Double], columns: Int, x: ClosedRange<Double>, y: ClosedRange<Double>,
    z: ClosedRange<Double>? = nil, height: Double = 0.65, smoothness: Int = 1, mesh: Int? = 1,
    from viewpoint: Viewpoint = Viewpoint(),
    colormap: Colormap = .viridis, xLabel: String = "", yLabel: String = "", zLabel: String = ""
  ) {
    precondition(
      columns >= 2 && values.count >= 2 * columns && values.count % columns == 0,
      "Surface: \(values.count) heights in rows of \(columns); two full rows of two are the least")
    precondition(
      x.lowerBound < x.upperBound && y.lowerBound < y.upperBound && height > 0,
      "Surface: x over \(x), y over \(y) and a height of \(height) span no box")
    precondition(
      smoothness >= 1 && mesh ?? 1 >= 1,
      "Surface: \(smoothness) facets a cell and lines from \(mesh ?? 1) to \(mesh ?? 1) points")
    let z = Extent.opened(z ?? colormap.range(of: values))
    self.values = values.map { $0.isFinite ? min(max($0, z.lowerBound), z.upperBound) : .nan }
    self.columns = columns
    self.smoothness = smoothness
    self.mesh = mesh
    self.projection = Projection(from: viewpoint, x: x, y: y, z: z, height: height)
    self.colormap = colormap
    self.labels = (xLabel, yLabel, zLabel)
  }

  /// The surface z = f(x, y), through `samples` times `samples` equally spaced points, 2 or more
  /// each way.
  public init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, samples: Int = 41,
    z: ClosedRange<Double>? = nil, height: Double = 0.65, from viewpoint: Viewpoint = Viewpoint(),
    colormap: Colormap = .viridis, xLabel: String = "", yLabel: String = "", zLabel: String = "",
    _ function: (_ x: Double, _ y: Double) -> Double
  ) {
    precondition(samples >= 2, "Surface: a grid needs at least 2 samples each way, not \(samples)")
    let values = (0..<samples * samples).map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: samples)
      return function(x.value(column, of: samples), y.value(row, of: samples))
    }
    self.init(
      values, columns: samples, x: x, y: y, z: z, height: height, from: viewpoint,
      colormap: colormap, xLabel: xLabel, yLabel: yLabel, zLabel: zLabel)
  }

  /// The box behind, the facets from far to near, each with its edge, and the labels.
  public func drawing(palette: inout Palette) -> Drawing {
    let box = AxisBox(projection: projection, labels: labels)
    let facets = facets.flatMap { facet -> [Drawing.Shape] in
      let outline = facet.corners.map { projection.flat($0) }
      // A rim of its own colour leaves no seam between a facet and the next.
      let rim = Stroke(facet.color, width: 0.3)
      let line = Stroke(facet.color.mixed(with: .black, 0.25), width: 0.35)
      return [.polygon(outline, facet.color), .polyline(outline + outline.prefix(1), rim)]
        + facet.lines.map { .polyline([outline[$0], outline[($0 + 1) % 4]], line) }
    }
    return Drawing(
      layers: [Drawing.Layer(color: .gray, shapes: box.background + facets + box.texts)],
      keepsAspect: true,
      data: [.grid(values, columns: columns, x: projection.x, y: projection.y)])
  }
}

extension Surface {
  /// A part of the surface, in the box, with the colour in which it is seen.
  struct Facet {
    let corners: [SIMD3<Double>]
    let color: Color
    /// Which of its sides lie on lines of the mesh: from the corner of this number to the next.
    let lines: [Int]
  }

  /// The facets without holes, from the farthest to the nearest.
  var facets: [Facet] {
    let heights = refined()
    let width = (columns - 1) * smoothness + 1
    let isNear = projection.isNearAtGreater
    func order(_ count: Int, _ isNearAtGreater: Bool) -> [Int] {
      isNearAtGreater ? Array(0..<count) : (0..<count).reversed()
    }
    return order(heights.count / width - 1, isNear.y).flatMap { row in
      order(width - 1, isNear.x).compactMap { facet(heights, width, row: row, column: $0) }
    }
  }

  private func facet(_ values: [Double], _ width: Int, row: Int, column: Int) -> Facet? {
    let places = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
    let heights = places.map { values[$0 * width + $1] }
    guard heights.allSatisfy(\.isFinite) else { return nil }
    let corners = zip(places, heights).map { place, z in
      projection.box(
        Point3(
          x: projection.x.value(place.1, of: width),
          y: projection.y.value(place.0, of: values.count / width), z: z))
    }
    let plain = colormap.color(heights.reduce(0, +) / 4, in: projection.z)
    let isOnLine = mesh.map { mesh in
      [row, column + 1, row + 1, column].map { $0 % (mesh * smoothness) == 0 }
    }
    let lines = (isOnLine ?? []).indices.filter { isOnLine?[$0] == true }
    return Facet(corners: corners, color: lit(plain, corners), lines: lines)
  }

  /// A colour as light from the viewer's upper left shows it on a facet: full where the light falls
  /// squarely, darker the more it grazes.
  private func lit(_ color: Color, _ corners: [SIMD3<Double>]) -> Color {
    // The normal is the cross product of the diagonals.
    let (a, b) = (corners[2] - corners[0], corners[3] - corners[1])
    var normal = SIMD3(
      a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
    if (normal * projection.towards).sum() < 0 { normal = -normal }
    let light = projection.towards + projection.up - 0.8 * projection.right
    let lengths = ((normal * normal).sum() * (light * light).sum()).squareRoot()
    let squarely = max(0, (normal * light).sum() / lengths)
    return squarely > 0.8
      ? color.mixed(with: .white, 0.9 * (squarely - 0.8))
      : color.mixed(with: .black, 0.4 * (0.8 - squarely))
  }
}

extension ClosedRange<Double> {
  /// The number with this index among `count` equally spaced ones that include both ends.
  func value(_ index: Int, of count: Int) -> Double {
    lowerBound + (upperBound - lowerBound) * Double(index) / Double(count - 1)
  }
}

extension Extent {
  /// A range of heights that is no mere point.
  fileprivate static func opened(_ z: ClosedRange<Double>) -> ClosedRange<Double> {
    opened(z.lowerBound, z.upperBound, on: .linear)
  }
}
