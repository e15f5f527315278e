// Files that are as they should be one by one, and do not make a data set; and those that do.

import Foundation
import Testing

@testable import Datasets

@Suite struct ImageDatasetLoadingTests {
  /// An IDX file of the given lengths, all of whose elements are `byte`.
  private func idx(_ lengths: [Int], _ byte: UInt8 = 0) -> Data {
    let header: [UInt8] = lengths.flatMap { n in [24, 16, 8, 0].map { UInt8(n >> $0 & 255) } }
    return Data([0, 0, 8, UInt8(lengths.count)] + header)
      + Data(repeating: byte, count: lengths.reduce(1, *))
  }

  /// The four files of Fashion-MNIST's subset, some of them replaced.
  private func files(_ replaced: [String: Data?]) -> [String: Data] {
    var files = [
      "train-images-idx3-ubyte": idx([6000, 28, 28]), "train-labels-idx1-ubyte": idx([6000]),
      "t10k-images-idx3-ubyte": idx([1000, 28, 28]), "t10k-labels-idx1-ubyte": idx([1000], 9),
    ]
    for (name, data) in replaced { files[name] = data }
    return files
  }

  private func load(_ folder: URL) throws -> ImageDataset {
    try ImageDataset.load(.fashionMNISTSubset, from: folder, requested: .fashionMNISTSubset)
  }

  @Test func otherImagesAreNotThePublished() throws {
    try withFiles(files([:])) { folder in
      let data = try load(folder)
      #expect(data.training.count == 6000)
      #expect(data.test.labels.scalars.allSatisfy { $0 == 9 })
      #expect(data.name == "Fashion-MNIST (a tenth of it), not the published images")
      #expect(!data.isStandIn && !data.isGenuine)
      #expect(data.place == "from \(folder.path)")
    }
  }

  @Test func bad() throws {
    let table: [(name: String, data: Data?, sentence: String)] = [
      ("train-images-idx3-ubyte", nil, "cannot be read: there is no such file."),
      (
        "t10k-images-idx3-ubyte", idx([999, 28, 28]), "has 999 images; 1000 were expected."
      ),
      ("train-labels-idx1-ubyte", idx([6001]), "has 6001 labels; 6000 were expected."),
      (
        "train-images-idx3-ubyte", Data(),
        "is no IDX file of bytes with 3 axes: it begins with nothing, 00 00 08 03 was expected."
      ),
      (
        "train-labels-idx1-ubyte", idx([6000]) + [7],
        "has 6009 bytes, 6008 were expected: its header announces 6000."
      ),
      (
        "t10k-images-idx3-ubyte", idx([0, 28, 28]),
        "holds nothing: its header announces 0×28×28 elements."
      ),
      (
        "train-images-idx3-ubyte", idx([6000, 28, 27]),
        "has images of 28×27 pixels; 28×28 were expected."
      ),
      ("t10k-labels-idx1-ubyte", nil, "cannot be read: there is no such file."),
    ]
    for (name, data, sentence) in table {
      try withFiles(files([name: data])) { folder in
        let error = try #require(throws: DatasetError.self) { try load(folder) }
        #expect(error.description == "\(folder.path)/\(name) \(sentence)")
      }
    }
  }

  @Test func labelOutOfRange() throws {
    try withFiles(files(["t10k-labels-idx1-ubyte": idx([1000], 10)])) { folder in
      let error = try #require(throws: DatasetError.self) { try load(folder) }
      #expect(
        error.description == "\(folder.path)/t10k-labels-idx1-ubyte, example 0: the label is 10; "
          + "a number from 0 to 9 was expected.")
    }
  }

  /// Files of the published size, all zeros (and holes on the disk) but for the first records.
  @Test func cifar() throws {
    try withFiles([:]) { folder in
      for name in (1...5).map({ "data_batch_\($0)" }) + ["test_batch"] {
        let file = folder.appendingPathComponent("\(name).bin")
        try Data([3, 200]).write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 30_730_000)
        try handle.close()
      }
      let data = try ImageDataset.load(.cifar10, from: folder)
      #expect(data.name == "CIFAR-10, not the published images")
      #expect(data.training.count == 50_000)
      #expect(data.training.labels.scalars.count { $0 == 3 } == 5)
      #expect(
        data.training.images(at: [0, 10_000, 1], as: Float.self)[0, 0, 0, 1] == Float(200.0 / 255))
      #expect(data.test.count == 10_000)

      let last = folder.appendingPathComponent("data_batch_5.bin")
      try Data([3]).write(to: last)
      let error = try #require(throws: DatasetError.self) {
        try ImageDataset.load(.cifar10, from: folder)
      }
      #expect(
        error.description == "\(last.path) has 1 byte, 30730000 were expected: "
          + "3073 for each of 10000 records.")
    }
  }
}
