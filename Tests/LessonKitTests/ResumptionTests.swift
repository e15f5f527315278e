// Where a lesson keeps its checkpoint, and the command that takes it up.

import ArgumentParser
import Foundation
import Testing

@testable import LessonKit

private struct Long: ResumableLesson {
  static let number = 8
  static let title = "A long one"
  static let quickly = "takes less"
  static let abstract = "Takes its time."
  @OptionGroup var options: LessonOptions
  @Flag var resume = false
  func run() throws {}
}

struct ResumptionTests {
  @Test(arguments: [
    ([], "lesson-08.safetensors"), (["--quick"], "lesson-08-quick.safetensors"),
    (["--seed", "3"], "lesson-08-seed-3.safetensors"),
    (["--seed", "3", "--quick", "--epochs", "5"], "lesson-08-quick-seed-3-epochs-5.safetensors"),
  ])
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

  @Test(arguments: [["--redraw"], ["--csv", "ring"]])
  func whatTrainsNothingResumesNothing(options: [String]) {
    #expect(throws: (any Error).self) { try Long.parse(["--resume"] + options) }
  }

  @Test func outsideTheRepositoryTheProgramIsCalled() {
    #expect(
      Long.resumingCommand(["/a b/lesson-08", "--quick"], isInRepository: false)
        == "'/a b/lesson-08' --quick --resume")
  }
}
