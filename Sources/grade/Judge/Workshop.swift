// Where a body becomes a program: two small files, compiled against the engine as it was built, and
// linked to it. No body is in another's program, so that one that does not compile costs nobody else,
// and the engine is built once.

import Foundation
import Records
import Slots

/// Compiles bodies, and keeps the programs.
struct Workshop: Sendable {
  /// Why there is no program: what the compiler says.
  struct Failure: Error {
    let messages: String
  }

  /// Seconds of computing for the compiler.
  static let patience = 60

  /// The package the exercises belong to.
  let root: URL
  /// What was built of it: the library of the engine and its modules.
  let build: URL
  /// Where programs are kept.
  let folder: URL

  /// - Parameters:
  ///   - build: where the engine was built; `.build/debug` unless said otherwise.
  init(_ root: URL, build: URL? = nil) {
    self.root = root
    self.build = build ?? root.appending(path: ".build/debug")
    folder = root.appending(path: ".build/answers")
  }

  /// The library that every program is linked to.
  var library: URL {
    #if os(Linux)
      build.appending(path: "libGradusServing.so")
    #else
      build.appending(path: "libGradusServing.dylib")
    #endif
  }

  /// The program that answers with a body, compiled unless it is there already.
  ///
  /// - Parameter engine: a file of the engine whose functions are to stand before the engine's own.
  /// - Throws: ``Failure`` where it does not compile; Foundation's errors where nothing can be
  ///   written or started.
  func program(
    for exercise: Exercise, _ slot: Slot, body: String, place: (path: String, line: Int),
    beside engine: String? = nil
  ) throws -> URL {
    let file = exercise.frame == nil ? try SlotFolder.text(of: slot.path, in: root) : ""
    let source = try exercise.source(with: body, in: file, of: slot, place: place)
    var digest = Digest()
    digest.add(source)
    digest.add(exercise.program)
    digest.add(engine ?? "")
    digest.add("\(try library.resourceValues(forKeys: [.contentModificationDateKey]))")
    let manager = FileManager.default
    let home = folder.appending(path: "\(exercise.number)-\(digest.hexadecimal.prefix(16))")
    let program = home.appending(path: "answer")
    let kept = manager.contents(atPath: home.appending(path: "slot.swift").path)
    if kept == Data(source.utf8), manager.isExecutableFile(atPath: program.path) { return program }
    let desk = folder.appending(path: UUID().uuidString)
    try manager.createDirectory(at: desk, withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: desk) }
    try Data(source.utf8).write(to: desk.appending(path: "slot.swift"))
    try Data(exercise.program.utf8).write(to: desk.appending(path: "main.swift"))
    if let engine {
      try Data(("@testable import Gradus\n" + engine).utf8)
        .write(to: desk.appending(path: "engine.swift"))
    }
    try compile(["main.swift", "slot.swift"] + (engine == nil ? [] : ["engine.swift"]), in: desk)
    try? manager.removeItem(at: home)
    try? manager.moveItem(at: desk, to: home)
    return program
  }

  private func compile(_ files: [String], in desk: URL) throws {
    let shims = root.appending(
      path: ".build/checkouts/swift-numerics/Sources/_NumericsShims/include")
    let (status, messages) = try Self.run(
      "/bin/sh",
      [
        "-c", "ulimit -t \(Self.patience); exec \"$@\"", "sh", "swiftc",
        "-Onone", "-wmo", "-module-name", "Answer", "-swift-version", "6", "-suppress-warnings",
        "-enable-upcoming-feature", "MemberImportVisibility",
        "-I", build.appending(path: "Modules").path, "-I", shims.path,
        "-L", build.path, "-lGradusServing", "-Xlinker", "-rpath", "-Xlinker", build.path,
        "-o", "answer",
      ] + files, in: desk)
    guard status != 0 else { return }
    if messages.contains("due to signal") {
      throw Failure(messages: "the compiler was stopped after \(Self.patience) seconds, or crashed")
    }
    // Nobody has written the lines around the body.
    let lines = messages.replacing(/(slot|main)\.swift:\d+:\d+/, with: "around your lines")
      .split(separator: "\n").filter { !$0.contains("#sourceLocation") }
    throw Failure(messages: lines.prefix(12).joined(separator: "\n"))
  }

  /// Runs a program of the system: its status, and what it prints.
  static func run(_ name: String, _ arguments: [String], in folder: URL) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
