// Where a lesson keeps its checkpoint, and the command that takes it up.

import ArgumentParser
import Foundation
import Testing

@testable import LessonKit

private struct Long: Lesson {
  static let number = 8
  static let title = "A long one"
  static let quickly = "takes less"
  static let abstract = "Takes its time."
  @OptionGroup var options: LessonOptions
  func run() throws {}
}

struct ResumptionTests {
  @Test(arguments: [([], "lesson-08.safetensors"), (["--quick"], "lesson-08-quick.safetensors")])
  func checkpointsHavePlaces(arguments: [String], name: String) throws {
    let file = try Long.parse(arguments).checkpointFile
    #expect(file.path.hasSuffix("/.build/checkpoints/\(name)"))
  }

  @Test(arguments: [
    (["/a/lesson-08"], "swift run lesson-08 --resume"),
    (["/a/lesson-08", "--seed", "3", "--resume"], "swift run lesson-08 --seed 3 --resume"),
    (
      ["x", "--data", "/my data/it's", "--quick"],
      #"swift run lesson-08 --data '/my data/it'\''s' --quick --resume"#
    ),
    (["x", "--figures="], "swift run lesson-08 --figures= --resume"),
    (["x", ""], "swift run lesson-08 '' --resume"),
  ])
  func theCommandIsTheSameWithResume(arguments: [String], command: String) {
    #expect(Long.resumingCommand(arguments, isInRepository: true) == command)
  }

  @Test func outsideTheRepositoryTheProgramIsCalled() {
    #expect(
      Long.resumingCommand(["/a b/lesson-08", "--quick"], isInRepository: false)
        == "'/a b/lesson-08' --quick --resume")
  }
}
