// What ships with the package: that it is what its table says, and how it is spoken of.

import Foundation
import Gradus
import Testing

@testable import Datasets

@Suite struct ImageDatasetTests {
  @Test func bundledSubset() throws {
    let data = try ImageDataset.bundled(requested: .mnist)
    #expect(data.kind == .fashionMNISTSubset)
    #expect(data.isStandIn)
    // Of the published images and labels chosen by an independent program.
    #expect(data.hash == "cd7b43c9-aaad9082")
    #expect(data.training.shape == [1, 28, 28])
    for (part, each) in [(data.training, 600), (data.test, 100)] {
      for label in 0..<10 { #expect(part.labels.scalars.count { $0 == label } == each) }
    }
    // The published training set begins with an ankle boot, a T-shirt and another.
    #expect(data.training.labels.scalars.prefix(5) == [9, 0, 0, 3, 0])
    #expect(data.test.labels.scalars.prefix(5) == [9, 2, 1, 1, 6])
    #expect(
      data.provenance
        == "Fashion-MNIST (a tenth of it): 6000 images to train on and 1000 to judge by, "
        + "shipped with the package. They stand in for MNIST, which make data brings.")
  }

  @Test(arguments: ImageDataset.Kind.allCases)
  func tenClassesEach(kind: ImageDataset.Kind) {
    #expect(Set(kind.classNames).count == 10)
    #expect(!kind.name.isEmpty && !kind.source.isEmpty && !kind.licence.isEmpty)
  }
}
