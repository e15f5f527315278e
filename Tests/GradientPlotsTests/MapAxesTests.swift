// The map of the errors: how tensors are laid out, and what the cells say.

import Gradus
import Testing

@testable import GradientPlots
@testable import Plot

@Suite struct MapAxesTests {
  private func image(_ axes: Axes) throws -> Drawing.Raster {
    var palette = Palette()
    let drawing = try #require(axes.marks.first as? ErrorCells).drawing(palette: &palette)
    guard case .raster(let raster, _)? = drawing.layers.first?.shapes.first else {
      throw NoImage()
    }
    return raster
  }

  private struct NoImage: Error {}

  @Test(arguments: [
    ([], [1, 1], "", ""), ([7], [1, 7], "axis 0", ""), ([23], [5, 5], "axis 0, in rows", ""),
    ([3, 2], [3, 2], "axis 1", "axis 0"), ([5, 3, 2], [5, 6], "axes 1, 2", "axis 0"),
    ([2, 3, 3, 5], [6, 15], "axes 2, 3", "axes 0, 1"),
  ])
  func tensorsAreLaidOut(shape: [Int], cells: [Int], across: String, down: String) throws {
    let axes = report(shape).mapAxes()
    let raster = try image(axes)
    #expect([raster.rows, raster.columns] == cells)
    #expect(axes.x.label == across && axes.y.label == down)
  }

  @Test func aWrongEntryStandsOut() throws {
    let values = try image(report([3, 2]) { lastDoubled($0) }.mapAxes()).values
    #expect(values.dropLast() == [0, 0, 0, 0, 0])
    #expect(values[5] > 6)
  }

  @Test func aLostEntryIsTheWorst() throws {
    let raster = try image(report([3, 2]) { lastLost(lastDoubled($0)) }.mapAxes())
    #expect(raster.values == [0, 0, 0, 0, 0, 1])
  }

  @Test func whatWasNotCheckedIsGrey() throws {
    let axes = report([307], entries: 50).mapAxes()
    #expect(axes.x.label == "axis 0, in rows; grey: unchecked")
    let raster = try image(axes)
    #expect(raster.values.count { $0.isFinite } == 50)
    #expect(raster.colors.count { $0 == Colormap.missing } == raster.values.count - 50)
    // Eighteen rows of eighteen, the last one not full.
    #expect(raster.values.count == 324)
  }

  @Test func aLongAxisHasFewTicks() {
    #expect(report([3, 40]).mapAxes().x.ticks == .at([0, 7, 14, 21, 28, 35]))
    #expect(report([3, 40]).mapAxes().y.ticks == .at([0, 1, 2]))
    #expect(report([7]).mapAxes().y.ticks == .none)
  }

  @Test func aMisshapenGradientHasNoMap() {
    let axes = report([3]) { $0.reshaped([1, 3]) }.mapAxes()
    #expect((axes.marks.first as? Annotation)?.text == "nothing was compared")
  }
}
