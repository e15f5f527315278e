// Files that ship with the package, and programs that were moved away from them.

import Foundation
import Testing

@testable import Datasets

@Suite struct ResourceTests {
  @Test func theFilesAreWithTheProgramOrItsSources() throws {
    #expect(FileManager.default.fileExists(atPath: try resource("diabetes.csv", in: nil).path))
    for bundle in ["Gradus_Datasets.resources", "Gradus_Datasets.bundle/Contents/Resources"] {
      try withFiles([:]) { folder in
        let place = folder.appendingPathComponent("\(bundle)/Resources/a.csv")
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: place)
        let found = try shipped("a.csv", beside: folder, from: folder)
        #expect(found.path == place.path)
      }
    }
  }

  @Test func aProgramAloneSaysWhatIsMissing() throws {
    try withFiles([:]) { folder in
      let error = try #require(throws: DatasetError.self) {
        try shipped("a.csv", beside: folder, from: folder.appendingPathComponent("b/c.swift"))
      }
      #expect(
        error.description == "\(folder.path)/Gradus_Datasets.resources, which has a.csv, is "
          + "missing: it belongs beside the program and goes where that goes.")
    }
  }

  @Test func aFolderThatIsNamedIsTheOnlyOne() throws {
    let folder = URL(filePath: "/nowhere", directoryHint: .isDirectory)
    #expect(try resource("a.csv", in: folder).path == "/nowhere/a.csv")
  }
}
