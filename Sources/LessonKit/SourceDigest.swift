// The digest of a folder of sources, by which a run is known to be stale. Files count by sorted
// path and contents. Of Swift and C only code counts: blank lines, indentation and lines that are
// nothing but a `//` comment are passed over, so that a comment or an ANCHOR asks for no new run.

import Foundation
import Plot

/// Digests of the sources a run depends on.
public enum SourceDigest {
  /// The digest of one file, or of all files below a folder; hidden files do not count.
  ///
  /// - Parameters:
  ///   - path: relative to `root`, such as `Sources/Gradus`.
  ///   - root: the root of the repository.
  /// - Throws: ``LessonError`` if `path` does not exist or a file cannot be read.
  public static func hex(of path: String, in root: URL) throws -> String {
    let place = root.appendingPathComponent(path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
      throw LessonError("\(path), on which the run depends, does not exist in \(root.path).")
    }
    var digest = Digest()
    for name in isFolder.boolValue ? try files(below: place) : [""] {
      let file = name.isEmpty ? place : place.appendingPathComponent(name)
      digest.add(name)
      guard let data = FileManager.default.contents(atPath: file.path) else {
        throw LessonError("\(path)/\(name), on which the run depends, cannot be read.")
      }
      let code = code(in: data, of: file)
      digest.add("\(code.count)")
      digest.add(String(decoding: code, as: UTF8.self))
    }
    return digest.hexadecimal
  }

  /// The paths of all files below `folder`, relative to it, sorted.
  private static func files(below folder: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { path in
      var isFolder: ObjCBool = false
      let place = folder.appendingPathComponent(path).path
      return !path.split(separator: "/").contains { $0.hasPrefix(".") }
        && FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  private static func code(in data: Data, of file: URL) -> Data {
    guard ["swift", "c", "h"].contains(file.pathExtension) else { return data }
    let space = UInt8(ascii: " ")
    let lines = data.split(separator: UInt8(ascii: "\n")).lazy
      .map { $0.drop { $0 == space } }
      .filter { !$0.isEmpty && !$0.starts(with: "//".utf8) }
    return Data(lines.joined(separator: "\n".utf8))
  }
}
