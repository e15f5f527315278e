// The images that need no file, because they are drawn: a data set of their own, and in the place of
// colour photographs that are not there. A module of its own, so that whoever only reads data needs
// no Cairo.

import Datasets
import Foundation
import Plot

extension ImageDataset {
  /// Finds a data set as `find` does, and where it is not there, or `bundledOnly` says to look
  /// nowhere, draws shapes in its place.
  ///
  /// - Parameters:
  ///   - kind: the data set, of colour images.
  ///   - folder: where to look for it, as the reader said with `--data`.
  ///   - bundledOnly: whether to look nowhere, as the reader said with `--bundled`.
  /// - Throws: `DatasetError` as `find` does, and if Cairo cannot draw.
  public static func findOrDraw(
    _ kind: Kind, in folder: URL? = nil, bundledOnly: Bool = false
  ) throws(DatasetError) -> ImageDataset {
    if !bundledOnly, let found = try found(kind, in: folder) { return found }
    return try drawn(requested: kind)
  }

  /// Draws the shapes: 6,000 and 1,000 images, all from a seed.
  ///
  /// - Throws: `DatasetError` if Cairo cannot.
  public static func drawn(
    seed: UInt64 = 1, requested: Kind = .drawnShapes
  ) throws(DatasetError) -> ImageDataset {
    let counts = Kind.drawnShapes.counts
    do {
      var shapes = try DrawnShapes(seed: seed)
      let training = shapes.images(counts.training)
      let test = shapes.images(counts.test)
      return ImageDataset(
        .drawnShapes, requested, training: Part(pixels: training.pixels, labels: training.labels),
        test: Part(pixels: test.pixels, labels: test.labels),
        place: "drawn by Cairo \(Sketch.cairoVersion)")
    } catch {
      throw DatasetError(
        file: Kind.drawnShapes.name, problem: .unreadable(reason: "\(error)"))
    }
  }
}
