// Where the repository is: the nearest folder, from the current one upwards, whose Package.swift
// declares the package "Gradus". Lessons write their figures below it; the book is woven in it.

import Foundation

/// The repository on this machine.
public enum Repository {
  /// The root of the repository that holds `start`.
  ///
  /// - Parameter start: a folder; the current one unless told otherwise.
  /// - Returns: the nearest folder upwards whose `Package.swift` declares Gradus, or nil.
  public static func root(
    from start: URL = URL(
      fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
  ) -> URL? {
    var folder = start.standardizedFileURL
    // The current folder may have been removed; then it has no path, and no end upwards.
    while folder.path.hasPrefix("/") {
      let manifest = folder.appendingPathComponent("Package.swift")
      if let text = try? String(contentsOf: manifest, encoding: .utf8),
        text.contains("name: \"Gradus\"")
      {
        return folder
      }
      let parent = folder.deletingLastPathComponent().standardizedFileURL
      if parent.path == folder.path { return nil }
      folder = parent
    }
    return nil
  }

  /// A lesson's number as its folders spell it: `01`.
  public static func folderName(ofLesson number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  /// The folder of a lesson's own source, relative to the root: `Lessons/01-Regression`.
  ///
  /// - Returns: nil if there is none, or more than one.
  public static func lessonFolder(_ number: Int, in root: URL) -> String? {
    let lessons = root.appendingPathComponent("Lessons")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: lessons.path)) ?? []
    let own = names.filter { $0.hasPrefix(folderName(ofLesson: number) + "-") }
    return own.count == 1 ? "Lessons/\(own[0])" : nil
  }
}
