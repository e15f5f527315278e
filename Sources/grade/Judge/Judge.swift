// From a body to what it is worth: gate, compiler, cases. The judge holds the cases, the numeric
// derivatives and the verdict; the solution, in its process, sees questions and gives answers.

import Foundation
import Slots
import Synchronization

/// Judges solutions by the published cases, and by hidden ones if there are any.
struct Judge: Sendable {
  let workshop: Workshop
  /// The slots of the package, by number.
  let slots: [String: Slot]
  /// Hidden cases; nil for none.
  var hidden: Variation?
  /// Seconds for an answer.
  var patience = 10.0

  init(_ workshop: Workshop, hidden: Variation? = nil) throws {
    (self.workshop, self.hidden) = (workshop, hidden)
    let slots = try SlotFolder(workshop.root).slots
    self.slots = Dictionary(uniqueKeysWithValues: slots.map { ($0.number, $0) })
  }

  /// What a body is worth.
  ///
  /// - Parameters:
  ///   - body: what stands in the slot; nil where the slot is not to be found.
  ///   - place: the body's file, for the compiler's messages, and its first line there.
  ///   - isStub: whether nothing has been written.
  func result(
    on exercise: Exercise, body: String?, place: (path: String, line: Int), isStub: Bool = false
  ) -> ExerciseResult {
    guard let slot = slots[exercise.number] else { fatalError("no slot \(exercise.number)") }
    var result = ExerciseResult(exercise, slot)
    guard let body else {
      result.outcome = .missing
      result.message =
        "the comments BEGIN and END SOLUTION \(exercise.number) are not in \(slot.path)"
      return result
    }
    if isStub || body.contains("exercise \(exercise.number) is still to be written") {
      result.outcome = .unwritten
      result.message = "not written yet: see \(slot.path)"
      return result
    }
    if let refusal = exercise.gate.refusal(of: body) {
      result.outcome = .refused
      result.message = "it \(refusal)"
      return result
    }
    do {
      let program = try workshop.program(for: exercise, slot, body: body, place: place)
      (result.findings, result.printed) = try findings(on: exercise, program)
      result.outcome = .judged
    } catch let failure as Workshop.Failure {
      result.outcome = .broken
      result.message = "it does not compile:\n\(failure.messages)"
    } catch {
      result.outcome = .broken
      result.message = "it could not be run: \(error)"
    }
    return result
  }

  /// Asks every case in a process of its own, as many at a time as there are cores.
  ///
  /// - Parameter arguments: for a program that has several solutions.
  func findings(
    on exercise: Exercise, _ program: URL, arguments: [String] = []
  ) throws -> (findings: Findings, printed: String) {
    let nobody = Student { _ in [] }
    let questions = [.published, hidden].compactMap(\.self).flatMap { variation in
      exercise.cases(nobody, variation).indices.map { (variation, index: $0) }
    }
    let board = Board<(line: Findings.Line, printed: String)>(questions.count)
    let silences = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: questions.count) { number in
      let (variation, index) = questions[number]
      let isHidden = variation.seed != 0
      // What has fallen silent twice is not waited for again.
      let worker =
        silences.load(ordering: .relaxed) > 1
        ? nil : try? Worker(program, arguments: arguments, patience: patience)
      let test = exercise.cases(Student { worker?.ask($0) ?? [] }, variation)[index]
      var fault = worker == nil ? Fault("it was not asked any more") : test.fault()
      if let failure = worker?.failure {
        fault = Fault("the function \(failure)")
        if case .silence = failure { silences.add(1, ordering: .relaxed) }
      }
      worker?.end()
      let name = isHidden ? "hidden case \(index + 1)" : test.name
      let line = Findings.Line(name: name, isHidden: isHidden, fault: fault)
      board.set(number, (line, worker?.printed.text ?? ""))
    }
    var findings = Findings([])
    findings.lines = board.all.map(\.line)
    return (findings, board.all.lazy.map(\.printed).first { !$0.isEmpty } ?? "")
  }
}
