// What a figure shows is a list of marks, and a mark is a value that describes itself as shapes
// in data coordinates. That is all it does: the axes turn the shapes' reach into scales, the
// layout finds room for labels, the painter maps the shapes to the page, and ``Figure/csv`` has
// their numbers. A new kind of mark is a type with one method.

/// Something that can be shown in `Axes`.
public protocol Mark: Sendable {
  /// Describes the mark as shapes in data coordinates; one that has no colour of its own takes
  /// one from `palette`.
  func drawing(palette: inout Palette) -> Drawing
}

/// What one mark puts into its axes.
public struct Drawing: Sendable {
  /// The shapes, those painted first coming first.
  public var layers: [Layer]
  /// Names for the positions 0, 1, 2, … of the x axis, in place of numbers; empty for numbers.
  public var xNames: [String]
  /// Names for the positions 0, 1, 2, … of the y axis, in place of numbers; empty for numbers.
  public var yNames: [String]
  /// Whether y grows downwards, as rows of a matrix and bars in a list do.
  public var yPointsDown: Bool
  /// Whether a unit of x must be as long as a unit of y.
  public var keepsAspect: Bool
  /// A colour bar to explain the colours of an image.
  public var colorBar: ColorBar?
  /// The numbers behind the mark, where the shapes' own are not; nil where they are.
  public var data: [Series]?

  /// Makes a drawing of `layers` over two axes of numbers.
  public init(
    layers: [Layer], xNames: [String] = [], yNames: [String] = [], yPointsDown: Bool = false,
    keepsAspect: Bool = false, colorBar: ColorBar? = nil, data: [Series]? = nil
  ) {
    self.data = data
    self.layers = layers
    self.xNames = xNames
    self.yNames = yNames
    self.yPointsDown = yPointsDown
    self.keepsAspect = keepsAspect
    self.colorBar = colorBar
  }
}

extension Drawing {
  /// Shapes that belong together and go by one name.
  public struct Layer: Sendable {
    /// How a legend pictures the layer.
    public enum Key: Hashable, Sendable {
      /// A short piece of line, with a sign in its middle if there are signs on the line.
      case line(Stroke, Marker? = nil)
      /// A sign.
      case marker(Marker)
      /// A filled patch.
      case patch
    }

    /// The name to show beside the data or in a legend; nil for none.
    public var label: String?
    /// How a legend pictures the layer.
    public var key: Key
    /// The colour of the key and of a direct label.
    public var color: Color
    /// The shapes, in data coordinates, those painted first coming first.
    public var shapes: [Shape]

    /// Makes a layer.
    public init(label: String? = nil, key: Key = .patch, color: Color, shapes: [Shape]) {
      self.label = label
      self.key = key
      self.color = color
      self.shapes = shapes
    }
  }

  /// The values that an image's colours stand for.
  public struct ColorBar: Sendable {
    /// The colours from the lower to the upper end.
    public var colormap: Colormap
    /// The values at the two ends.
    public var range: ClosedRange<Double>
    /// The quantity, in the markup of labels; nil for none.
    public var label: String?

    /// Makes a colour bar over `range`.
    public init(colormap: Colormap, range: ClosedRange<Double>, label: String? = nil) {
      self.colormap = colormap
      self.range = range
      self.label = label
    }
  }
}
