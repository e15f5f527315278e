// Reading the published files of a data set: two pairs of IDX files, or six of CIFAR-10's.

import Foundation
import Gradus

extension ImageDataset {
  /// Reads the files of a folder of their own.
  ///
  /// - Throws: `DatasetError` if one is missing or not as published.
  static func load(
    _ kind: Kind, from folder: URL, requested: Kind, place: String? = nil
  ) throws(DatasetError) -> ImageDataset {
    let counts = kind.counts
    if kind == .cifar10 {
      return ImageDataset(
        kind, requested, training: try cifar((1...5).map { "data_batch_\($0).bin" }, in: folder),
        test: try cifar(["test_batch.bin"], in: folder), place: place ?? "from \(folder.path)")
    }
    return ImageDataset(
      kind, requested, training: try idx("train", kind, count: counts.training, in: folder),
      test: try idx("t10k", kind, count: counts.test, in: folder),
      place: place ?? "from \(folder.path)")
  }

  /// The images of both parts, with what is known of them.
  package init(
    _ kind: Kind, _ requested: Kind, training: Part, test: Part, place: String
  ) {
    func images(_ part: Part) -> LabelledImages {
      LabelledImages(
        shape: kind.shape, pixels: part.pixels, labels: part.labels.map(Int.init),
        classNames: kind.classNames)
    }
    let hash = "\(training.hash)-\(test.hash)"
    self.init(
      kind: kind, requested: requested, training: images(training), test: images(test),
      place: place, hash: hash, remark: Self.remark(on: kind, hash, training))
  }

  /// How images with this check sum differ from the published ones; nil if they do not.
  private static func remark(on kind: Kind, _ hash: String, _ training: Part) -> String? {
    if hash == kind.publishedHash || kind == .drawnShapes { return nil }
    if let known = kind.knownCopies[hash] { return known }
    // The published files begin with a frog and two trucks.
    let isCIFAR =
      kind == .cifar10 && training.labels.starts(with: [6, 9, 9])
      && training.pixels.starts(with: [59, 43, 50])
    return isCIFAR ? nil : "not the published images"
  }

  /// The images of one half of a data set, one after the other, and the label of each.
  package struct Part {
    var pixels: [UInt8] = []
    var labels: [UInt8] = []

    /// A part of no images.
    init() {}

    package init(pixels: [UInt8], labels: [UInt8]) {
      (self.pixels, self.labels) = (pixels, labels)
    }

    fileprivate var hash: String {
      let digits = String(checksum(of: pixels, labels), radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }
  }

  /// Reads a pair of IDX files, images and labels, plain or compressed.
  private static func idx(
    _ prefix: String, _ kind: Kind, count: Int, in folder: URL
  ) throws(DatasetError) -> Part {
    func file(_ name: String) -> URL {
      let file = folder.appendingPathComponent(name)
      return existing(file) ?? file
    }
    let imageFile = file("\(prefix)-images-idx3-ubyte")
    let labelFile = file("\(prefix)-labels-idx1-ubyte")
    let images = try IDXFile(contentsOf: imageFile, rank: 3)
    let labels = try IDXFile(contentsOf: labelFile, rank: 1)
    for (found, url) in [(images.lengths, imageFile), (labels.lengths, labelFile)]
    where found[0] != count {
      throw DatasetError(
        file: url.path,
        problem: .exampleCount(
          found: found[0], expected: count, of: found.count == 1 ? "labels" : "images"))
    }
    guard Array(images.lengths[1...]) == Array(kind.shape[1...]) else {
      throw DatasetError(
        file: imageFile.path,
        problem: .imageSize(
          found: Array(images.lengths[1...]), expected: Array(kind.shape[1...])))
    }
    let classes = kind.classNames.count
    if let example = labels.elements.firstIndex(where: { $0 >= classes }) {
      throw DatasetError(
        file: labelFile.path,
        problem: .labelOutOfRange(
          example: example, label: Int(labels.elements[example]), classes: classes))
    }
    return Part(pixels: images.elements, labels: labels.elements)
  }

  /// Reads files of CIFAR-10, 10,000 records each, one after the other.
  private static func cifar(_ names: [String], in folder: URL) throws(DatasetError) -> Part {
    var part = Part()
    for name in names {
      let file = folder.appendingPathComponent(name)
      let records = try CIFARFile(contentsOf: existing(file) ?? file, count: 10_000)
      part.pixels += records.pixels
      part.labels += records.labels
    }
    return part
  }
}
