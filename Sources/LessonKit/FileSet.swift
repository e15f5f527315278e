// Files that belong together: the figures of a run and the run.json that describes them. All are
// written into a hidden folder beside their places, and take these only once all are whole; so a
// full disk or an interruption leaves the files of an earlier run, not a mixture of two.

import Foundation

/// Files on their way into one folder.
struct FileSet {
  /// The hidden folder; what a killed run has left in it, the next one removes.
  static let waitingRoom = ".unfinished"

  private var contents: [String: Data] = [:]

  /// The files' names, sorted.
  var names: [String] { contents.keys.sorted() }

  /// Adds a file, in place of an earlier one of this name.
  mutating func add(_ name: String, _ bytes: Data) {
    contents[name] = bytes
  }

  /// Writes all files, or none.
  ///
  /// - Parameter folder: where to; it must exist.
  /// - Throws: ``LessonError`` if a file cannot be written.
  func write(into folder: URL) throws {
    let room = folder.appendingPathComponent(Self.waitingRoom, isDirectory: true)
    try? FileManager.default.removeItem(at: room)
    defer { try? FileManager.default.removeItem(at: room) }
    for name in names {
      let place = folder.appendingPathComponent(name, isDirectory: false)
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder),
        isFolder.boolValue
      {
        throw LessonError("\(place.path) cannot be written: it is a folder.")
      }
    }
    for (name, bytes) in contents.sorted(by: { $0.key < $1.key }) {
      do {
        try FileManager.default.createDirectory(at: room, withIntermediateDirectories: true)
        try bytes.write(to: room.appendingPathComponent(name))
      } catch {
        let place = folder.appendingPathComponent(name, isDirectory: false)
        throw LessonError("\(place.path) cannot be written: \(LessonError.reason(error)).")
      }
    }
    for name in names {
      let place = folder.appendingPathComponent(name, isDirectory: false)
      guard rename(room.appendingPathComponent(name).path, place.path) == 0 else {
        let reason = String(cString: strerror(errno)).lowercased()
        throw LessonError("\(place.path) cannot be written: \(reason).")
      }
    }
  }
}
