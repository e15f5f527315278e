// A run that is drawn anew must find nothing new: the same numbers, tables and texts, and figures of
// the same bytes.

import Foundation
import LessonKit
import Testing

/// Draws the figures of a lesson's run anew, which should change nothing.
///
/// - Parameters:
///   - arguments: those of the run but `--figures`.
///   - folder: its folder of figures.
func expectSameWhenRedrawn<Program: Lesson>(
  _: Program.Type, _ arguments: [String], in folder: URL,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let place = folder.appending(path: Repository.folderName(ofLesson: Program.number))
  func look() throws -> (run: Run, figures: [String: Data]) {
    let run = try Run(from: place.appending(path: Run.fileName))
    let files = run.figures.values.map(\.file)
    let bytes = try files.map { try Data(contentsOf: place.appending(path: $0)) }
    return (run, Dictionary(uniqueKeysWithValues: zip(files, bytes)))
  }
  let before = try look()
  for file in before.figures.keys {
    try FileManager.default.removeItem(at: place.appending(path: file))
  }
  var lesson = try Program.parse(arguments + ["--redraw", "--figures", folder.path])
  try lesson.run()
  let after = try look()
  #expect(!after.run.results.isEmpty, sourceLocation: sourceLocation)
  #expect(after.run.numbers == before.run.numbers, sourceLocation: sourceLocation)
  #expect(after.run.tables == before.run.tables, sourceLocation: sourceLocation)
  #expect(after.run.outputs == before.run.outputs, sourceLocation: sourceLocation)
  #expect(after.run.figures == before.run.figures, sourceLocation: sourceLocation)
  #expect(after.run.results == before.run.results, sourceLocation: sourceLocation)
  #expect(after.figures.count == before.figures.count, sourceLocation: sourceLocation)
  for (file, bytes) in before.figures {
    #expect(after.figures[file] == bytes, "\(file)", sourceLocation: sourceLocation)
  }
}
