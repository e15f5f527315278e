// A matrix as coloured cells: a heat map, a confusion matrix, weights, a photograph. Cells stay
// sharp at any size (nearest neighbour). The values at the ends of the colour map are stated by
// `range`; a value that is not finite is light grey.

/// Cells coloured by their values, or by red, green and blue themselves.
public struct Image: Mark {
  /// Where the image lies.
  enum Place: Sendable {
    case cells(xNames: [String], yNames: [String])
    case plane(x: ClosedRange<Double>, y: ClosedRange<Double>)
  }

  let raster: Drawing.Raster
  let place: Place
  let texts: [String]
  /// The cells whose texts are grey.
  var faintCells: Set<Int> = []
  let colorBar: Drawing.ColorBar?

  /// A matrix whose first row is on top; cells are square, and column j is centred on x = j.
  ///
  /// - Parameters:
  ///   - values: the matrix, row by row.
  ///   - columns: the length of a row.
  ///   - range: the values at the two ends of the colour map; nil spans the values, symmetrically
  ///     for a diverging map.
  ///   - texts: what to write into the cells, row by row; empty for nothing.
  ///   - faint: cells of a lesser value have their texts in grey, so that the others are seen first.
  ///   - xNames: names of the columns, `yNames` those of the rows; empty for none.
  ///   - barLabel: the quantity beside a colour bar; nil for no colour bar.
  public init(
    _ values: [Double], columns: Int, colormap: Colormap = .viridis,
    range: ClosedRange<Double>? = nil, texts: [String] = [], faintBelow faint: Double? = nil,
    xNames: [String] = [], yNames: [String] = [], barLabel: String? = nil
  ) {
    self.init(
      values, columns: columns, colormap: colormap, range: range, texts: texts,
      place: .cells(xNames: xNames, yNames: yNames), barLabel: barLabel)
    if let faint { faintCells = Set(values.indices.filter { values[$0] < faint }) }
  }

  /// Values on a grid over a rectangle of the plane; the first row lies at the lower end of `y`.
  public init(
    _ values: [Double], columns: Int, x: ClosedRange<Double>, y: ClosedRange<Double>,
    colormap: Colormap = .viridis, range: ClosedRange<Double>? = nil, barLabel: String? = nil
  ) {
    self.init(
      values, columns: columns, colormap: colormap, range: range, texts: [],
      place: .plane(x: x, y: y), barLabel: barLabel)
  }

  /// A picture of red, green and blue from 0 to 1, three values a pixel, first row on top.
  public init(rgb values: [Double], columns: Int) {
    self.raster = Drawing.Raster(columns: columns, colors: Color.pixels(values), values: values)
    self.place = .cells(xNames: [], yNames: [])
    self.texts = []
    self.colorBar = nil
  }

  private init(
    _ values: [Double], columns: Int, colormap: Colormap, range: ClosedRange<Double>?,
    texts: [String], place: Place, barLabel: String?
  ) {
    precondition(
      texts.isEmpty || texts.count == values.count,
      "Image: \(values.count) cells but \(texts.count) texts; they must agree")
    let range = range ?? colormap.range(of: values)
    self.raster = Drawing.Raster(
      columns: columns, colors: values.map { colormap.color($0, in: range) }, values: values)
    self.place = place
    self.texts = texts
    self.colorBar = barLabel.map { Drawing.ColorBar(colormap: colormap, range: range, label: $0) }
  }

  /// One raster, and the texts in its cells.
  public func drawing(palette: inout Palette) -> Drawing {
    switch place {
    case .plane(let x, let y):
      let box = Drawing.Box(x: (x.lowerBound, x.upperBound), y: (y.lowerBound, y.upperBound))
      return Drawing(
        layers: [Drawing.Layer(color: .gray, shapes: [.raster(raster, box)])], colorBar: colorBar)
    case .cells(let xNames, let yNames):
      let box = Drawing.Box(
        x: (-0.5, Double(raster.columns) - 0.5), y: (-0.5, Double(raster.rows) - 0.5))
      let texts = zip(texts, raster.colors).enumerated().map { index, cell in
        let (row, column) = index.quotientAndRemainder(dividingBy: raster.columns)
        // White on dark and black on light, switched where both contrasts are equal (WCAG 2.1).
        let strong: Color = cell.1.luminance < 0.179 ? .white : .black
        return Drawing.Shape.text(
          Drawing.Remark(
            cell.0, at: Point(x: Double(column), y: Double(row)),
            color: faintCells.contains(index) ? Color(hex: 0x606060) : strong,
            cell: Size(width: 1, height: 1)))
      }
      return Drawing(
        layers: [Drawing.Layer(color: .gray, shapes: [.raster(raster, box)] + texts)],
        xNames: xNames,
        yNames: yNames, yPointsDown: true, keepsAspect: true, colorBar: colorBar)
    }
  }
}
