// Matrices and images as pictures: a matrix with its first row on top, a field of values over a
// rectangle of the plane, and strips of many small images, the examples last as everywhere.

import Gradus
import Plot

extension Image {
  /// A matrix, `[rows, columns]`, whose first row is on top; cells are square.
  ///
  /// - Parameters:
  ///   - range: the values at the two ends of the colour map; nil spans the values, symmetrically
  ///     for a diverging map.
  ///   - texts: what to write into the cells, row by row; empty for nothing.
  ///   - xNames: names of the columns, `yNames` those of the rows; empty for none.
  ///   - barLabel: the quantity beside a colour bar; nil for no colour bar.
  public init<Scalar: TensorScalar>(
    _ matrix: Tensor<Scalar>, colormap: Colormap = .viridis, range: ClosedRange<Double>? = nil,
    texts: [String] = [], xNames: [String] = [], yNames: [String] = [], barLabel: String? = nil
  ) {
    self.init(
      matrix.coordinates, columns: Self.columns(of: matrix), colormap: colormap, range: range,
      texts: texts, xNames: xNames, yNames: yNames, barLabel: barLabel)
  }

  /// Values on a grid over a rectangle of the plane, `[rows, columns]`; the first row lies at the
  /// lower end of `y`.
  public init<Scalar: TensorScalar>(
    _ field: Tensor<Scalar>, x: ClosedRange<Double>, y: ClosedRange<Double>,
    colormap: Colormap = .viridis, range: ClosedRange<Double>? = nil, barLabel: String? = nil
  ) {
    self.init(
      field.coordinates, columns: Self.columns(of: field), x: x, y: y, colormap: colormap,
      range: range, barLabel: barLabel)
  }

  private static func columns<Scalar: TensorScalar>(of matrix: Tensor<Scalar>) -> Int {
    precondition(
      matrix.shape.count == 2, "Image: a tensor of shape \(matrix.shape); [rows, columns] is needed"
    )
    return matrix.shape[1]
  }
}

extension Tiles {
  /// Small images side by side.
  ///
  /// - Parameters:
  ///   - images: `[height, width, images]`; `[1, height, width, images]` for grey ones with an axis
  ///     of channels, `[3, height, width, images]` for red, green and blue from 0 to 1.
  ///   - columns: the images in a row; nil for a single strip of all of them.
  ///   - range: the values at the two ends of the colour map, of grey images; nil spans all values.
  public init<Scalar: TensorScalar>(
    _ images: Tensor<Scalar>, columns: Int? = nil, colormap: Colormap = .gray,
    range: ClosedRange<Double>? = nil
  ) {
    let shape = images.shape.count == 3 ? [1] + images.shape : images.shape
    precondition(
      shape.count == 4 && [1, 3].contains(shape[0]),
      "Tiles: images of shape \(images.shape); [height, width, images] is needed, with 1 or 3 "
        + "channels before them or none")
    let (channels, pixels, width, count) = (shape[0], shape[1] * shape[2], shape[2], shape[3])
    let values = images.coordinates
    let tiles = (0..<count).map { image in
      (0..<pixels).flatMap { pixel in
        (0..<channels).map { values[($0 * pixels + pixel) * count + image] }
      }
    }
    if channels == 3 {
      self.init(rgb: tiles, width: width, columns: columns ?? count)
    } else {
      self.init(tiles, width: width, columns: columns ?? count, colormap: colormap, range: range)
    }
  }
}
