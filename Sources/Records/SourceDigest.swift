// The digest of a folder of sources, by which a change is known. Files count by sorted path and
// contents. Of Swift and C only code counts: blank lines, indentation and lines that are nothing but
// a `//` comment are passed over, so that a comment or an ANCHOR asks for no new run.

import Foundation

/// Digests of the sources a run depends on.
public enum SourceDigest {
  /// The digest of one file, or of all files below a folder; hidden files do not count.
  ///
  /// - Parameters:
  ///   - path: relative to `root`, such as `Sources/Gradus`.
  ///   - root: the root of the repository.
  /// - Throws: ``LessonError`` if `path` does not exist or a file cannot be read.
  public static func hex(of path: String, in root: URL) throws -> String {
    var digest = Digest()
    for file in try files(of: path, in: root) {
      digest.add(String(file.dropFirst(path.count)))
      let code = code(in: try contents(of: file, in: root), of: file)
      digest.add("\(code.count)")
      digest.add(code)
    }
    return digest.hexadecimal
  }

  /// The paths, relative to `root`, of all files below a folder, sorted; or of a file, its own.
  static func files(of path: String, in root: URL) throws -> [String] {
    let place = root.appendingPathComponent(path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
      throw LessonError("\(path), on which the run depends, does not exist in \(root.path).")
    }
    if !isFolder.boolValue { return [path] }
    return try FileManager.default.subpathsOfDirectory(atPath: place.path).filter { name in
      var isFolder: ObjCBool = false
      let file = place.appendingPathComponent(name).path
      return !name.split(separator: "/").contains { $0.hasPrefix(".") }
        && FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted().map { "\(path)/\($0)" }
  }

  /// The bytes of a file, by its path relative to `root`.
  static func contents(of file: String, in root: URL) throws -> Data {
    guard let data = FileManager.default.contents(atPath: root.appendingPathComponent(file).path)
    else { throw LessonError("\(file), on which the run depends, cannot be read.") }
    return data
  }

  private static func code(in data: Data, of file: String) -> Data {
    guard [".swift", ".c", ".h"].contains(where: file.hasSuffix) else { return data }
    let space = UInt8(ascii: " ")
    let lines = data.split(separator: UInt8(ascii: "\n")).lazy
      .map { $0.drop { $0 == space } }
      .filter { !$0.isEmpty && !$0.starts(with: "//".utf8) }
    return Data(lines.joined(separator: "\n".utf8))
  }
}
