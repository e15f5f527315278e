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
    let pens = Set(Self.drawingModules.map(Self.folder))
    let computing = try Self.closure(of: folders, without: pens, in: root)
    let all = try Self.closure(of: folders, without: [], in: root)
    func digests(_ paths: Set<String>) throws -> [String: String] {
      try Dictionary(
        uniqueKeysWithValues: paths.map { ($0, try SourceDigest.hex(of: $0, in: root)) })
    }
    let manifest = "Package.swift"
    let hasManifest = FileManager.default.fileExists(
      atPath: root.appendingPathComponent(manifest).path)
    self.computing = try digests(hasManifest ? computing.union([manifest]) : computing)
    drawing = try digests(all.subtracting(computing).union(folders))
  }

  /// The given folders, and those of the modules that they import, directly or not.
  private static func closure(
    of folders: [String], without excluded: Set<String>, in root: URL
  ) throws -> Set<String> {
    var found: Set<String> = []
    var waiting = folders
    while let path = waiting.popLast() {
      guard found.insert(path).inserted else { continue }
      waiting += try imports(below: path, in: root).map(folder).filter {
        !excluded.contains($0)
          && FileManager.default.fileExists(atPath: root.appendingPathComponent($0).path)
      }
    }
    return found
  }

  /// Where a module has its sources, if it is one of the package's.
  private static func folder(of module: String) -> String { "Sources/\(module)" }

  /// The modules that the Swift files below a folder import.
  private static func imports(below path: String, in root: URL) throws -> Set<String> {
    let files = try SourceDigest.files(of: path, in: root).filter { $0.hasSuffix(".swift") }
    return try files.reduce(into: []) { modules, file in
      let text = String(decoding: try SourceDigest.contents(of: file, in: root), as: UTF8.self)
      // `@testable import Gradus`, `import struct Foundation.URL`
      for line in text.split(separator: "\n") where line.hasPrefix("import ") || line.first == "@" {
        let words = line.split(separator: " ").drop { $0.hasPrefix("@") }
        if words.first == "import", let last = words.last {
          modules.insert(String(last.prefix { $0 != "." }))
        }
      }
    }
  }
}
