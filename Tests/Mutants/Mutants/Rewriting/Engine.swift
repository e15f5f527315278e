// The engine's sources: every file with its mutants, written to another folder, and the pullbacks
// that have none.

import Foundation

/// The engine's source files, as they stand in a folder.
public struct Engine {
  /// The text of each file, by its path below the folder.
  public let files: [String: String]

  /// Reads every Swift file below a folder.
  ///
  /// - Throws: ``MutantError`` if a file cannot be read.
  public init(_ folder: URL) throws {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    guard !paths.isEmpty else { throw MutantError("\(folder.path): no sources are there.") }
    files = try paths.filter { $0.hasSuffix(".swift") }.reduce(into: [:]) { files, path in
      guard let data = FileManager.default.contents(atPath: folder.path + "/" + path) else {
        throw MutantError("\(path): the file cannot be read.")
      }
      files[path] = String(decoding: data, as: UTF8.self)
    }
  }

  /// The files of the engine with all mutants in them, the switch among them. Gradients are checked
  /// in double precision, so the code that single precision has for itself is not asked for.
  ///
  /// - Throws: ``MutantError`` if the table does not fit the engine: an original that is not found,
  ///   a pullback without a mutant.
  public func mutated(by mutants: [Mutant]) throws -> [String: String] {
    for file in Set(mutants.map(\.file)).sorted() where files[file] == nil {
      throw MutantError("\(file): the engine has no such file, and the table has mutants for it.")
    }
    if let bare = try bare(mutants).first { throw MutantError(bare) }
    let rewriter = Rewriter(mutants)
    let single = /@specialized\(where \w+ == Float\)/
    var mutated = try files.map {
      ($0, try rewriter.rewritten($1, path: $0).replacing(single, with: ""))
    }
    mutated.append(("ActiveMutant.swift", Rewriter.declaration))
    return Dictionary(uniqueKeysWithValues: mutated)
  }

  /// Every pullback, the closure of an `Edge`, that no mutant touches, as a sentence with file and
  /// line.
  ///
  /// - Throws: ``MutantError`` if an original is not found.
  public func bare(_ mutants: [Mutant]) throws -> [String] {
    try files.sorted { $0.key < $1.key }.flatMap { path, text in
      let source = SwiftSource(text)
      let places = try mutants.filter { $0.file == path }.map { try source.place(of: $0) }
      return source.places(of: "Edge(").compactMap { (call: Range<Int>) -> String? in
        let pullback = source.pullback(of: call)
        return places.contains { $0.overlaps(pullback) }
          ? nil : "\(path):\(source.line(of: call.lowerBound)): this pullback has no mutant."
      }
    }
  }

  /// Writes files below a folder: only those that differ, so that a build has no more to do than
  /// it must, and removes those that are no longer among them.
  ///
  /// - Throws: ``MutantError`` if a file cannot be written.
  public static func write(_ files: [String: String], to folder: URL) throws {
    let manager = FileManager.default
    for path in (try? manager.subpathsOfDirectory(atPath: folder.path)) ?? []
    where path.hasSuffix(".swift") && files[path] == nil {
      try? manager.removeItem(at: folder.appendingPathComponent(path))
    }
    for (path, text) in files {
      let file = folder.appendingPathComponent(path)
      if manager.contents(atPath: file.path) == Data(text.utf8) { continue }
      do {
        try manager.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file, options: .atomic)
      } catch {
        throw MutantError("\(file.path): the file cannot be written (\(error)).")
      }
    }
  }
}

extension SwiftSource {
  /// The body of the closure that begins on the line of a call; the rest of the line if there is
  /// none.
  fileprivate func pullback(of call: Range<Int>) -> Range<Int> {
    let end = code[call.upperBound...].firstIndex { $0.isNewline } ?? code.count
    let open = code[call.upperBound..<end].firstIndex(of: "{")
    return bodies.first { $0.open == open }?.range ?? call.lowerBound..<end
  }
}
