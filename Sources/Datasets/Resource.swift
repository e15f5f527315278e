// Where the data files are: in a folder the reader names, or in the folder that SwiftPM builds
// beside the program from Sources/Datasets/Resources. SwiftPM's own `Bundle.module` stops the program
// where that has been left behind; here it is an error like that of any other file.

import Foundation

/// The place of a data file in the given folder, or of the one that ships with the package.
///
/// - Throws: `DatasetError` if the package's files are not with the program.
func resource(_ name: String, in directory: URL?) throws(DatasetError) -> URL {
  if let directory { return directory.appendingPathComponent(name) }
  return try shipped(name, beside: Bundle.main.bundleURL, from: URL(filePath: #filePath))
}

/// The place of a file that ships with the package.
///
/// - Parameters:
///   - program: the folder of the program.
///   - source: this file when it was compiled. Its folder has the files too, and serves programs,
///     such as those that run tests, beside which there is nothing.
func shipped(_ name: String, beside program: URL, from source: URL) throws(DatasetError) -> URL {
  // What SwiftPM calls the folder on Linux and on macOS; Xcode's lies one level down.
  let bundles = ["Gradus_Datasets.resources", "Gradus_Datasets.bundle"]
  let inBundles = bundles.flatMap { bundle in
    ["Resources", "Contents/Resources/Resources"].map {
      program.appendingPathComponent("\(bundle)/\($0)", isDirectory: true)
    }
  }
  let own = source.deletingLastPathComponent().appendingPathComponent("Resources")
  let places = (inBundles + [own]).map { $0.appendingPathComponent(name) }
  guard let place = places.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
    throw DatasetError(
      file: program.appendingPathComponent(bundles[0]).path, problem: .leftBehind(name))
  }
  return place
}
