// Where the data files are: in a folder the reader names, or in the bundle SwiftPM builds beside
// the program from Sources/Datasets/Resources.

import Foundation

/// The place of a data file in the given folder, or of the one that ships with the package.
func resource(_ name: String, in directory: URL?) -> URL {
  if let directory { return directory.appendingPathComponent(name) }
  // Foundation takes a bundle's top folder "Resources" for its own and looks inside it unasked, but
  // Xcode's bundles nest ours one level down.
  let bundle = Bundle.module
  return bundle.url(forResource: name, withExtension: nil)
    ?? bundle.url(forResource: name, withExtension: nil, subdirectory: "Resources")
    ?? bundle.bundleURL.appendingPathComponent("Resources").appendingPathComponent(name)
}
