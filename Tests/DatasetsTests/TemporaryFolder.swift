// Files for tests: written into a folder of their own, which goes when the test is over.

import Foundation

/// Writes files into a fresh folder, hands the folder to `body`, and removes it.
func withFiles<Result>(
  _ files: [String: Data], _ body: (URL) throws -> Result
) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, data) in files { try data.write(to: folder.appendingPathComponent(name)) }
  return try body(folder)
}
