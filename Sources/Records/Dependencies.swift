// What a run depends on: the sources of its program and of every module that these import, directly
// or not, and how the package builds them. A module that only draws cannot change what is computed;
// what the figures are drawn with is kept apart for that reason.

import Foundation

/// The sources behind a run, as paths from the root to digests of their code.
public struct Dependencies: Sendable, Equatable {
  /// What the results depend on.
  public let computing: [String: String]
  /// What the figures depend on besides.
  public let drawing: [String: String]

  /// The modules that draw and compute nothing.
  static let drawingModules = ["Plot", "GradientPlots"]

  /// Finds out what the sources in a folder depend on.
  ///
  /// - Parameters:
  ///   - folders: a program's own, such as `Lessons/01-Regression`, relative to `root`.
  ///   - root: the root of the repository.
  /// - Throws: ``LessonError`` if a folder does not exist or a file cannot be read.
  public init(of folders: [String], in root: URL) throws {
    var computing: [String: String] = [:]
    var drawing: [String: String] = [:]
    var waiting = folders
    while let path = waiting.popLast() {
      let isDrawing = Self.drawingModules.contains { path == Self.folder(of: $0) }
      if computing[path] ?? drawing[path] != nil { continue }
      let digest = try SourceDigest.hex(of: path, in: root)
      if isDrawing { drawing[path] = digest } else { computing[path] = digest }
      if folders.contains(path) { drawing[path] = digest }
      waiting += try Self.imports(below: path, in: root).map(Self.folder)
        .filter { FileManager.default.fileExists(atPath: root.appendingPathComponent($0).path) }
    }
    let manifest = "Package.swift"
    if FileManager.default.fileExists(atPath: root.appendingPathComponent(manifest).path) {
      computing[manifest] = try SourceDigest.hex(of: manifest, in: root)
    }
    (self.computing, self.drawing) = (computing, drawing)
  }

  /// Where a module has its sources, if it is one of the package's.
  private static func folder(of module: String) -> String { "Sources/\(module)" }

  /// The modules that the Swift files below a folder import.
  private static func imports(below path: String, in root: URL) throws -> Set<String> {
    let files = try SourceDigest.files(of: path, in: root).filter { $0.hasSuffix(".swift") }
    return try files.reduce(into: []) { modules, file in
      let text = String(decoding: try SourceDigest.contents(of: file, in: root), as: UTF8.self)
      for line in text.split(separator: "\n") {
        if let match = line.wholeMatch(of: /(?:@\w+ )*import (?:\w+ )?(\w+)(?:\.\w+)*/) {
          modules.insert(String(match.1))
        }
      }
    }
  }
}
