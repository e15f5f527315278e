// Many small images of one size side by side: samples of a data set, filters of a layer, what a
// generator draws. One pixel of gutter lies between them, and all share one range, so that their
// shades can be compared.

/// Small images in rows, first one at the upper left, first pixel row on top.
public struct Tiles: Mark {
  private let image: Drawing.Raster

  /// Images of one channel.
  ///
  /// - Parameters:
  ///   - tiles: the images, each row by row.
  ///   - width: the pixels in a row of an image.
  ///   - columns: the images in a row.
  ///   - range: the values at the two ends of the colour map; nil spans all values of all images.
  public init(
    _ tiles: [[Double]], width: Int, columns: Int, colormap: Colormap = .gray,
    range: ClosedRange<Double>? = nil
  ) {
    let values = Array(tiles.joined())
    let range = range ?? colormap.range(of: values)
    self.init(
      tiles.map { $0.map { colormap.color($0, in: range) } }, values: values, width: width,
      columns: columns)
  }

  /// Images of red, green and blue from 0 to 1, three values a pixel.
  public init(rgb tiles: [[Double]], width: Int, columns: Int) {
    self.init(
      tiles.map(Color.pixels), values: Array(tiles.joined()), width: width, columns: columns)
  }

  private init(_ tiles: [[Color]], values: [Double], width: Int, columns: Int) {
    let pixels = tiles.first?.count ?? width
    precondition(
      width > 0 && columns > 0 && pixels % width == 0 && tiles.allSatisfy { $0.count == pixels },
      "Tiles: images of \(Set(tiles.map(\.count)).sorted()) pixels in rows of \(width), "
        + "\(columns) to a row; they must be of one size")
    let height = pixels / width
    let columns = max(1, min(columns, tiles.count))
    let rows = max(1, (tiles.count + columns - 1) / columns)
    let across = columns * (width + 1) - 1
    let down = max(1, rows * (height + 1) - 1)
    var colors = [Color](repeating: Theme.background, count: across * down)
    for (index, tile) in tiles.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      for (pixel, color) in tile.enumerated() {
        let (y, x) = pixel.quotientAndRemainder(dividingBy: width)
        colors[(row * (height + 1) + y) * across + column * (width + 1) + x] = color
      }
    }
    image = Drawing.Raster(columns: across, colors: colors, values: values)
  }

  /// One raster.
  public func drawing(palette: inout Palette) -> Drawing {
    let box = Drawing.Box(x: (0, Double(image.columns)), y: (0, Double(image.rows)))
    return Drawing(
      layers: [Drawing.Layer(color: .gray, shapes: [.raster(image, box)])], yPointsDown: true,
      keepsAspect: true)
  }
}
