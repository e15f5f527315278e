// Colour maps: from numbers to colours. Viridis (Smith, van der Walt and Firing, 2015) is
// uniform in lightness, so that it prints in grey and reads the same to colour-blind eyes. The
// diverging map is Brewer's RdBu reversed: blue below zero, nearly white at zero, red above.
// Both are kept as equally spaced colours with straight lines between them in sRGB, which stays
// within 6/255 of the full viridis table.

extension Color {
  /// The pixels of a picture given as red, green and blue from 0 to 1; light grey where one of
  /// the three is not finite.
  static func pixels(_ values: [Double]) -> [Color] {
    precondition(
      values.count % 3 == 0,
      "Image: \(values.count) values are not a red, a green and a blue for each pixel")
    return stride(from: 0, to: values.count, by: 3).map {
      let (red, green, blue) = (values[$0], values[$0 + 1], values[$0 + 2])
      return red.isFinite && green.isFinite && blue.isFinite
        ? Color(red: red, green: green, blue: blue) : Colormap.missing
    }
  }
}

/// A map from the numbers 0 to 1 to colours.
public struct Colormap: Hashable, Sendable {
  let stops: [Color]
  let isDiverging: Bool

  /// For quantities that run from less to more.
  public static let viridis = Colormap(
    [
      0x440154, 0x48186A, 0x472D7B, 0x424086, 0x3B528B, 0x33638D, 0x2C728E, 0x26828E, 0x21918C,
      0x1F9F88, 0x27AD81, 0x3DBC74, 0x5CC863, 0x81D34D, 0xAADC32, 0xD5E21A, 0xFDE725,
    ])

  /// For quantities with a zero in the middle; its default range is symmetric about zero.
  public static let diverging = Colormap(
    [
      0x053061, 0x2065AB, 0x4393C3, 0x90C4DD, 0xD1E5F0, 0xF7F6F6, 0xFDDBC7, 0xF3A481, 0xD6604D,
      0xB1182B, 0x67001F,
    ], isDiverging: true)

  /// For the two sides of a border or of zero: from dark blue by a light grey to yellow, after
  /// cividis (Nuñez, Anderton and Renslow 2018). It grows lighter throughout, so that both sides can
  /// be told apart on grey paper; its default range is symmetric about zero.
  public static let sides = Colormap(
    [0x1B4485, 0x5580B3, 0xA5B8CA, 0xD8D8D2, 0xF4E396, 0xFFEC4F], isDiverging: true)

  /// From black to white, for pictures.
  public static let gray = Colormap([0x000000, 0xFFFFFF])

  /// From nearly white to dark blue, for counts written into their cells.
  public static let blues = Colormap([0xF7FBFF, 0xC6DBEF, 0x6BAED6, 0x2171B5, 0x08306B])

  /// From white to a light grey-blue, for maps that lines are drawn over.
  public static let mist = Colormap([0xFFFFFF, 0xE9EDF2, 0xCFD7E0, 0xB4BFCC])

  /// The colour of what is not a number.
  static let missing = Color(hex: 0xD9D9D9)

  private init(_ stops: [UInt32], isDiverging: Bool = false) {
    self.stops = stops.map(Color.init(hex:))
    self.isDiverging = isDiverging
  }

  /// The colour at `fraction`; below 0 and above 1 the colours at the ends, and light grey for
  /// what is not a number.
  public func callAsFunction(_ fraction: Double) -> Color {
    guard !fraction.isNaN else { return Self.missing }
    let position = min(max(fraction, 0), 1) * Double(stops.count - 1)
    let index = min(Int(position), stops.count - 2)
    return stops[index].mixed(with: stops[index + 1], position - Double(index))
  }

  /// The colour of `value` when the map spans `range`; light grey if it is not finite.
  func color(_ value: Double, in range: ClosedRange<Double>) -> Color {
    guard value.isFinite else { return Self.missing }
    let length = range.upperBound - range.lowerBound
    return self(length > 0 ? (value - range.lowerBound) / length : 0.5)
  }

  /// The range to span for `values`: from the least to the greatest finite one, or as far on
  /// both sides of zero for a diverging map. Without values 0 to 1; constant ones get room.
  func range(of values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return 0...1 }
    if isDiverging {
      let reach = max(abs(low), abs(high))
      return reach > 0 ? -reach...reach : -1...1
    }
    return low < high ? low...high : (low - 0.5)...(high + 0.5)
  }
}
