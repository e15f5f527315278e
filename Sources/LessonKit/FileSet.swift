// Files that belong together: the figures of a run and the run.json that describes them. All are
// written into a hidden folder beside their places, and take these only once all are whole; so a
// full disk or an interruption leaves the files of an earlier run, not a mixture of two. Of two runs
// that write into one folder one waits for the other.

import Foundation

/// Files on their way into one folder.
struct FileSet {
  /// The hidden folder; what a killed run has left in it, the next one removes.
  static let waitingRoom = ".unfinished"

  private var contents: [String: Data] = [:]
  /// The present run.json of the folder when the set was begun.
  private let before: Stamp

  /// No files yet, to go into a folder.
  init(in folder: URL) { before = Stamp(of: folder) }

  /// The files' names, sorted.
  var names: [String] { contents.keys.sorted() }

  /// Adds a file, in place of an earlier one of this name.
  mutating func add(_ name: String, _ bytes: Data) {
    contents[name] = bytes
  }

  /// Writes all files, or none.
  ///
  /// - Parameters:
  ///   - folder: where to; it must exist.
  ///   - patience: how many seconds to wait for another who is writing there.
  /// - Returns: whether nobody else has written a run there since the set was begun.
  /// - Throws: ``LessonError`` if a file cannot be written.
  func write(into folder: URL, patience: Double = 10) throws -> Bool {
    try FolderLock.hold(folder, patience: patience) {
      let isAlone = Stamp(of: folder) == before
      try write(through: folder.appendingPathComponent(Self.waitingRoom, isDirectory: true), folder)
      return isAlone
    }
  }

  private func write(through room: URL, _ folder: URL) throws {
    func place(_ name: String) -> URL {
      folder.appendingPathComponent(name, isDirectory: false)
    }
    try? FileManager.default.removeItem(at: room)
    defer { try? FileManager.default.removeItem(at: room) }
    for name in names {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: place(name).path, isDirectory: &isFolder),
        isFolder.boolValue
      {
        throw LessonError("\(place(name).path) cannot be written: it is a folder.")
      }
    }
    for (name, bytes) in contents.sorted(by: { $0.key < $1.key }) {
      do {
        try FileManager.default.createDirectory(at: room, withIntermediateDirectories: true)
        try bytes.write(to: room.appendingPathComponent(name))
      } catch {
        throw LessonError("\(place(name).path) cannot be written: \(LessonError.reason(error)).")
      }
    }
    for name in names {
      guard rename(room.appendingPathComponent(name).path, place(name).path) == 0 else {
        throw LessonError("\(place(name).path) cannot be written: \(LessonError.systemReason()).")
      }
    }
  }
}

/// What tells one run.json in a folder from the next; two that are missing are alike.
private struct Stamp: Equatable {
  private let number: Int?
  private let date: Date?

  init(of folder: URL) {
    let file = folder.appendingPathComponent(Run.fileName).path
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    number = attributes?[.systemFileNumber] as? Int
    date = attributes?[.modificationDate] as? Date
  }
}

/// A folder that one writer at a time has for itself. The system's lock goes with the process that
/// has it, however that ends, and leaves no file behind.
enum FolderLock {
  /// Runs `body` while nobody else has the folder.
  ///
  /// - Throws: ``LessonError`` if the folder is not there or somebody has it for longer than
  ///   `patience`, in seconds; what `body` throws.
  static func hold<Result>(
    _ folder: URL, patience: Double, _ body: () throws -> Result
  ) throws -> Result {
    let descriptor = open(folder.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw LessonError(
        "the folder \(folder.path) cannot be written to: \(LessonError.systemReason()).")
    }
    // Closing unlocks.
    defer { close(descriptor) }
    let end = ProcessInfo.processInfo.systemUptime + patience
    // Any other error is that of a file system without locks.
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
      guard ProcessInfo.processInfo.systemUptime < end else {
        throw LessonError(
          "another run is writing into \(folder.path): run this again when that has ended.")
      }
      usleep(10_000)
    }
    return try body()
  }
}
