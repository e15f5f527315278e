// Ten classes of coloured images, 3×32×32, drawn from a seed: six shapes, anywhere, of any size, turn
// and colour, and four textures. No pixel says by itself what an image shows, so that a linear model
// learns next to nothing, and the edges and corners that convolutions find say nearly all. They
// take CIFAR-10's place where that is not there.

import Datasets
import Gradus
import Plot

/// Draws the images of the set.
struct DrawnShapes {
  /// The classes' names, by label.
  private static let classNames = ImageDataset.Kind.drawnShapes.classNames

  /// The height and width of an image.
  private static let side = 32

  private let sketch: Sketch
  private var generator: RandomGenerator

  /// - Throws: `PlotError` if Cairo cannot make a picture.
  init(seed: UInt64) throws(PlotError) {
    sketch = try Sketch(width: Self.side, height: Self.side)
    generator = RandomGenerator(seed: seed)
  }

  /// The next images, of each class in turn.
  mutating func images(_ count: Int) -> (pixels: [UInt8], labels: [UInt8]) {
    var (pixels, labels): ([UInt8], [UInt8]) = ([], [])
    pixels.reserveCapacity(count * 3 * Self.side * Self.side)
    for example in 0..<count {
      let label = example % Self.classNames.count
      labels.append(UInt8(label))
      pixels += image(of: label)
    }
    return (pixels, labels)
  }

  /// The next image of a class.
  private mutating func image(of label: Int) -> [UInt8] {
    let (ground, figure) = colors()
    sketch.fill(ground)
    // Two pale triangles behind it, so that the ground is not told by being even.
    for _ in 0..<2 {
      let corners = (0..<3).map { _ in Point(x: between(-16, 48), y: between(-16, 48)) }
      sketch.fill([corners], color().opacity(0.25))
    }
    sketch.fill(outlines(of: label), figure)
    // Grain: up to 12 levels of 255 up or down.
    return sketch.channels().map { byte in
      UInt8(clamping: Int(byte) + generator.integer(below: 25) - 12)
    }
  }

  /// What encloses the figure of a class.
  private mutating func outlines(of label: Int) -> [[Point]] {
    if label >= 6 { return texture(label) }
    let radius = between(6, 12)
    let turn = between(0, 2 * .pi)
    let side = Double(Self.side)
    let center = Point(x: between(radius, side - radius), y: between(radius, side - radius))
    let flatness = between(0.8, 1)
    func placed(_ outline: [(r: Double, angle: Double)], _ flatness: Double = 1) -> [Point] {
      outline.map { r, angle in
        let (u, v) = (radius * r * .cos(angle), radius * r * flatness * .sin(angle))
        return Point(
          x: center.x + u * .cos(turn) - v * .sin(turn),
          y: center.y + u * .sin(turn) + v * .cos(turn))
      }
    }
    switch Self.classNames[label] {
    case "disc": return [placed(polygon(24), flatness)]
    case "ring":
      let hole = between(0.5, 0.7)
      return [placed(polygon(24)), placed(polygon(24).reversed().map { (hole, $0.angle) })]
    case "triangle": return [placed(polygon(3), flatness)]
    case "square":
      return [placed(polygon(4).map { (1, $0.angle + .pi / 4) }, flatness)]
    case "star":
      let waist = between(0.38, 0.48)
      return [placed(polygon(10).enumerated().map { ($0 % 2 == 0 ? 1 : waist, $1.angle) })]
    default:
      // A cross: two corners at each arm's end, one between neighbouring arms.
      let half = between(0.2, 0.32)
      let end = Double.atan2(y: half, x: 1)
      let arms = (0..<4).flatMap { arm -> [(r: Double, angle: Double)] in
        let middle = Double(arm) * .pi / 2
        return [
          (1, middle - end), (1, middle + end), (half * Double(2).squareRoot(), middle + .pi / 4),
        ]
      }
      return [placed(arms)]
    }
  }

  /// What encloses the figure of a texture: a pattern over the whole image, turned and shifted.
  private mutating func texture(_ label: Int) -> [[Point]] {
    let period = between(6, 11)
    let turn = between(0, 2 * .pi)
    let middle = Double(Self.side) / 2
    let start = Point(x: between(0, period), y: between(0, period))
    let share = between(0.4, 0.6)
    func placed(_ outline: [(u: Double, v: Double)]) -> [Point] {
      outline.map { u, v in
        let (x, y) = (u * period + start.x, v * period + start.y)
        return Point(
          x: middle + x * .cos(turn) - y * .sin(turn), y: middle + x * .sin(turn) + y * .cos(turn))
      }
    }
    // Half the diagonal is 23 pixels: five periods of at least six, and one for the start.
    let cells = -6...5
    let grid = cells.flatMap { i in cells.map { (Double(i), Double($0)) } }
    switch Self.classNames[label] {
    case "stripes":
      return cells.map { i in
        let v = Double(i)
        return placed([(-6, v), (6, v), (6, v + share), (-6, v + share)])
      }
    case "checks":
      return grid.flatMap { i, j in
        [(i, j), (i + 0.5, j + 0.5)].map { u, v in
          placed([(u, v), (u + 0.5, v), (u + 0.5, v + 0.5), (u, v + 0.5)])
        }
      }
    case "dots":
      let radius = share * 0.6
      return grid.map { i, j in
        placed(polygon(12).map { (i + radius * .cos($0.angle), j + radius * .sin($0.angle)) })
      }
    default:
      // A zigzag: stripes that turn by a right angle, or nearly, every half period.
      return cells.map { i in
        let corners = (-12...12).map { (k: Int) -> (u: Double, v: Double) in
          (Double(k) / 2, Double(i) + (k % 2 == 0 ? 0 : 0.5))
        }
        return placed(corners + corners.reversed().map { ($0, $1 + share * 0.8) })
      }
    }
  }

  /// The corners of a regular polygon of radius 1.
  private func polygon(_ corners: Int) -> [(r: Double, angle: Double)] {
    (0..<corners).map { (1, 2 * .pi * Double($0) / Double(corners)) }
  }

  /// Two colours that differ clearly in brightness, either of them the brighter one.
  private mutating func colors() -> (Color, Color) {
    while true {
      let (a, b) = (color(), color())
      if abs(brightness(a) - brightness(b)) > 0.2 { return (a, b) }
    }
  }

  private mutating func color() -> Color {
    Color(red: generator.uniform(), green: generator.uniform(), blue: generator.uniform())
  }

  private func brightness(_ color: Color) -> Double {
    0.3 * color.red + 0.59 * color.green + 0.11 * color.blue
  }

  private mutating func between(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * generator.uniform()
  }
}
