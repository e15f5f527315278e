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
  static let drawingModules = ["Plot", "GradientPlots", "TensorPlots"]

  /// Finds out what the sources in a folder depend on.
  ///
  /// - Parameters:
  ///   - folders: a program's own, such as `Lessons/01-Regression`, relative to the root.
  ///   - sources: those of the repository.
  /// - Throws: ``LessonError`` if a folder does not exist or a file cannot be read.
  public init(of folders: [String], in sources: SourceTree) throws {
    let computing = try Self.closure(of: folders, without: Self.drawingModules, in: sources)
    let all = try Self.closure(of: folders, without: [], in: sources)
    func digests(_ paths: Set<String>) throws -> [String: String] {
      try Dictionary(uniqueKeysWithValues: paths.map { ($0, try sources.digest(of: $0)) })
    }
    let manifest: Set = ["Package.swift"]
    self.computing = try digests(computing.union(manifest.filter(sources.has)))
    drawing = try digests(all.subtracting(computing).union(folders))
  }

  /// The given folders, and those of the modules that they import, directly or not.
  private static func closure(
    of folders: [String], without excluded: [String], in sources: SourceTree
  ) throws -> Set<String> {
    var found: Set<String> = []
    var waiting = folders
    while let path = waiting.popLast() {
      guard found.insert(path).inserted else { continue }
      waiting += try sources.imports(below: path).subtracting(excluded).map { "Sources/\($0)" }
        .filter(sources.has)
    }
    return found
  }
}

/// The sources of a repository. What has been looked at once is not looked at again.
public final class SourceTree {
  private let root: URL
  private var digests: [String: String] = [:]
  private var imports: [String: Set<String>] = [:]

  /// The sources below the root of a repository.
  public init(_ root: URL) { self.root = root }

  /// Whether there is a file or folder at a path relative to the root.
  func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  /// The digest of a file or folder, as ``SourceDigest`` forms it.
  func digest(of path: String) throws -> String {
    if let known = digests[path] { return known }
    let digest = try SourceDigest.hex(of: path, in: root)
    digests[path] = digest
    return digest
  }

  /// The modules that the Swift files below a folder import.
  func imports(below path: String) throws -> Set<String> {
    if let known = imports[path] { return known }
    let files = try SourceDigest.files(of: path, in: root).filter { $0.hasSuffix(".swift") }
    let modules = try files.reduce(into: Set<String>()) { modules, file in
      let text = String(decoding: try SourceDigest.contents(of: file, in: root), as: UTF8.self)
      // `@testable import Gradus`, `import struct Foundation.URL`
      for line in text.split(separator: "\n") where line.hasPrefix("import ") || line.first == "@" {
        let words = line.split(separator: " ").drop { $0.hasPrefix("@") }
        if words.first == "import", let last = words.last {
          modules.insert(String(last.prefix { $0 != "." }))
        }
      }
    }
    imports[path] = modules
    return modules
  }
}
