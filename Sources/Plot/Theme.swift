// The look of every figure, in one place: thin axes at the left and below, a light grid, small
// type, colours only where they carry meaning. Lengths and type sizes are in points. There is
// one theme, so that all figures of a book belong together.

/// The sizes, colours and distances that all figures share.
enum Theme {
  static let background = Color.white
  static let axis = Color(hex: 0x4D4D4D)
  static let tickInk = Color(hex: 0x4D4D4D)
  static let grid = Color(hex: 0xE9E9E9)
  /// The floor and the walls behind a surface.
  static let pane = Color(hex: 0xEDEDED)
  static let lightPane = Color(hex: 0xF4F4F4)

  static let font = "DejaVu Sans"
  /// The font of texts that a reader's machine sets, and what is nearly as wide.
  static let fonts = "DejaVu Sans, Verdana, sans-serif"
  /// What keeps letters apart from the data under them.
  static let halo = background.opacity(0.8)
  static let haloWidth = 2.4
  static let figureTitle = 13.0
  static let title = 11.5
  static let label = 10.5
  static let direct = 10.0
  static let tick = 9.5
  static let cell = 9.5

  /// Subscripts and superscripts: their size, and how far they move, relative to the text's.
  static let scriptSize = 0.7
  static let subscriptDrop = 0.18
  static let superscriptRise = 0.36

  static let axisWidth = 0.8
  static let gridWidth = 0.7
  static let tickLength = 3.5
  static let minorTickLength = 2.0
  static let tickGap = 3.0
  static let labelGap = 5.0
  static let titleGap = 6.0
  static let pageMargin = 8.0
  static let panelGap = 14.0
  static let nameGap = 6.0
  static let legendGap = 6.0
  static let colorBarWidth = 9.0
  static let colorBarGap = 10.0

  /// The default page: 480×320 for one plot, else up to 720 wide.
  static func size(columns: Int, plots: Int) -> Size {
    let columns = max(1, columns)
    let rows = Double(max(1, (plots + columns - 1) / columns))
    switch columns {
    case 1: return Size(width: 480, height: rows == 1 ? 320 : 230 * rows)
    case 2: return Size(width: 640, height: 260 * rows)
    default: return Size(width: 720, height: 30 + 720 / Double(columns) * 0.85 * rows)
    }
  }
}
