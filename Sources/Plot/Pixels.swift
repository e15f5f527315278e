// A raster as pixels. Browsers and PDF viewers smooth an image that they enlarge, so it is
// enlarged here, each cell to a block of equal pixels, at about three pixels to a point on the
// page. Blocks of one colour compress well, so that files stay small.

/// The pixels that show a raster in a rectangle.
struct Pixels {
  let width: Int
  let height: Int
  private let raster: Drawing.Raster
  private let cell: (width: Int, height: Int)
  private let flipped: (x: Bool, y: Bool)

  /// Pixels for `raster` shown in `rect`, turned around where `flipped` says so; nil if the
  /// raster is empty.
  init?(_ raster: Drawing.Raster, for rect: Rect, flipped: (x: Bool, y: Bool)) {
    guard raster.rows > 0 else { return nil }
    func pixels(_ length: Double, _ cells: Int) -> Int {
      max(1, Int((min(3 * length, 4096) / Double(cells)).rounded(.up)))
    }
    cell = (pixels(rect.width, raster.columns), pixels(rect.height, raster.rows))
    width = raster.columns * cell.width
    height = raster.rows * cell.height
    self.raster = raster
    self.flipped = flipped
  }

  /// One row of pixels from the top, each 0x00RRGGBB.
  func row(_ row: Int) -> [UInt32] {
    let y = row / cell.height
    let start = (flipped.y ? raster.rows - 1 - y : y) * raster.columns
    let cells = raster.colors[start..<(start + raster.columns)].map(\.packed)
    return (flipped.x ? cells.reversed() : cells).flatMap {
      repeatElement($0, count: cell.width)
    }
  }
}

extension Color {
  /// The colour as 0x00RRGGBB; components outside 0 to 1 are brought inside.
  fileprivate var packed: UInt32 {
    func byte(_ c: Double) -> UInt32 { UInt32((min(max(c, 0), 1) * 255).rounded()) }
    return byte(red) << 16 | byte(green) << 8 | byte(blue)
  }
}
