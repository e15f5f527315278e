// Shapes are drawn where CIFAR-10 is not there, and only there.

import Datasets
import DrawnImages
import TestSupport
import Testing

@Suite struct FindingOrDrawingTests {
  /// Where a folder is given it has to have the data set, and what it has is read; where only what
  /// needs no file is asked for, no folder is looked at, not even one that has the data set.
  @Test(arguments: [ImageDataset.Kind.cifar10, .mnist])
  func drawsInTheFilesPlace(kind: ImageDataset.Kind) throws {
    let files = ["data_batch_1.bin", "train-images-idx3-ubyte"]
    let folder = try TemporaryFolder(
      Dictionary(uniqueKeysWithValues: files.map { ($0, "not as published") }))
    #expect(throws: DatasetError.self) { try ImageDataset.findOrDraw(kind, in: folder.url) }
    let data = try ImageDataset.findOrDraw(kind, in: folder.url, bundledOnly: true)
    #expect(data.kind == .drawnShapes && data.requested == kind && data.isStandIn)
    #expect(!data.isGenuine && data.provenance.contains("stand in"))
    #expect(data.hash == (try ImageDataset.drawn().hash))
  }

  @Test func theShapesThemselves() throws {
    let data = try ImageDataset.findOrDraw(.drawnShapes, bundledOnly: true)
    #expect(data.isGenuine && !data.isStandIn && !data.provenance.contains("stand in"))
  }
}
