// A data set of images as its authors published it, in two parts: images to train on, and images to
// judge by. Which one it is, and how it may differ from the published, is said in words, for the
// lesson's output and its run.json.

import Gradus

/// Images to train on and to judge by, and what is known about them.
public struct ImageDataset: Sendable {
  /// The data sets there are.
  public enum Kind: String, CaseIterable, Sendable {
    /// Handwritten digits: 60,000 and 10,000 images, 1×28×28.
    case mnist
    /// Articles of clothing: 60,000 and 10,000 images, 1×28×28.
    case fashionMNIST
    /// The first 600 and 100 images of each class of Fashion-MNIST, which ship with the package.
    case fashionMNISTSubset
    /// Animals and vehicles: 50,000 and 10,000 images, 3×32×32.
    case cifar10
    /// Ten shapes and textures drawn from a seed: 6,000 and 1,000 images, 3×32×32.
    case drawnShapes
  }

  /// Which data set this is.
  public let kind: Kind
  /// Which one was asked for.
  public let requested: Kind
  /// The images to train on.
  public let training: LabelledImages
  /// The images to judge by, and only that.
  public let test: LabelledImages
  /// Where the images come from: "from /home/ada/data/mnist", "shipped with the package".
  public let place: String
  /// The check sum of pixels and labels (CRC-32) of the training and of the test images, in
  /// hexadecimal digits: two files with the same images and labels have the same.
  public let hash: String
  /// How the images differ from the published ones, if they do.
  let remark: String?

  /// Whether another data set was asked for and is not there.
  public var isStandIn: Bool { kind != requested }

  /// Whether these are the images asked for: those published, or a copy of them that is known.
  public var isGenuine: Bool { !isStandIn && remark == kind.knownCopies[hash] }

  /// The name, with what is known of its pixels: "CIFAR-10, its pixels went through JPEG once".
  public var name: String { kind.name + (remark.map { ", \($0)" } ?? "") }

  /// Where it comes from: a citation.
  public var source: String { kind.source }

  /// The licence it is under.
  public var licence: String { kind.licence }

  /// How many images there are in all.
  public var count: Int { training.count + test.count }

  /// One sentence for the lesson's output: which data these are and from where, and, if they stand
  /// in for others, how to have those.
  public var provenance: String {
    let found =
      "\(name): \(training.count) images to train on and \(test.count) to judge by, \(place)"
    guard isStandIn else { return found + "." }
    return found + ". They stand in for \(requested.name), which \(requested.bringer) brings."
  }
}

extension ImageDataset.Kind {
  /// The data set's name, in words.
  public var name: String {
    switch self {
    case .mnist: "MNIST"
    case .fashionMNIST: "Fashion-MNIST"
    case .fashionMNISTSubset: "Fashion-MNIST (a tenth of it)"
    case .cifar10: "CIFAR-10"
    case .drawnShapes: "Drawn shapes"
    }
  }

  /// The classes' names, by label.
  public var classNames: [String] {
    switch self {
    case .mnist: (0...9).map(String.init)
    case .fashionMNIST, .fashionMNISTSubset:
      [
        "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
        "ankle boot",
      ]
    case .cifar10:
      [
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
      ]
    case .drawnShapes:
      [
        "disc", "ring", "triangle", "square", "star", "cross", "stripes", "checks", "dots",
        "zigzag",
      ]
    }
  }

  /// Where the data set comes from: a citation.
  public var source: String {
    switch self {
    case .mnist: "LeCun, Bottou, Bengio and Haffner (1998)"
    case .fashionMNIST, .fashionMNISTSubset: "Xiao, Rasul and Vollgraf (2017)"
    case .cifar10: "Krizhevsky (2009)"
    case .drawnShapes: "drawn by this package from a seed"
    }
  }

  /// The licence it is under.
  public var licence: String {
    switch self {
    case .mnist: "CC BY-SA 3.0"
    case .fashionMNIST, .fashionMNISTSubset: "MIT"
    case .cifar10: "published without a licence of its own"
    case .drawnShapes: "MIT"
    }
  }

  /// What brings the files.
  var bringer: String {
    self == .fashionMNIST ? "Debian's package dataset-fashion-mnist" : "make data"
  }

  /// The shape of one image.
  var shape: [Int] {
    switch self {
    case .mnist, .fashionMNIST, .fashionMNISTSubset: [1, 28, 28]
    case .cifar10, .drawnShapes: [3, 32, 32]
    }
  }

  /// How many images the two parts have.
  package var counts: (training: Int, test: Int) {
    switch self {
    case .mnist, .fashionMNIST: (60_000, 10_000)
    case .fashionMNISTSubset, .drawnShapes: (6_000, 1_000)
    case .cifar10: (50_000, 10_000)
    }
  }

  /// The check sums of the published images and labels, where the package knows them.
  var publishedHash: String? {
    switch self {
    case .mnist: "df6dde61-190e897b"
    case .fashionMNIST: "a8c91d78-d12e98e2"
    case .fashionMNISTSubset: "cd7b43c9-aaad9082"
    case .cifar10, .drawnShapes: nil
    }
  }

  /// How copies that are known, by their check sums, differ from the published images.
  var knownCopies: [String: String] {
    self == .cifar10 ? ["3fddb0c5-dcd0c03e": "its pixels went through JPEG once"] : [:]
  }
}
