// Stacks of sheets side by side, as convolutional networks are drawn since LeCun, Bottou, Bengio and
// Haffner (1998, fig. 2): a sheet is a map of features, a stack what a layer makes, and a window on
// the front sheet shows what one value of the next stack depends on. The sheets are pictures, so
// that the drawing of a network can show one image on its way through it:
//
//     Axes(x: .hidden, y: .hidden) {
//       Stacks([Stacks.Stack(maps, columns: 28, name: "6 × 28 × 28", note: "Conv2d")])
//     }

/// Stacks of pictures of one size, from left to right.
public struct Stacks: Mark {
  /// What one layer makes: sheets one behind the other.
  public struct Stack: Sendable {
    /// What stands above, in the markup of labels.
    public var name: String
    /// What stands below; further lines after line breaks.
    public var note: String
    /// The side, in the units of the drawing, of a square on the front sheet from which two lines lead
    /// to the next stack; nil for none.
    public var window: Double?
    let sheets: [Drawing.Raster]
    let pixel: Size

    /// Sheets of one channel.
    ///
    /// - Parameters:
    ///   - sheets: the pictures, the front one first, each row by row.
    ///   - columns: the pixels in a row.
    ///   - pixel: the size of a pixel; a column of numbers is better seen if they are wide and low.
    ///   - range: the values at the two ends of the colour map; nil spans those of each sheet.
    public init(
      _ sheets: [[Double]], columns: Int, pixel: Size = Size(width: 1, height: 1),
      colormap: Colormap = .viridis, range: ClosedRange<Double>? = nil, name: String,
      note: String = "", window: Double? = nil
    ) {
      self.init(
        sheets.map { sheet in
          let range = range ?? colormap.range(of: sheet)
          return Drawing.Raster(
            columns: columns, colors: sheet.map { colormap.color($0, in: range) }, values: sheet)
        }, pixel: pixel, name: name, note: note, window: window)
    }

    /// One sheet of red, green and blue from 0 to 1, three values a pixel.
    public init(
      rgb pixels: [Double], columns: Int, name: String, note: String = "", window: Double? = nil
    ) {
      self.init(
        [Drawing.Raster(columns: columns, colors: Color.pixels(pixels), values: pixels)],
        pixel: Size(width: 1, height: 1), name: name, note: note, window: window)
    }

    private init(
      _ sheets: [Drawing.Raster], pixel: Size, name: String, note: String, window: Double?
    ) {
      precondition(
        !sheets.isEmpty && sheets.allSatisfy { $0.rows == sheets[0].rows && $0.rows > 0 },
        "Stacks: sheets of \(Set(sheets.map(\.rows)).sorted()) rows; there must be one or more, "
          + "all of one size")
      self.sheets = sheets
      self.pixel = pixel
      self.name = name
      self.note = note
      self.window = window
    }

    /// The size of a sheet.
    var sheet: Size {
      Size(
        width: pixel.width * Double(sheets[0].columns),
        height: pixel.height * Double(sheets[0].rows))
    }
  }

  /// The stacks, from left to right.
  public var stacks: [Stack]
  /// How far the last sheet of a stack of more than one lies behind the first, to the right and up,
  /// in the sheets' units, if that is no more than `shift` a sheet.
  public var depth: Double
  /// From a sheet to the one behind it, at most.
  public var shift: Double
  /// The room between two stacks, in the same units.
  public var gap: Double

  /// Stacks beside each other.
  public init(
    _ stacks: [Stack], depth: Double = 12, shift: Double = 2, gap: Double = 12
  ) {
    self.stacks = stacks
    self.depth = depth
    self.shift = shift
    self.gap = gap
  }

  /// For each stack from the back the outlined sheets; the windows and their lines; texts.
  public func drawing(palette: inout Palette) -> Drawing {
    let places = self.places
    let reach = zip(stacks, places).map { stack, place in depth(stack) / 2 + place.height / 2 }
    let edge = (reach.max() ?? 0) + 4
    var shapes: [Drawing.Shape] = []
    for (stack, place) in zip(stacks, places) {
      for (k, sheet) in stack.sheets.enumerated().reversed() {
        let box = Self.moved(place, by: Double(k) * shift(of: stack))
        let frame = Drawing.Box(
          x: (box.x, box.x + box.width), y: (box.y + box.height, box.y))
        shapes.append(.raster(sheet, frame))
        shapes.append(.polyline(Self.corners(box), Stroke(Self.edgeColor, width: 0.6)))
      }
    }
    for (k, stack) in stacks.enumerated() {
      if let window = stack.window, k + 1 < stacks.count {
        shapes += Self.lines(window, places[k], to: places[k + 1])
      }
    }
    for (stack, place) in zip(stacks, places) {
      let middle = place.x + (place.width + depth(stack)) / 2
      shapes.append(
        .text(Drawing.Remark(stack.name, at: Point(x: middle, y: edge), color: .ink)))
      for (line, text) in stack.note.split(separator: "\n").enumerated() {
        shapes.append(
          .text(
            Drawing.Remark(
              String(text), at: Point(x: middle, y: -edge - Self.line * Double(line)),
              color: Theme.tickInk)))
      }
    }
    return Drawing(
      layers: [Drawing.Layer(color: .gray, shapes: shapes)], keepsAspect: true)
  }

  /// The room for a line of text, in the units of the drawing.
  private static let line = 5.0
  private static let edgeColor = Color(hex: 0x4D4D4D)

  /// A front sheet's lower left corner and size.
  struct Place: Equatable {
    var x, y, width, height: Double
  }

  /// Where the front sheets lie: the stacks one after the other, each centred on y = 0.
  var places: [Place] {
    var x = 0.0
    return stacks.map { stack in
      let (size, depth) = (stack.sheet, depth(stack))
      defer { x += size.width + depth + gap }
      return Place(
        x: x, y: -(size.height + depth) / 2, width: size.width, height: size.height)
    }
  }

  private func shift(of stack: Stack) -> Double {
    min(shift, depth / Double(max(1, stack.sheets.count - 1)))
  }

  private func depth(_ stack: Stack) -> Double {
    Double(stack.sheets.count - 1) * shift(of: stack)
  }

  private static func moved(_ place: Place, by offset: Double) -> Place {
    Place(x: place.x + offset, y: place.y + offset, width: place.width, height: place.height)
  }

  private static func corners(_ p: Place) -> [Point] {
    [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)].map {
      Point(x: p.x + $0 * p.width, y: p.y + $1 * p.height)
    }
  }

  /// A square near the right edge of a sheet, and lines from its right corners to a point of the
  /// next stack's front sheet.
  private static func lines(
    _ side: Double, _ place: Place, to next: Place
  ) -> [Drawing.Shape] {
    let height = min(side, place.height)
    let width = min(side, place.width)
    let square = Place(
      x: place.x + 0.9 * (place.width - width), y: place.y + 0.25 * (place.height - height),
      width: width, height: height)
    let tip = Point(x: next.x + 0.25 * next.width, y: next.y + 0.35 * next.height)
    let right = corners(square)[1...2]
    return [.polyline(corners(square), Stroke(.vermilion, width: 1.4))]
      + right.map { .polyline([$0, tip], Stroke(.vermilion, width: 0.9)) }
  }
}
