import Foundation

/// The root of the package.
let root = URL(filePath: #filePath).appending(path: "../../..").standardized

/// Where this test's program and the others were built.
let products: URL = {
  let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
  let folders = sequence(first: program) { $0.path == "/" ? nil : $0.deletingLastPathComponent() }
  return folders.first {
    FileManager.default.fileExists(atPath: $0.appending(path: "Modules").path)
  } ?? root.appending(path: ".build/debug")
}()
