// Where in a tensor the errors lie: a wrong row, border, channel or example is seen at a glance.

import Foundation
import GradientCheck
import Plot

extension GradientReport.Input {
  /// The input as a matrix of cells, coloured by log₁₀ of |a − n| in units of what was allowed: 0
  /// and the darkest where the two agree; grey where an entry was not checked.
  ///
  /// A matrix is shown as it is, a vector as a row, or as rows of equal length if it is long, and a
  /// tensor of more axes with the first of them down and the others across, split where that comes
  /// closest to a square. A gradient that is not a number counts as the worst there is.
  public func mapAxes() -> Axes {
    let title = "Where the errors lie"
    guard !entries.isEmpty else { return emptyAxes(title, "nothing was compared") }
    let (columns, across, down) = layout
    let excesses = entries.map { log10(max($0.excess, 1)) }
    let most = max(1, excesses.filter(\.isFinite).max() ?? 1)
    // The last row of a long vector may not be full.
    var cells = [Double](repeating: .nan, count: (count + columns - 1) / columns * columns)
    for (entry, excess) in zip(entries, excesses) {
      let offset = zip(shape, entry.index).reduce(0) { $0 * $1.0 + $1.1 }
      cells[offset] = min(excess, most)
    }
    let note = checked < count ? (across.isEmpty ? "" : "; ") + "grey: unchecked" : ""
    return Axes(
      title, x: axis(across + note, length: columns),
      y: axis(down, length: cells.count / columns),
      marks: [ErrorCells(values: cells, columns: columns, most: most)])
  }

  /// The length of a row, and what runs across and down.
  private var layout: (columns: Int, across: String, down: String) {
    if shape.count < 2 {
      let columns = count <= 16 ? count : Int(Double(count).squareRoot().rounded(.up))
      let isWrapped = columns < count
      return (columns, shape.isEmpty ? "" : "axis 0" + (isWrapped ? ", in rows" : ""), "")
    }
    func imbalance(_ cut: Int) -> Double {
      let rows = shape[..<cut].reduce(1, *)
      return abs(log(Double(rows * rows) / Double(count)))
    }
    let cut = (1..<shape.count).min { imbalance($0) < imbalance($1) } ?? 1
    func name(_ axes: Range<Int>) -> String {
      (axes.count == 1 ? "axis " : "axes ") + axes.map(String.init).joined(separator: ", ")
    }
    return (shape[cut...].reduce(1, *), name(cut..<shape.count), name(0..<cut))
  }

  /// An axis over cells, with ticks at some six of them at most; a single cell needs none.
  private func axis(_ label: String, length: Int) -> Axis {
    let places = stride(from: 0, to: length, by: (length + 5) / 6).map(Double.init)
    return Axis(label, ticks: length > 1 ? .at(places) : .none)
  }
}

/// The cells, stretched to fill the plot so that a long row can be seen too.
struct ErrorCells: Mark {
  /// Powers of ten from 0 to `most`, row by row; not a number where nothing was checked.
  let values: [Double]
  let columns: Int
  let most: Double

  func drawing(palette: inout Palette) -> Drawing {
    let raster = Drawing.Raster(
      columns: columns, colors: values.map { Colormap.viridis($0 / most) }, values: values)
    let box = Drawing.Box(
      x: (-0.5, Double(raster.columns) - 0.5), y: (-0.5, Double(raster.rows) - 0.5))
    return Drawing(
      layers: [Drawing.Layer(color: .gray, shapes: [.raster(raster, box)])], yPointsDown: true,
      colorBar: Drawing.ColorBar(
        colormap: .viridis, range: 0...most, label: "log_{10} of |a − n| in bounds"))
  }
}
