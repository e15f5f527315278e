// Numbers that marks are drawn from, whoever holds them: Plot knows arrays of Double and nothing
// else, so that it needs no engine; here tensors and arrays of Float become marks as they are.
//
//     Line(x: x, y: model(x, .evaluation).value, label: "trained")

import Gradus
import Plot

/// A list of numbers in order; of a tensor its elements, row by row.
public protocol Coordinates {
  /// The numbers.
  var coordinates: [Double] { get }
}

extension Tensor: Coordinates where Scalar: TensorScalar {
  /// The elements, row by row.
  public var coordinates: [Double] { Tensor<Double>(self).scalars }
}

extension Array: Coordinates where Element: BinaryFloatingPoint {
  /// The elements.
  public var coordinates: [Double] { map { Double($0) } }
}

extension Line {
  /// A line through the points whose coordinates are the elements of `x` and `y`, as many of each.
  public init(
    x: some Coordinates, y: some Coordinates, label: String? = nil, color: Color? = nil,
    width: Double = 1.6, dash: Stroke.Dash = .solid
  ) {
    self.init(
      x: x.coordinates, y: y.coordinates, label: label, color: color, width: width, dash: dash)
  }

  /// A line through values at `start`, `start` + 1, …: what was measured step after step.
  public init(
    y: some Coordinates, startingAt start: Double = 0, label: String? = nil, color: Color? = nil,
    width: Double = 1.6, dash: Stroke.Dash = .solid
  ) {
    self.init(
      y: y.coordinates, startingAt: start, label: label, color: color, width: width, dash: dash)
  }

  /// The graph of a network with one input and one output over a range, for which it is asked once.
  ///
  /// - Parameters:
  ///   - samples: the number of equally spaced points, 2 or more.
  ///   - network: maps a row of inputs, `[1, samples]`, to as many outputs.
  public init<Scalar: TensorScalar>(
    over range: ClosedRange<Double>, samples: Int = 201, label: String? = nil,
    color: Color? = nil, width: Double = 1.6, dash: Stroke.Dash = .solid,
    of network: (Tensor<Scalar>) -> Tensor<Scalar>
  ) {
    precondition(samples >= 2, "Line: a graph needs at least 2 samples, not \(samples)")
    let x = Tensor<Double>.linearlySpaced(range, count: samples).reshaped([1, samples])
    self.init(
      x: x, y: network(Tensor<Scalar>(x)), label: label, color: color, width: width, dash: dash)
  }
}

extension Scatter {
  /// Dots at the points whose coordinates are the elements of `x` and `y`, as many of each.
  public init(
    x: some Coordinates, y: some Coordinates, label: String? = nil, color: Color? = nil,
    radius: Double? = nil, marker: Marker = .dot
  ) {
    self.init(
      x: x.coordinates, y: y.coordinates, label: label, color: color, radius: radius,
      marker: marker)
  }

  /// Dots at the columns of a matrix, `[2, points]`.
  public init<Scalar: TensorScalar>(
    _ points: Tensor<Scalar>, label: String? = nil, color: Color? = nil, radius: Double? = nil
  ) {
    precondition(
      points.shape.count == 2 && points.shape[0] == 2,
      "Scatter: points of shape \(points.shape); [2, points] is needed")
    let scalars = points.coordinates
    self.init(
      x: Array(scalars.prefix(points.shape[1])), y: Array(scalars.dropFirst(points.shape[1])),
      label: label, color: color, radius: radius)
  }
}
