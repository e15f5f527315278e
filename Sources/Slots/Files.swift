// The files of a package, as those who read its sources and pages go through them.

import Foundation

/// Files below a folder.
public enum Files {
  /// Paths from the root, sorted. What is hidden is left out, and so are links: the file that a link
  /// names stands elsewhere too.
  public static func below(_ folder: String, in root: URL) -> [String] {
    let place = root.appendingPathComponent(folder)
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: place.path)) ?? []
    return paths.filter { path in
      var isFolder: ObjCBool = false
      let file = place.appendingPathComponent(path).path
      return !path.split(separator: "/").contains { $0.hasPrefix(".") }
        && (try? FileManager.default.destinationOfSymbolicLink(atPath: file)) == nil
        && FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted().map { "\(folder)/\($0)" }
  }
}
