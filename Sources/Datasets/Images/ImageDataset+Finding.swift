// Where the files of a data set are looked for, and which data set takes the place of one that is
// not there, so that every lesson runs on a fresh machine without a network. (What takes the place of
// colour images is drawn, by the module DrawnImages.)

import Foundation

extension ImageDataset {
  /// Finds a data set and reads it. The places, in order:
  ///
  /// 1. the folder given, and no other, if there is one;
  /// 2. the folder that `GRADUS_DATA` names;
  /// 3. `Data` in the repository, where `make data` puts the files;
  /// 4. for Fashion-MNIST, and in MNIST's place, where Debian's package `dataset-fashion-mnist` has
  ///    its files;
  /// 5. what ships with the package, in the data set's place.
  ///
  /// A folder has the files in a folder of their own, `mnist`, `fashion-mnist` or
  /// `cifar-10-batches-bin`, or directly; MNIST's may be compressed or not.
  ///
  /// - Parameters:
  ///   - kind: the data set.
  ///   - folder: where to look for it, as the reader said with `--data`.
  ///   - bundledOnly: whether to look nowhere, and take what ships with the package, as the reader
  ///     said with `--bundled`: the same images on every machine.
  /// - Throws: `DatasetError` if the folder given does not have the data set, the one that
  ///   `GRADUS_DATA` names does not exist, a file found is not as published, or nothing ships in the
  ///   data set's place, as for CIFAR-10.
  public static func find(
    _ kind: Kind, in folder: URL? = nil, bundledOnly: Bool = false
  ) throws(DatasetError) -> ImageDataset {
    if !bundledOnly, let found = try found(kind, in: folder) { return found }
    return try bundled(requested: kind)
  }

  /// The data set, from the places 1 to 4; nil if no folder was given and none has it.
  package static func found(
    _ kind: Kind, in folder: URL? = nil
  ) throws(DatasetError) -> ImageDataset? {
    if let folder { return try load(kind, from: folder) }
    return try found(kind, amid: try usualFolders(), debian: debianFolder)
  }

  /// The data set, from the folders that are searched unasked; nil if none has it.
  package static func found(
    _ kind: Kind, amid folders: [URL], debian: URL
  ) throws(DatasetError) -> ImageDataset? {
    for folder in folders where kind.isInFiles {
      if let files = kind.files(in: folder) { return try load(kind, from: files, requested: kind) }
    }
    if kind == .mnist || kind == .fashionMNIST, let files = Kind.fashionMNIST.files(in: debian) {
      return try load(.fashionMNIST, from: files, requested: kind)
    }
    return nil
  }

  /// Reads a data set from a folder that must have it; what comes with the package needs no folder.
  ///
  /// - Throws: `DatasetError` if it has not, or one of its files is not as published.
  public static func load(_ kind: Kind, from folder: URL) throws(DatasetError) -> ImageDataset {
    if !kind.isInFiles { return try bundled(requested: kind) }
    guard let files = kind.files(in: folder) else {
      throw DatasetError(
        file: folder.path,
        problem: .missing(
          set: kind.name, expected: ["\(kind.folderName)/\(kind.firstFile)", kind.firstFile]))
    }
    return try load(kind, from: files, requested: kind)
  }

  /// What ships with the package, in a data set's place: the subset of Fashion-MNIST, and nothing in
  /// colours.
  static func bundled(requested: Kind) throws(DatasetError) -> ImageDataset {
    switch requested {
    case .cifar10, .drawnShapes:
      throw DatasetError(file: "the package", problem: .notBundled(set: requested.name))
    case .mnist, .fashionMNIST, .fashionMNISTSubset:
      return try load(
        .fashionMNISTSubset, from: try resource(Kind.fashionMNISTSubset.folderName, in: nil),
        requested: requested, place: "shipped with the package")
    }
  }

  /// Where Debian's package `dataset-fashion-mnist` has its files.
  private static var debianFolder: URL {
    URL(fileURLWithPath: "/usr/share/datasets/fashion-mnist", isDirectory: true)
  }

  /// The folders that `GRADUS_DATA` and the repository offer.
  private static func usualFolders() throws(DatasetError) -> [URL] {
    var folders: [URL] = []
    if let path = ProcessInfo.processInfo.environment["GRADUS_DATA"], !path.isEmpty {
      guard FileManager.default.fileExists(atPath: path) else {
        throw DatasetError(
          file: path,
          problem: .unreadable(reason: "there is no such folder, which GRADUS_DATA names"))
      }
      folders.append(URL(fileURLWithPath: path, isDirectory: true))
    }
    // The repository: the nearest folder upwards with a manifest.
    var folder = URL(
      fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
    while folder.path != "/", !folder.path.isEmpty {
      let manifest = folder.appendingPathComponent("Package.swift").path
      if FileManager.default.fileExists(atPath: manifest) {
        folders.append(folder.appendingPathComponent("Data", isDirectory: true))
        break
      }
      folder = folder.deletingLastPathComponent().standardizedFileURL
    }
    return folders
  }
}

extension ImageDataset.Kind {
  /// Whether the data set is in files that a reader has to bring.
  var isInFiles: Bool { self != .fashionMNISTSubset && self != .drawnShapes }

  /// The folder of the data set's own, below one with several.
  var folderName: String {
    switch self {
    case .mnist: "mnist"
    case .fashionMNIST: "fashion-mnist"
    case .fashionMNISTSubset: "fashion-mnist-subset"
    case .cifar10: "cifar-10-batches-bin"
    case .drawnShapes: ""
    }
  }

  /// The file by which the data set is noticed.
  var firstFile: String { self == .cifar10 ? "data_batch_1.bin" : "train-images-idx3-ubyte" }

  /// The folder that has this data set's files: the one of its own below `folder`, or `folder`.
  func files(in folder: URL) -> URL? {
    [folder.appendingPathComponent(folderName, isDirectory: true), folder].first { place in
      let file = place.appendingPathComponent(firstFile)
      return existing(file) != nil
    }
  }
}

/// The file, or the same compressed by gzip, if one of them is there.
func existing(_ file: URL) -> URL? {
  [file, file.appendingPathExtension("gz")].first {
    FileManager.default.fileExists(atPath: $0.path)
  }
}
