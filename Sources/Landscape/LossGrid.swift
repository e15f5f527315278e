// A loss over a part of a plane, row by row: the cells of a row are shared by the engine's threads,
// and after each row the work can be written down and taken up again.

import Gradus

/// What is found at a point: the mean loss of some examples, and the share that is named wrongly.
public struct Reading: Codable, Sendable, Equatable {
  /// The mean loss.
  public var loss: Double
  /// The share of examples whose greatest score is not the label's, 0 to 1.
  public var error: Double

  /// A reading.
  public init(loss: Double, error: Double) { (self.loss, self.error) = (loss, error) }
}

/// Losses and errors on a grid, or as much of it as is measured.
public struct LossGrid: Codable, Sendable, Equatable {
  /// The places along the rows, ascending.
  public let x: [Double]
  /// The places of the rows, ascending.
  public let y: [Double]
  /// Row by row.
  public private(set) var losses: [Float] = []
  /// Row by row.
  public private(set) var errors: [Float] = []

  /// An empty grid.
  public init(x: [Double], y: [Double]) { (self.x, self.y) = (x, y) }

  /// An empty square grid of `side` times `side` points, 2 or more each way.
  public init(_ range: ClosedRange<Double>, side: Int) {
    let places = Tensor<Double>.linearlySpaced(range, count: side).scalars
    self.init(x: places, y: places)
  }

  /// How many rows are measured.
  public var rowCount: Int { losses.count / x.count }

  /// The loss in the middle of a grid with odd numbers of rows and columns.
  public var center: Double { Double(losses[losses.count / 2]) }

  /// The losses of the middle row.
  public var middleRow: [Double] {
    let start = y.count / 2 * x.count
    return losses[start..<start + x.count].map(Double.init)
  }

  /// The share of the grid where the loss is below a level, 0 to 1.
  public func share(below level: Double) -> Double {
    Double(losses.count { Double($0) < level }) / Double(losses.count)
  }

  /// The second derivatives in the middle along x and along y, from three points each.
  public var curvatures: (x: Double, y: Double) {
    let middle = losses.count / 2
    func second(_ step: Int, _ h: Double) -> Double {
      (Double(losses[middle - step]) - 2 * center + Double(losses[middle + step])) / (h * h)
    }
    return (second(1, x[1] - x[0]), second(x.count, y[1] - y[0]))
  }

  /// Measures the rows that are left.
  ///
  /// - Parameters:
  ///   - measure: what is found at a place; it is called by several threads at once. A loss that is
  ///     no number counts as infinite.
  ///   - afterRow: called after each row.
  public mutating func complete(
    _ measure: (_ x: Double, _ y: Double) -> Reading,
    afterRow: (LossGrid) throws -> Void
  ) rethrows {
    while rowCount < y.count {
      // ANCHOR: row
      let (x, y) = (x, y[rowCount])
      var row = [Reading](repeating: Reading(loss: 0, error: 0), count: x.count)
      row.withUnsafeMutableBufferPointer { row in
        let cells = row.baseAddress
        ThreadTeam.current.share(x.count) { cells?[$0] = measure(x[$0], y) }
      }
      // ANCHOR_END: row
      losses += row.map { Float($0.loss.isNaN ? .infinity : $0.loss) }
      errors += row.map { Float($0.error) }
      try afterRow(self)
    }
  }

  /// Measures the rows that are left, without a pause.
  public mutating func complete(_ measure: (_ x: Double, _ y: Double) -> Reading) {
    complete(measure) { _ in }
  }
}
