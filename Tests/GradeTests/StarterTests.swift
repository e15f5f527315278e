import Foundation
import Slots
import TestSupport
import Testing

@testable import grade

@Suite struct StarterTests {
  @Test func aStarterHasStubsAndNoSolution() throws {
    try withTemporaryFolder { desk in
      let folder = desk.appending(path: "starter")
      try StarterKit(root: root).write(to: folder)
      let original = try SlotFolder(root)
      let starter = try SlotFolder(folder)
      #expect(starter.slots.map(\.number) == original.slots.map(\.number))
      let solutions = try original.solutions()
      for slot in starter.slots {
        #expect(slot.body != solutions[slot.number], "\(slot.number)")
        #expect(slot.body.contains("ours to write"), "\(slot.number)")
      }
      for name in ["AGENTS.md", "README.md", "Makefile", "Package.swift", "Sources", "Lessons"] {
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: name).path))
      }
      for name in ["Tests", "book", ".git", "Figures"] {
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: name).path))
      }
      #expect(throws: (any Error).self) { try StarterKit(root: root).write(to: folder) }
    }
  }

  /// Whoever has solved an exercise of this very package can make a starter all the same.
  @Test func anAnswerInTheBooksPackageIsNoStub() throws {
    try withTemporaryFolder { desk in
      let home = desk.appending(path: "package")
      try StarterKit(root: root).copy(StarterKit.parts + [SlotFolder.solutions], to: home)
      let solution = try #require(try SlotFolder(root).solutions()["01.5"])
      let path = try #require(try SlotFolder(root)["01.5"]).path
      let solved = try Slot.replacing(in: SlotFolder.text(of: path, in: root), path: path) { _ in
        solution
      }
      try Data(solved.utf8).write(to: home.appending(path: path))
      #expect(try SlotFolder(home)["01.5"]?.body == solution)

      let trials = try AnswerTrial.all(in: home, fast: true)
      let stub = trials.first { $0.exercise.number == "01.5" && $0.expectation == .nothing }
      #expect(try #require(stub).body != solution)
      let folder = desk.appending(path: "starter")
      try StarterKit(root: home).write(to: folder)
      let slot = try #require(try SlotFolder(folder)["01.5"])
      #expect(slot.isUntouched(slot.body))
    }
  }

  /// What is asserted can fail: a solution with other blanks and comments is still one.
  @Test(arguments: ["Sources/A.swift", "README.md", "Hunts/h01.1/Engine.swift"])
  func aSolutionIsFound(path: String) throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      let solutions = [("02.7", "v = mu * v + g\ntheta -= eta * v")]
      try Data("func f() {\n  v = mu*v + g\n  // so\n  theta -= eta * v }\n".utf8).write(to: file)
      #expect(try StarterKit.leak(of: solutions, in: folder) == "\(path) has the solution of 02.7.")
      try Data("func f() { v = mu * v }\n".utf8).write(to: file)
      #expect(try StarterKit.leak(of: solutions, in: folder) == nil)
    }
  }
}

@Suite struct SubmissionTests {
  private let path = "Lessons/02-Optimizers/Rules.swift"

  /// What is made of a submission whose file has been changed, or replaced.
  private func outcome(_ change: (URL, String) throws -> Void) throws -> ExerciseResult {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try change(file, SlotFolder.text(of: path, in: root))
      let judge = try Judge(Workshop(root, build: products))
      let exercise = try #require(Exercise.numbered("02.7"))
      return try #require(judge.verdict(on: folder, [exercise]).results.first)
    }
  }

  @Test func theBodyAloneIsTaken() throws {
    let result = try outcome { file, text in
      // The rest of the file would not compile.
      let changed = text.replacing("struct Walker", with: "import Nothing\nstrct Walker")
      try Data(changed.utf8).write(to: file)
    }
    #expect(result.passes)
    #expect(result.earned == 2)
  }

  @Test(arguments: ["stub", "no comments", "twice", "a link", "a folder", "too long", "nothing"])
  func whatIsNotASolutionEarnsNothing(kind: String) throws {
    let result = try outcome { file, text in
      switch kind {
      case "stub":
        let stub = try Slot.replacing(in: text, path: path) { $0.stub }
        try Data(stub.utf8).write(to: file)
      case "no comments": try Data("// END SOLUTION\n".utf8).write(to: file)
      case "twice": try Data((text + text).utf8).write(to: file)
      case "a link":
        try FileManager.default.createSymbolicLink(
          at: file, withDestinationURL: root.appending(path: path))
      case "a folder":
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
      case "too long":
        try Data((text + String(repeating: "// long\n", count: 40_000)).utf8).write(to: file)
      default: break
      }
    }
    #expect(result.earned == 0)
    #expect(result.outcome == (kind == "stub" ? .unwritten : .missing))
    #expect(!result.report.isEmpty)
  }

  @Test func whatDoesNotCompileIsSaidWithItsLine() throws {
    let result = try outcome { file, text in
      let broken = try Slot.replacing(in: text, path: path) { _ in "v = mu * w\n" }
      try Data(broken.utf8).write(to: file)
    }
    #expect(result.outcome == .broken)
    #expect(result.report.contains("Rules.swift:"), "\(result.report)")
    #expect(result.report.contains("cannot find 'w' in scope"), "\(result.report)")
  }
}
