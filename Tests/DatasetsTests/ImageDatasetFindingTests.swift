// Where data sets are looked for, in which order, and what takes the place of a missing one.

import Foundation
import Testing

@testable import Datasets

@Suite struct ImageDatasetFindingTests {
  private let nowhere = URL(fileURLWithPath: "/nowhere")

  @Test(
    arguments: [
      (.mnist, .fashionMNISTSubset), (.fashionMNIST, .fashionMNISTSubset),
      (.fashionMNISTSubset, .fashionMNISTSubset),
    ] as [(ImageDataset.Kind, ImageDataset.Kind)])
  func standIns(kind: ImageDataset.Kind, standIn: ImageDataset.Kind) throws {
    #expect(try ImageDataset.found(kind, amid: [nowhere], debian: nowhere) == nil)
    let data = try ImageDataset.bundled(requested: kind)
    #expect(data.kind == standIn)
    #expect(data.requested == kind)
    #expect(data.isStandIn == (kind != standIn))
    #expect(data.isGenuine == (kind == standIn))
    #expect(data.provenance.contains("stand in") == data.isStandIn)
  }

  /// Where only what ships with the package is asked for no folder is looked at, not even one that
  /// has the data set, and there are the same images everywhere.
  @Test(
    arguments: [
      (.mnist, .fashionMNISTSubset), (.fashionMNIST, .fashionMNISTSubset),
    ] as [(ImageDataset.Kind, ImageDataset.Kind)])
  func bundledOnly(kind: ImageDataset.Kind, standIn: ImageDataset.Kind) throws {
    let files = ["train-images-idx3-ubyte": Data("not as published".utf8)]
    try withFiles(files) { folder in
      #expect(throws: DatasetError.self) { try ImageDataset.find(kind, in: folder) }
      let data = try ImageDataset.find(kind, in: folder, bundledOnly: true)
      #expect(data.kind == standIn && data.requested == kind && !data.isGenuine)
      #expect(data.hash == (try ImageDataset.load(standIn, from: nowhere).hash))
    }
  }

  /// The first folder that has the file by which a data set is noticed is the one that counts, so
  /// that a file which is not as published is told of rather than passed over.
  @Test func firstFolderWithTheDataSetCounts() throws {
    try withFiles(["train-images-idx3-ubyte.gz": Data("no gzip".utf8)]) { folder in
      let other = folder.appendingPathComponent("other")
      for folders in [[nowhere, folder], [folder, other]] {
        let error = try #require(throws: DatasetError.self) {
          try ImageDataset.found(.mnist, amid: folders, debian: nowhere)
        }
        #expect(error.file == "\(folder.path)/train-images-idx3-ubyte.gz")
      }
      #expect(throws: DatasetError.self) {
        try ImageDataset.found(.mnist, amid: [nowhere], debian: folder)
      }
      // CIFAR-10 is not there, and Debian has none.
      #expect(try ImageDataset.found(.cifar10, amid: [folder], debian: folder) == nil)
    }
  }

  /// In CIFAR-10's place nothing ships.
  @Test(arguments: [ImageDataset.Kind.cifar10, .drawnShapes])
  func nothingInColours(kind: ImageDataset.Kind) throws {
    let error = try #require(throws: DatasetError.self) {
      try ImageDataset.find(kind, bundledOnly: true)
    }
    #expect(error.problem == .notBundled(set: kind.name))
    #expect(error.description.contains(kind.name))
  }

  @Test func aFolderOfItsOwnComesFirst() throws {
    try withFiles(["train-images-idx3-ubyte": Data()]) { folder in
      #expect(ImageDataset.Kind.mnist.files(in: folder) == folder)
      #expect(ImageDataset.Kind.cifar10.files(in: folder) == nil)
      let own = folder.appendingPathComponent("mnist", isDirectory: true)
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      try Data().write(to: own.appendingPathComponent("train-images-idx3-ubyte.gz"))
      #expect(ImageDataset.Kind.mnist.files(in: folder) == own)
      #expect(ImageDataset.Kind.fashionMNIST.files(in: folder) == folder)
    }
  }

  @Test(
    arguments: [
      (
        .mnist,
        "holds no MNIST; mnist/train-images-idx3-ubyte or train-images-idx3-ubyte was expected there."
      ),
      (
        .cifar10,
        "holds no CIFAR-10; cifar-10-batches-bin/data_batch_1.bin or data_batch_1.bin was expected "
          + "there."
      ),
    ] as [(ImageDataset.Kind, String)])
  func folderWithout(kind: ImageDataset.Kind, sentence: String) throws {
    try withFiles([:]) { folder in
      let error = try #require(throws: DatasetError.self) {
        try ImageDataset.find(kind, in: folder)
      }
      #expect(error.description == "\(folder.path) \(sentence)")
    }
  }
}
