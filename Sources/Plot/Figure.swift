// A figure: a grid of axes on one page, and the way to its file. Rendering happens in memory;
// only a finished figure is written, and it takes its place in one step.

import Foundation

/// A page of one or more plots.
///
///     let figure = Figure {
///       Axes(x: "epoch", y: .log("loss")) {
///         Line(y: losses, label: "Adam")
///       }
///     }
///     try figure.write(to: URL(filePath: "Figures/01/loss.svg"))
public struct Figure: Sendable {
  /// The axes whose scales all plots of a figure share.
  public struct Sharing: OptionSet, Sendable {
    /// The set as bits: x is 1, y is 2.
    public let rawValue: Int
    /// Makes a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// All plots span the same x, labelled once in each column.
    public static let x = Sharing(rawValue: 1)
    /// All plots span the same y, labelled once in each row.
    public static let y = Sharing(rawValue: 2)
    /// Both.
    public static let both: Sharing = [.x, .y]
  }

  /// The title above all plots, in the markup of labels; nil for none.
  public var title: String?
  /// The number of plots in a row.
  public var columns: Int
  /// The scales that the plots share.
  public var sharing: Sharing
  /// Whether one legend below all plots names their marks, each name once.
  public var legendBelow: Bool
  /// The size of the page in points.
  public var size: Size
  /// The plots, row by row.
  public var axes: [Axes]

  /// Describes a figure by a block of axes.
  ///
  /// - Parameters:
  ///   - columns: plots in a row; by default all stand in one row up to three, else three to a row.
  ///   - size: the page in points; by default 480×320 for one plot, and for more a page up to
  ///     720 wide whose height follows from the number of rows.
  public init(
    _ title: String? = nil, columns: Int? = nil, sharing: Sharing = [], legendBelow: Bool = false,
    size: Size? = nil, @ListBuilder<Axes> axes: () -> [Axes]
  ) {
    self.init(
      title, columns: columns, sharing: sharing, legendBelow: legendBelow, size: size,
      axes: axes())
  }

  /// Describes a figure by an array of axes.
  public init(
    _ title: String? = nil, columns: Int? = nil, sharing: Sharing = [], legendBelow: Bool = false,
    size: Size? = nil, axes: [Axes]
  ) {
    let columns = columns ?? max(1, min(axes.count, 3))
    let size = size ?? Theme.size(columns: columns, plots: axes.count)
    precondition(columns > 0, "Figure: a row holds at least one plot, not \(columns)")
    precondition(
      size.width > 0 && size.height > 0 && size.width.isFinite && size.height.isFinite,
      "Figure: a page of \(size.width) by \(size.height) points has no area")
    self.title = title
    self.columns = columns
    self.sharing = sharing
    self.legendBelow = legendBelow
    self.size = size
    self.axes = axes
  }

  /// Renders the figure and writes it in the format that the file name's extension asks for:
  /// `svg`, `pdf`, or `png` with two pixels to a point. The directory must exist.
  ///
  /// - Parameters:
  ///   - description: what the figure shows, for those who cannot see it; an SVG keeps it. By
  ///     default it names the plots, their axes and their series.
  /// - Throws: a `PlotError` when the extension is another, when Cairo fails, or when the file
  ///   cannot be written. A file already there is replaced whole or not at all.
  public func write(to url: URL, description: String? = nil) throws(PlotError) {
    let bytes = try rendered(for: url, description: description)
    do {
      try bytes.write(to: url, options: .atomic)
    } catch {
      throw PlotError(writing: url, error)
    }
  }

  /// The figure as the bytes of a file at `url`, in the format that its extension asks for.
  ///
  /// - Throws: a `PlotError` when the extension is none that `write(to:)` knows, or Cairo fails.
  public func rendered(for url: URL, description: String? = nil) throws(PlotError) -> Data {
    guard let format = Format(extension: url.pathExtension) else {
      throw .unknownExtension(path: url.path(percentEncoded: false))
    }
    return try rendered(as: format, description: description)
  }

  /// The figure as the bytes of a file.
  ///
  /// - Throws: `PlotError.cairo` when Cairo fails.
  public func rendered(as format: Format, description: String? = nil) throws(PlotError) -> Data {
    let canvas = try Canvas(size: size, format: format)
    canvas.checkFont()
    Painter(canvas: canvas).paint(PageLayout(self, on: canvas))
    return try canvas.finish(title: title, description: description ?? summary)
  }
}

extension Figure {
  /// A file format that figures are rendered in.
  public enum Format: Hashable, Sendable {
    /// Scalable vector graphics, with a title, a description and text as text.
    case svg
    /// A page of vector graphics for print.
    case pdf
    /// Pixels; `scale` of them to a point.
    case png(scale: Double)

    /// The format that a file name's extension stands for, in any case; nil for an unknown one.
    public init?(extension name: String) {
      switch name.lowercased() {
      case "svg": self = .svg
      case "pdf": self = .pdf
      case "png": self = .png(scale: 2)
      default: return nil
      }
    }
  }
}
