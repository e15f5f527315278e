// Finding the repository from a folder in it.

import Foundation
import Records
import TestSupport
import Testing

struct RepositoryTests {
  @Test func theNearestGradusUpwards() throws {
    let folder = try TemporaryFolder([
      "Package.swift": "let package = Package(\n  name: \"Gradus\",",
      "other/Package.swift": "let package = Package(\n  name: \"Other\",", "other/deep/file": "",
    ])
    let deep = folder.url.appendingPathComponent("other/deep", isDirectory: true)
    #expect(Repository.root(from: deep)?.path == folder.url.standardizedFileURL.path)
  }

  @Test func nowhere() throws {
    #expect(Repository.root(from: try TemporaryFolder().url) == nil)
  }

  @Test(.timeLimit(.minutes(1))) func fromAFolderThatIsGone() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      #expect(FileManager.default.changeCurrentDirectoryPath(folder.url.path))
      try FileManager.default.removeItem(at: folder.url)
      precondition(Repository.root() == nil)
    }
  }

  @Test func lessonFolders() throws {
    let folder = try TemporaryFolder([
      "Lessons/01-One/a": "", "Lessons/02-Two/a": "", "Lessons/02-Zwei/a": "", "Lessons/12-X/a": "",
    ])
    #expect(Repository.lessonFolder(1, in: folder.url) == "Lessons/01-One")
    #expect(Repository.lessonFolder(2, in: folder.url) == nil)
    #expect(Repository.lessonFolder(3, in: folder.url) == nil)
    #expect(Repository.lessonFolder(12, in: folder.url) == "Lessons/12-X")
    #expect(Repository.folderName(ofLesson: 7) == "07")
    #expect(Repository.folderName(ofLesson: 12) == "12")
  }
}
