// A bug hunt is judged: the student's test is compiled with the engine as it is, with the file that has
// the mistake planted, and with relatives of it; the functions of such a file stand before the engine's
// own. It should be true of the first and false of all others.

import Foundation
import Gradus
import Slots

/// The hunt of a number, in the folders where its files lie.
struct HuntTrial {
  let number: String
  /// The slot of the test, as it was given.
  let slot: Slot
  /// The files that the test should find wrong, by what they are called.
  let wrong: [(name: String, isHidden: Bool, text: String)]

  /// The folder of hunts in a package: `.build/hunts` where `make hunt` has planted them, with the
  /// relatives, and `Hunts` in a starter.
  static func folder(in root: URL) -> URL {
    let starter = root.appending(path: "Hunts")
    return FileManager.default.fileExists(atPath: starter.path)
      ? starter : root.appending(path: ".build/hunts")
  }

  /// The numbers of the hunts in a folder.
  static func numbers(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
      .filter { $0.hasPrefix("h") }
  }

  /// - Throws: ``SlotError`` where the hunt is not there.
  init(_ number: String, in folder: URL) throws {
    let home = folder.appending(path: number)
    let path = "Hunts/\(number)/Test.swift"
    guard
      let slot = try Slot.slots(in: SlotFolder.text(of: "Test.swift", in: home), path: path).first
    else { throw SlotError("\(path): no slot is there.") }
    (self.number, self.slot) = (number, slot)
    wrong = [
      ("Engine.swift", "the planted mistake", false), ("relative1.swift", "a relative", true),
      ("relative2.swift", "another relative", true),
    ].compactMap { file, name, isHidden in
      (try? SlotFolder.text(of: file, in: home)).map { (name, isHidden, $0) }
    }
  }

  /// The test as an exercise.
  var exercise: Exercise {
    Exercise(
      number, "bug hunt",
      frame: """
        import GradientCheck

        func engineIsRight() -> Bool {
          // SLOT
        }
        """,
      call: "[Tensor(engineIsRight() ? 1.0 : 0)]", section: "book/reports.md",
      allowed: ["Variable", "gradients", "Dual", "Edge"], hints: [], cases: { _, _ in [] })
  }

  /// What a test is worth: nothing if it is not true of the right engine.
  func result(body: String, line: Int, _ judge: Judge) -> ExerciseResult {
    var result = ExerciseResult(exercise, slot)
    if let refusal = exercise.gate.refusal(of: body) {
      (result.outcome, result.message) = (.refused, "it \(refusal)")
      return result
    }
    do {
      var findings = Findings([])
      let right = try answer(body, line, nil, judge)
      let isTrue = right.scalars == [1]
      findings.lines.append(
        .init(
          name: "the right engine", fault: isTrue ? nil : Fault("the test does not find it right")))
      for (name, isHidden, text) in wrong {
        let isFound = isTrue ? try answer(body, line, text, judge).scalars == [0] : false
        findings.lines.append(
          .init(
            name: name, isHidden: isHidden,
            fault: isFound ? nil : Fault("the test does not find it wrong")))
      }
      (result.outcome, result.findings) = (.judged, findings)
    } catch let failure as Workshop.Failure {
      (result.outcome, result.message) = (.broken, "it does not compile:\n\(failure.messages)")
    } catch {
      (result.outcome, result.message) = (.broken, "it could not be run: \(error)")
    }
    return result
  }

  private func answer(
    _ body: String, _ line: Int, _ engine: String?, _ judge: Judge
  ) throws -> Tensor<Double> {
    let program = try judge.workshop.program(
      for: exercise, slot, body: body, place: (slot.path, line), beside: engine)
    let worker = try Worker(program, patience: judge.patience)
    defer { worker.end() }
    return worker.ask([]).first ?? []
  }
}
