// The numbers behind a figure, for those who would rather have them than the picture: one table for
// all plots and marks, a row a point. A mark's shapes are its data; where they are not, because what
// is drawn was projected or contoured, the mark says what they are.

import Foundation

extension Drawing {
  /// Points of one kind. A list is empty or has as many entries as there are points.
  public struct Series: Sendable {
    /// What the points are: "line", "dots", "boxes".
    public var kind: String
    /// Their coordinates; `x2` and `y2` are the far edges of boxes.
    public var x, y, x2, y2: [Double]
    /// The heights or shades at the points.
    public var value: [Double]
    /// Names and remarks.
    public var text: [String]

    /// Makes a series of points.
    public init(
      _ kind: String, x: [Double] = [], y: [Double] = [], x2: [Double] = [], y2: [Double] = [],
      value: [Double] = [], text: [String] = []
    ) {
      (self.kind, self.value, self.text) = (kind, value, text)
      (self.x, self.y, self.x2, self.y2) = (x, y, x2, y2)
    }

    /// Heights over a rectangle, row by row from the lower end of `y`.
    static func grid(
      _ values: [Double], columns: Int, x: ClosedRange<Double>, y: ClosedRange<Double>
    ) -> Series {
      let rows = values.count / columns
      return Series(
        "grid", x: values.indices.map { x.value($0 % columns, of: columns) },
        y: values.indices.map { y.value($0 / columns, of: rows) }, value: values)
    }

    fileprivate static let headings = ["x", "y", "x2", "y2", "value", "text"]

    fileprivate var count: Int {
      [x.count, y.count, x2.count, y2.count, value.count, text.count].max() ?? 0
    }

    /// The cells of a point, as the headings have them.
    fileprivate func cells(_ index: Int) -> [String] {
      [x, y, x2, y2, value].map { $0.isEmpty ? "" : "\($0[index])" }
        + [text.isEmpty ? "" : text[index]]
    }
  }

  /// The name and the points of each layer.
  fileprivate var series: [(name: String, series: Series)] {
    if let data { return data.map { (layers.first?.label ?? "", $0) } }
    return layers.flatMap { layer in
      layer.shapes.map { (layer.label ?? "", $0.series(xNames: xNames, yNames: yNames)) }
    }
  }
}

extension Drawing.Shape {
  fileprivate func series(xNames: [String], yNames: [String]) -> Drawing.Series {
    func points(_ kind: String, _ points: [Point]) -> Drawing.Series {
      Drawing.Series(kind, x: points.map(\.x), y: points.map(\.y))
    }
    switch self {
    case .polyline(let line, _): return points("line", line)
    case .dots(let dots, _, _, _): return points("dots", dots)
    case .polygon(let corners, _): return points("area", corners)
    case .region(let rings, _): return points("area", Array(rings.joined()))
    case .boxes(let boxes, _):
      func name(_ names: [String], _ edges: (Double, Double)) -> String? {
        let middle = (edges.0 + edges.1) / 2
        return middle.isFinite ? names.dropFirst(Int(max(0, middle.rounded()))).first : nil
      }
      let names = boxes.map { name(xNames, $0.x) ?? name(yNames, $0.y) ?? "" }
      return Drawing.Series(
        "boxes", x: boxes.map(\.x.0), y: boxes.map(\.y.0), x2: boxes.map(\.x.1),
        y2: boxes.map(\.y.1), text: names.allSatisfy(\.isEmpty) ? [] : names)
    case .raster(let raster, _): return raster.series
    case .rule(.horizontal(let y), _): return Drawing.Series("rule", y: [y])
    case .rule(.vertical(let x), _): return Drawing.Series("rule", x: [x])
    case .rule(.sloped(let slope, let intercept), _):
      return Drawing.Series("rule", x: [0, 1], y: [intercept, intercept + slope])
    case .text(let remark):
      return Drawing.Series(
        "text", x: [remark.point.x], y: [remark.point.y], text: [remark.text])
    }
  }
}

extension Drawing.Raster {
  /// A point a cell, its column as x and its row as y; of a picture in colours three.
  fileprivate var series: Drawing.Series {
    let channels = values.count == 3 * colors.count ? 3 : 1
    // Images side by side have values of their own, without the gutter between them.
    let isWhole = values.count == channels * colors.count
    let places = values.indices.map { $0 / channels }
    return Drawing.Series(
      "cells", x: isWhole ? places.map { Double($0 % columns) } : [],
      y: isWhole ? places.map { Double($0 / columns) } : [], value: values,
      text: channels == 3 ? values.indices.map { ["red", "green", "blue"][$0 % 3] } : [])
  }
}

extension Figure {
  /// The numbers behind the figure as CSV (RFC 4180), headings first: the plot's title or number,
  /// the series' name, the kind of mark, then the columns that any point has.
  public var csv: String { CSV(rows.map { ("", $0.0, $0.1, $0.2) }).text }

  /// The points of all marks, each with its plot and its series' name.
  fileprivate var rows: [(plot: String, name: String, series: Drawing.Series)] {
    axes.enumerated().flatMap { index, plot in
      let title = plot.title ?? "\(index + 1)"
      return plot.drawings.flatMap(\.series).map { (title, $0.name, $0.series) }
    }
  }
}

extension Animation {
  /// The numbers behind the animation as CSV: as a figure's, after the number of the frame.
  public var csv: String {
    CSV(
      frames.enumerated().flatMap { index, frame in
        frame.rows.map { ("\(index + 1)", $0.plot, $0.name, $0.series) }
      }
    ).text
  }
}

/// A table of points as comma-separated values.
private struct CSV {
  let rows: [[String]]

  init(_ parts: [(frame: String, plot: String, name: String, series: Drawing.Series)]) {
    rows = parts.flatMap { part in
      (0..<part.series.count).map { point in
        [part.frame, part.plot, part.name, part.series.kind] + part.series.cells(point)
      }
    }
  }

  /// The lines, without columns that are empty throughout.
  var text: String {
    let headings = ["frame", "plot", "series", "mark"] + Drawing.Series.headings
    let used = headings.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    return ([headings] + rows).map { row in
      used.map { Self.quoted(row[$0]) }.joined(separator: ",") + "\r\n"
    }.joined()
  }

  private static func quoted(_ cell: String) -> String {
    cell.contains { ",\"\r\n".contains($0) }
      ? "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : cell
  }
}
