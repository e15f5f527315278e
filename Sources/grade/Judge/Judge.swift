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
  private let witnesses: Witnesses
  /// Hidden cases; nil for none.
  var hidden: Variation?
  /// Seconds for an answer.
  var patience = 10.0

  init(_ workshop: Workshop, hidden: Variation? = nil) throws {
    (self.workshop, self.hidden) = (workshop, hidden)
    witnesses = Witnesses(in: workshop.root)
    let slots = try SlotFolder(workshop.root).slots
    self.slots = Dictionary(uniqueKeysWithValues: slots.map { ($0.number, $0) })
  }

  /// What a body is worth.
  ///
  /// - Parameters:
  ///   - body: what stands in the slot; nil where the slot is not to be found.
  ///   - place: the body's file, for the compiler's messages, and its first line there.
  ///   - judgesZeros: whether a stub that gives zeros is asked like any other body.
  func result(
    on exercise: Exercise, body: String?, place: (path: String, line: Int),
    judgesZeros: Bool = false
  ) -> ExerciseResult {
    var result = ExerciseResult(exercise, slots[exercise.number])
    guard let slot = slots[exercise.number], let body else { return result }
    if judgesZeros ? slot.isStub(body) : slot.isUntouched(body) {
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
    let nobody = Student(ask: { _ in [] })
    let questions = [.published, hidden].compactMap(\.self).flatMap { variation in
      exercise.cases(nobody, variation).indices.map { (variation, index: $0) }
    }
    let silences = Atomic(0)
    let results = concurrentMap(questions.count) { number in
      let (variation, index) = questions[number]
      // What has fallen silent twice is not waited for again.
      let isOpen = silences.load(ordering: .relaxed) <= 1
      let worker = isOpen ? try? Worker(program, arguments: arguments, patience: patience) : nil
      defer { worker?.end() }
      let result = line(of: exercise, index, variation, worker)
      if case .silence? = worker?.failure { silences.add(1, ordering: .relaxed) }
      return (line: result, printed: worker?.printed.text ?? "")
    }
    var findings = Findings([])
    findings.lines = results.map(\.line)
    return (findings, results.lazy.map(\.printed).first { !$0.isEmpty } ?? "")
  }

  /// What comes of one case that is asked of a worker; nothing good, where there is none.
  private func line(
    of exercise: Exercise, _ index: Int, _ variation: Variation, _ worker: Worker?
  ) -> Findings.Line {
    let student = Student(ask: { worker?.ask($0) ?? [] })
    let test = exercise.cases(student, variation)[index]
    var fault = worker == nil ? Fault.plain("it was not asked any more") : test.fault()
    if let failure = worker?.failure { fault = Fault.plain("the function \(failure)") }
    let isHidden = variation.seed != 0
    guard !isHidden else {
      return Findings.Line(name: "hidden case \(index + 1)", isHidden: true, fault: fault)
    }
    return Findings.Line(
      name: test.name, fault: fault.map { witnesses.joining($0, exercise.number, test.name) })
  }
}
